import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import type { RunUpdatedSubscription } from "../generated/graphql.ts";
import { DealsWithCompany, RunAcrossSubgraphs, RunStatus, RunUpdated, StartRun } from "../integration/operations.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { ask, collect, expectData, webSocketClient } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

/** In which what was cut off is done after all, also on a machine that is busy with others. */
const slowMs = 90_000;

describe.each(topologies)("kill -9 of the process that works on a run, %s", (topology) => {
  let airgraph: Airgraph;
  let person: SignedIn;
  const worker = topology === "services" ? "workflow" : "router";

  beforeAll(async () => {
    airgraph = await startAirgraph(topology);
    person = await signUpConnected(airgraph);
  });
  afterAll(() => airgraph.stop());

  it("leaves a run that goes on after a restart, with each effect once and each event once", async () => {
    const deals = { base: salesCrmBaseId, first: 1 };
    const recordId = await firstDeal(airgraph, person.token);
    // Airtable's five calls a second are taken for some seconds, so the run is still in its first step when it is killed.
    const busy = Array.from({ length: 15 }, () =>
      ask(airgraph.url, DealsWithCompany, deals, person.token).catch(() => undefined),
    );
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    const { id } = startRun.run;
    await eventually(async () => {
      const { run } = await expectData(airgraph.url, RunStatus, { id }, person.token);
      return run?.steps.nodes[0]?.status === "RUNNING" ? run : undefined;
    });
    await airgraph.kill(worker);
    await Promise.all(busy);
    await airgraph.start(worker);

    const run = await eventually(async () => {
      const answer = await ask(airgraph.url, RunAcrossSubgraphs, { id }, person.token);
      return answer.data?.run?.status === "SUCCEEDED" ? answer.data.run : undefined;
    }, slowMs);
    expect(run.files?.nodes).toHaveLength(1);
    expect(run.steps.nodes.map(({ status }) => status)).toEqual(["SUCCEEDED", "SUCCEEDED"]);

    const socket = webSocketClient(airgraph.url, person.token);
    const events = await collect<RunUpdatedSubscription>(socket, RunUpdated, { id });
    await socket.dispose();
    const kinds = events.map(({ data }) => data?.runUpdated.kind);
    for (const once of ["QUEUED", "STARTED", "SUCCEEDED"])
      expect(kinds.filter((kind) => kind === once)).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "STEP_SUCCEEDED")).toHaveLength(2);
    expect(run.steps.nodes[0]?.attempts).toBeGreaterThan(1);
  });
});
