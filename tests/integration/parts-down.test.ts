import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { graphqlPath, identityHeader } from "../../kernel/executor/wire.ts";
import { type Airgraph, startAirgraph } from "../support/airgraph.ts";
import { ask, expectData, post } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";
import { DealsWithCompany, Me, RunAcrossSubgraphs, StartRun } from "./operations.ts";

describe("parts that are down, and parts that are asked past the router", () => {
  let airgraph: Airgraph;
  let person: SignedIn;
  let runId: string;

  beforeAll(async () => {
    airgraph = await startAirgraph("services");
    person = await signUpConnected(airgraph);
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    runId = startRun.run.id;
    await eventually(async () => {
      const { run } = await expectData(airgraph.url, RunAcrossSubgraphs, { id: runId }, person.token);
      return run?.status === "SUCCEEDED" ? run : undefined;
    });
  });
  afterAll(() => airgraph.stop());

  it("costs only the fields of a subgraph that is down, tells so in their place, and has them back with it", async () => {
    await airgraph.kill("file");
    const down = await ask(airgraph.url, RunAcrossSubgraphs, { id: runId }, person.token);
    expect(down.data?.run).toMatchObject({ status: "SUCCEEDED", startedBy: { username: person.login }, files: null });
    expect(down.errors).toEqual([
      { message: "The file service is unavailable.", path: ["run"], extensions: { code: "UPSTREAM_UNAVAILABLE" } },
    ]);

    await airgraph.start("file");
    const back = await expectData(airgraph.url, RunAcrossSubgraphs, { id: runId }, person.token);
    expect(back.run?.files?.nodes).toHaveLength(1);
  });

  it("says that Airtable is unreachable and keeps the rest of the answer", async () => {
    const other = await startAirgraph("in-process", { AIRTABLE_TIMEOUT_MS: "500" });
    try {
      const { token, login } = await signUpConnected(other);
      await other.emulator.stop();
      const { data, errors } = await ask(other.url, DealsWithCompany, { base: salesCrmBaseId, first: 1 }, token);
      expect(data?.base ?? null).toBeNull();
      expect(errors[0]?.extensions?.["code"]).toBe("UPSTREAM_UNAVAILABLE");
      expect((await expectData(other.url, Me, {}, token)).me?.username).toBe(login);
    } finally {
      await other.stop();
    }
  });

  it("waits no longer than it may for a part in its own process, although that goes on, and keeps the rest of the answer", async () => {
    const slow = await startAirgraph("in-process", { SUBGRAPH_AIRTABLE_TIMEOUT_MS: "1000" });
    try {
      const { token, login } = await signUpConnected(slow);
      slow.emulator.faults.add({ fault: { kind: "slow", ms: 60_000 } });
      const startedAt = performance.now();
      const query = `{ me { username } record(id: "${salesCrmBaseId}/tblX/recX") { cells } bases { id } }`;
      const { data, errors } = await post(slow.url, JSON.stringify({ query }), token);
      expect(performance.now() - startedAt).toBeLessThan(30_000);
      expect(data).toEqual({ me: { username: login }, record: null, bases: null });
      expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual(
        [["record"], ["bases"]].map((path) => [path, { code: "TIMEOUT" }]),
      );
    } finally {
      // It would wait for Airtable's answer.
      await slow.kill("router");
      await slow.stop();
    }
  });

  it("gains nothing by reaching a subgraph's port: it takes identities of the router only", async () => {
    const address = airgraph.addressOf("workflow");
    const query = `{ _entities(representations: [{ __typename: "WorkflowRun", id: "${runId}" }]) { ... on WorkflowRun { status } } }`;
    for (const identity of ["", "nonsense", person.token]) {
      const response = await fetch(address + graphqlPath, {
        method: "POST",
        headers: { "content-type": "application/json", [identityHeader]: identity },
        body: JSON.stringify({ query }),
      });
      const { data, errors } = (await response.json()) as {
        data?: unknown;
        errors: { extensions: { code: string } }[];
      };
      expect(data ?? null).toBeNull();
      expect(errors[0]?.extensions.code).toBe("UNAUTHENTICATED");
    }
  });

  it("is live and ready, and a subgraph that is told to stop says that it is not ready before it stops", async () => {
    for (const origin of [airgraph.url, airgraph.addressOf("analytics")]) {
      expect((await fetch(`${origin}/health/live`)).status).toBe(200);
      expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    }
    const slow = await startAirgraph("in-process", { SHUTDOWN_DELAY_MS: "1500" });
    const ended = slow.terminate("router");
    await eventually(async () => ((await fetch(`${slow.url}/health/ready`)).status === 503 ? true : undefined));
    expect((await fetch(`${slow.url}/health/live`)).status).toBe(200);
    expect(await ended).toBe(0);
    await slow.stop();
  });
});
