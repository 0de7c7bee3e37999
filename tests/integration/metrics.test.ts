import { expect, it } from "@jest/globals";
import { startAirgraph } from "../support/airgraph.ts";
import { freePort } from "../support/free-port.ts";
import { firstDeal } from "../support/sample-records.ts";
import { signUpConnected } from "../support/signed-in.ts";

it("a process tells at METRICS_PORT what its router and subgraphs count, until it ends", async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/metrics`;
  const airgraph = await startAirgraph("in-process", { METRICS_PORT: String(port) });
  try {
    const { token } = await signUpConnected(airgraph);
    await firstDeal(airgraph, token);
    const text = await (await fetch(url)).text();
    const [, count] = /airgraph_airtable_turn_wait_seconds_count\{priority="interactive"\} (\d+)/.exec(text) ?? [];
    expect(Number(count)).toBeGreaterThan(2);
    expect(text).toMatch(/airgraph_router_fetches_total\{subgraph="airtable",outcome="ok"\} [1-9]/);
    expect(await airgraph.terminate("router")).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  } finally {
    await airgraph.stop();
  }
});
