import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import { type Airgraph, startAirgraph, topologies } from "../support/airgraph.ts";
import { post } from "../support/client.ts";
import { eventually } from "../support/eventually.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

const steps = [{ id: "only", kind: "transform", with: { value: 1 } }];
const secret = "shared with the sender";
/** In which a run has come of it, also on a machine that is busy with others. */
const slowMs = 60_000;

interface Run {
  readonly id: string;
  readonly status: string;
  readonly trigger: string;
  readonly triggerData: Record<string, never>;
  readonly input: unknown;
}

describe.each(topologies)("triggers of workflows (%s)", (topology) => {
  let airgraph: Airgraph;
  let owner: SignedIn;
  beforeAll(async () => {
    airgraph = await startAirgraph(topology, {}, { limits: "off" });
    owner = await signUpConnected(airgraph);
    await data("mutation ($input: SetWorkflowSecretInput!) { setWorkflowSecret(input: $input) { name } }", {
      input: { name: "signing", value: secret },
    });
  }, 120_000);
  afterAll(() => airgraph.stop());

  async function data<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data: answer, errors } = await post<T>(airgraph.url, JSON.stringify({ query, variables }), owner.token);
    if (answer === null || answer === undefined || errors.length > 0) throw new Error(JSON.stringify(errors));
    return answer;
  }

  /** @returns the workflow's name */
  async function publish(draft: Record<string, unknown>): Promise<string> {
    const name = `w-${randomUUID()}`;
    const create = "mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } } }";
    await data(create, { input: { name, draft: { steps, ...draft } } });
    const publishIt = "mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { workflow { id } } }";
    await data(publishIt, { input: { id: name, expectedRevision: 1 } });
    return name;
  }

  const runsOf = async (workflow: string, count: number) =>
    eventually(async () => {
      const query =
        "query ($filter: RunFilter) { runs(filter: $filter) { nodes { id status trigger triggerData input } } }";
      const { runs } = await data<{ runs: { nodes: Run[] } }>(query, { filter: { workflow, status: ["SUCCEEDED"] } });
      return runs.nodes.length >= count ? runs.nodes : undefined;
    }, slowMs);

  it("start runs by a schedule", async () => {
    const workflow = await publish({ triggers: [{ id: "tick", kind: "cron", schedule: "* * * * * *" }] });
    expect((await runsOf(workflow, 2))[0]).toMatchObject({ trigger: "CRON" });
  });

  it("start runs when records change, with their cells", async () => {
    const name = randomUUID();
    const workflow = await publish({
      input: { deal: { type: "record" } },
      triggers: [
        {
          id: "won",
          kind: "record",
          baseId: salesCrmBaseId,
          table: "Deals",
          on: ["CREATED", "UPDATED"],
          matches: { field: "Name", eq: name },
          with: { deal: "${trigger.record.id}" },
        },
      ],
    });
    // Nothing is told of what happens before.
    const keep = "mutation ($baseId: ID!) { keepWatching(baseId: $baseId) { active } }";
    await eventually(async () => {
      const { keepWatching } = await data<{ keepWatching: { active: boolean } }>(keep, { baseId: salesCrmBaseId });
      return keepWatching.active || undefined;
    });
    const createRecord = "mutation ($input: CreateRecordInput!) { createRecord(input: $input) { record { id } } }";
    const input = { baseId: salesCrmBaseId, table: "Deals", cells: { Name: name } };
    const { createRecord: made } = await data<{ createRecord: { record: { id: string } } }>(createRecord, { input });
    const found = await runsOf(workflow, 1);
    expect(found).toMatchObject([
      {
        trigger: "RECORD",
        input: { deal: made.record.id },
        triggerData: { change: "CREATED", record: { id: made.record.id, cells: { Name: name } } },
      },
    ]);
  });

  it("start runs by signed requests, once each", async () => {
    const workflow = await publish({
      input: { order: { type: "number" } },
      triggers: [{ id: "order", kind: "webhook", secret: "signing", with: { order: "${trigger.body.order}" } }],
    });
    const query = "query ($id: ID!) { workflow(id: $id) { triggers { webhookPath } } }";
    const told = await data<{ workflow: { triggers: { webhookPath: string }[] } }>(query, { id: workflow });
    const url = new URL(told.workflow.triggers[0]?.webhookPath ?? "", airgraph.url);
    const body = JSON.stringify({ order: 17 });
    const t = Math.floor(Date.now() / 1_000);
    const v1 = createHmac("sha256", secret).update(`${t}.${body}`).digest("hex");
    const send = async (signature: string) =>
      fetch(url, { method: "POST", body, headers: { "x-airgraph-signature": signature } });
    const answer = await send(`t=${t},v1=${v1}`);
    expect(answer.status).toBe(202);
    const first = (await answer.json()) as { runId: string };
    expect(await (await send(`t=${t},v1=${v1}`)).json()).toEqual(first);
    expect((await send(`t=${t},v1=${"0".repeat(64)}`)).status).toBe(401);
    expect(await runsOf(workflow, 1)).toMatchObject([{ id: first.runId, trigger: "WEBHOOK", input: { order: 17 } }]);
  });

  it("start runs when files are stored, and when those runs have ended", async () => {
    const contentType = `text/x-${randomUUID()}`;
    const ofFiles = await publish({ triggers: [{ id: "file", kind: "fileCreated", contentType }] });
    const after = await publish({
      triggers: [{ id: "after", kind: "runEnded", workflow: ofFiles, status: ["SUCCEEDED"] }],
    });
    const createFile = "mutation ($input: CreateFileInput!) { createFile(input: $input) { file { id } } }";
    const input = { name: "a.txt", contentType, content: "a" };
    const { createFile: made } = await data<{ createFile: { file: { id: string } } }>(createFile, { input });
    const [first] = await runsOf(ofFiles, 1);
    expect(first).toMatchObject({ trigger: "FILE_CREATED", triggerData: { file: { id: made.file.id } } });
    expect(await runsOf(after, 1)).toMatchObject([
      { trigger: "RUN_ENDED", triggerData: { run: { id: first?.id, status: "SUCCEEDED" } } },
    ]);
  });
});
