import { expect, it } from "@jest/globals";
import { z } from "zod";
import type { TraceCollector } from "../../../kernel/telemetry/fixtures/collect-traces.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { eventually, until } from "../../support/eventually.ts";
import { signUpConnected } from "../../support/signed-in.ts";

const line = z.object({ requestId: z.string().optional(), subgraph: z.string().optional(), msg: z.string() });

/** @param collected what the system was told to send its traces to; it logs all that it can */
export function requestsAreFollowed(airgraph: () => Airgraph, collected: () => TraceCollector): void {
  it("follow one request through router and subgraphs by the id that the client chose, and hold neither token nor cells", async () => {
    const { token } = await signUpConnected(airgraph());
    const response = await fetch(`${airgraph().url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, "x-request-id": "find-me" },
      body: JSON.stringify({ query: "query Two { me { username } bases { name airtableCalls } }" }),
    });
    expect(response.headers.get("x-request-id")).toBe("find-me");

    const seen = await eventually(async () => {
      const lines = airgraph()
        .logs()
        .split("\n")
        .filter((text) => text.includes('"find-me"'))
        .map((text) => line.parse(JSON.parse(text)));
      return lines.some(({ msg }) => msg === "request") ? lines : undefined;
    });
    expect(new Set(seen.flatMap(({ subgraph }) => subgraph ?? []))).toEqual(new Set(["auth", "airtable", "analytics"]));
    const traceId = response.headers.get("x-trace-id");
    const names = ["query Two", "auth answers", "airtable answers", "analytics answers"];
    await until(() => {
      const spans = collected().spans.filter((span) => span.traceId === traceId);
      return names.every((name) => spans.some((span) => span.name === name));
    });
    const traced = collected()
      .requests.map(({ text }) => text)
      .join("\n");
    for (const secret of [token, "Sales CRM", "patSAMPLE"]) {
      expect(airgraph().logs()).not.toContain(secret);
      expect(traced).not.toContain(secret);
    }
  });
}
