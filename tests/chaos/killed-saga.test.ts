import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { RecordsByName, SagaSteps, Transact } from "../integration/operations.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { ask, expectData } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

/** In which what was cut off is done after all, also on a machine that is busy with others. */
const slowMs = 90_000;

const pairs = 8;

describe.each(topologies)("kill -9 of the process that works on a saga, %s", (topology) => {
  let airgraph: Airgraph;
  let person: SignedIn;
  const worker = topology === "services" ? "workflow" : "router";

  beforeAll(async () => {
    airgraph = await startAirgraph(topology);
    person = await signUpConnected(airgraph);
  });
  afterAll(() => airgraph.stop());

  it("leaves a saga that goes on after a restart, and creates each record once", async () => {
    const create = (table: string, ref: string, cells: Record<string, unknown>) => ({
      create: { ref, baseId: salesCrmBaseId, table, cells, keyField: "Name" },
    });
    // A task for each deal, so that the steps are many.
    const operations = Array.from({ length: pairs }, (_none, index) => [
      create("Deals", `deal${index}`, { Amount: index }),
      create("Tasks", `task${index}`, { Deal: [`\${ref.deal${index}}`] }),
    ]).flat();
    const input = { operations, waitSeconds: 0 };
    const { transact } = await expectData(airgraph.url, Transact, { input }, person.token);
    const { id } = transact.saga;
    await eventually(async () => {
      const { saga } = await expectData(airgraph.url, SagaSteps, { id }, person.token);
      return saga?.steps.some(({ status }) => status === "DONE") === true ? saga : undefined;
    });
    await airgraph.kill(worker);
    await airgraph.start(worker);

    const saga = await eventually(async () => {
      const answer = await ask(airgraph.url, SagaSteps, { id }, person.token);
      return answer.data?.saga?.status === "COMPLETED" ? answer.data.saga : undefined;
    }, slowMs);
    expect(saga.steps.map(({ status }) => status)).toEqual(operations.map(() => "DONE"));
    const made = async (table: string) => {
      const variables = { base: salesCrmBaseId, table, prefix: `saga:${id}:` };
      const { base } = await expectData(airgraph.url, RecordsByName, variables, person.token);
      return base?.table?.records?.nodes ?? [];
    };
    expect(await made("Deals")).toHaveLength(pairs);
    expect(await made("Tasks")).toHaveLength(pairs);
  });
});
