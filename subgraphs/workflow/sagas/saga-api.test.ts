import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import { isStream } from "../../../kernel/executor/executor.ts";
import { eventually } from "../../../tests/support/eventually.ts";
import { newPerson } from "../../../tests/support/subgraph.ts";
import { startWorkflows, type Workflows } from "../fixtures/runs.ts";
import { answerBy } from "./fixtures/answer-by-model.ts";
import { base, modelSupergraph, tables } from "./fixtures/model-supergraph.ts";

const model = modelSupergraph();
let workflows: Workflows;
beforeAll(async () => {
  workflows = await startWorkflows(answerBy(model));
});
afterAll(async () => workflows.stop());

const deals = { baseId: base, table: tables.deals };
const make = (name: string) => ({
  id: "make",
  do: { kind: "createRecords", with: { ...deals, records: [{ Name: name }], keyField: "Key" } },
});

const sagaFields = /* GraphQL */ `
  id status warnings
  state {
    __typename
    ... on SagaRunning { stepsDone stepCount }
    ... on SagaCompleted { output }
    ... on SagaCompensated { error { code } left { id } }
    ... on SagaStuck { error { code } decisions { stepId why code known } }
  }
  steps { id kind status undoing input output undone }
`;

/** The part of answers that tests go on with; the rest they compare. */
const answer = z.looseObject({
  saga: z.looseObject({ status: z.string() }).nullish(),
  startSaga: z.object({ saga: z.object({ id: z.string() }) }).optional(),
  sagaUpdated: z.object({ kind: z.string() }).optional(),
  transact: z.looseObject({ ids: z.array(z.string().nullable()) }).nullish(),
});

async function ask(person: ReturnType<typeof newPerson>, query: string, variables: Record<string, unknown>) {
  const { data, errors } = await workflows.subgraph.ask(person, query, variables);
  return { data: answer.parse(data ?? {}), errors };
}

async function start(person: ReturnType<typeof newPerson>, input: Record<string, unknown>) {
  return ask(person, "mutation ($input: StartSagaInput!) { startSaga(input: $input) { saga { id } } }", { input });
}

async function until(person: ReturnType<typeof newPerson>, id: string, ...statuses: string[]): Promise<unknown> {
  return eventually(async () => {
    const { data } = await ask(person, `query ($id: ID!) { saga(id: $id) { ${sagaFields} } }`, { id });
    return statuses.includes(data.saga?.status ?? "") ? data.saga : undefined;
  });
}

describe("startSaga", () => {
  it("starts a saga once for an idempotency key, and tells of each of its changes until it has ended", async () => {
    const person = newPerson();
    const input = { steps: [make("Told")], idempotencyKey: randomUUID() };
    const answers = await Promise.all([start(person, input), start(person, input)]);
    const [id, again] = answers.map(({ data }) => data.startSaga?.saga.id ?? "");
    expect(again).toBe(id);
    const query = "subscription ($id: ID!) { sagaUpdated(id: $id) { cursor kind stepId } }";
    const changes = await workflows.subgraph.follow(
      person,
      query.replace("($id: ID!)", "").replace("$id", JSON.stringify(id)),
    );
    if (!isStream(changes)) throw new Error(JSON.stringify(changes));
    const kinds: string[] = [];
    for await (const { data } of changes) kinds.push(answer.parse(data).sagaUpdated?.kind ?? "");
    expect(kinds).toEqual(["QUEUED", "STARTED", "STEP_STARTED", "STEP_DONE", "COMPLETED"]);
    expect(await until(person, id ?? "", "COMPLETED")).toMatchObject({
      state: { __typename: "SagaCompleted", output: { make: { records: [{ cells: { Name: "Told" } }] } } },
      steps: [{ id: "make", kind: "createRecords", status: "DONE", undoing: "AUTOMATIC" }],
      warnings: [],
    });
    const other = await start(person, { ...input, steps: [make("Other")] });
    expect(other.errors).toMatchObject([{ extensions: { code: "CONFLICT", field: "idempotencyKey" } }]);
  });

  it("keeps what a saga saw from others of the tenant who may not see it", async () => {
    const person = newPerson();
    const { data } = await start(person, { steps: [make("Secret")] });
    const id = data.startSaga?.saga.id ?? "";
    await until(person, id, "COMPLETED");
    const other = newPerson({ tenantId: person.tenantId, role: "viewer" });
    expect(await until(other, id, "COMPLETED")).toMatchObject({
      state: { output: null },
      steps: [{ input: null, output: null, undone: null }],
    });
    const admin = newPerson({ tenantId: person.tenantId, role: "admin" });
    expect(await until(admin, id, "COMPLETED")).toMatchObject({
      steps: [{ input: { records: [{ Name: "Secret" }] } }],
    });
    const stranger = await ask(newPerson(), "query ($id: ID!) { saga(id: $id) { id } }", { id });
    expect(stranger.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });

  it.each([
    [
      "a step that there is not",
      { steps: [{ id: "a", do: { kind: "transform", with: { value: "${steps.b.output}" } } }] },
      "BAD_USER_INPUT",
    ],
    [
      "secrets",
      { steps: [{ id: "a", do: { kind: "transform", with: { value: "${secrets.key}" } } }] },
      "BAD_USER_INPUT",
    ],
    [
      "requests",
      { steps: [{ id: "a", do: { kind: "http", with: { method: "GET", url: "https://example.com" } } }] },
      "FORBIDDEN",
    ],
  ])("refuses %s to an editor", async (_what, input, code) => {
    const { errors } = await start(newPerson(), input);
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it("refuses a step that refers to a deletion, which is taken last", async () => {
    const { errors } = await start(newPerson(), {
      steps: [
        { id: "drop", do: { kind: "deleteRecords", with: { ids: [] } } },
        { id: "say", do: { kind: "transform", with: { value: "${steps.drop.output.ids}" } } },
      ],
    });
    expect(errors).toMatchObject([
      { message: expect.stringContaining("deletions come last"), extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });

  it("is not for viewers", async () => {
    const { errors } = await start(newPerson({ role: "viewer" }), { steps: [make("No")] });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});

describe("transact", () => {
  const mutation = `mutation ($input: TransactInput!) { transact(input: $input) { ids saga { ${sagaFields} } } }`;
  const transact = async (operations: unknown[], person = newPerson()) => {
    const { data, errors } = await ask(person, mutation, { input: { operations } });
    return { ...data.transact, ids: data.transact?.ids ?? [], errors };
  };

  it("creates records, links them to each other by refs, changes and deletes others, and answers with their ids", async () => {
    const [known, doomed] = [model.add(tables.people, { Name: "Ada" }), model.add(tables.people, { Name: "Old" })];
    const told = await transact([
      { create: { ref: "deal", ...deals, cells: { Name: "Literal ${input.x}" }, keyField: "Key" } },
      { delete: { id: doomed } },
      { create: { ...deals, cells: { Name: "Part", Links: ["${ref.deal}"] }, keyField: "Key" } },
      { update: { id: known, cells: { Name: "Ada $${ref.deal}" } } },
      { link: { id: known, field: "Links", recordIds: ["${ref.deal}"] } },
    ]);
    expect(told).toMatchObject({
      saga: { status: "COMPLETED" },
      ids: [expect.any(String), doomed, expect.any(String), known, known],
    });
    const [deal, , part] = told.ids;
    const bare = deal?.split("/")[2];
    expect(model.records.get(deal ?? "")).toMatchObject({ Name: "Literal ${input.x}" });
    expect(model.records.get(part ?? "")).toMatchObject({ Name: "Part", Links: [bare] });
    expect(model.records.get(known)).toMatchObject({ Name: "Ada ${ref.deal}", Links: [bare] });
    expect(model.records.has(doomed)).toBe(false);
  });

  it("leaves everything as it was when one operation can't be carried out", async () => {
    const known = model.add(tables.people, { Name: "Ada" });
    const missing = known.replace(/rec\d+$/, "recMissing0000000");
    const told = await transact([
      { create: { ...deals, cells: { Name: "Never" }, keyField: "Key" } },
      { update: { id: known, cells: { Name: "Never" } } },
      { link: { id: missing, field: "Links", recordIds: [known] } },
    ]);
    expect(told).toMatchObject({
      saga: { state: { __typename: "SagaCompensated", error: { code: "NOT_FOUND" }, left: [] } },
      ids: [null, known, missing],
    });
    expect(model.records.get(known)).toEqual({ Name: "Ada" });
    expect([...model.records.values()].filter(({ Name }) => Name === "Never")).toEqual([]);
  });

  it.each([
    ["no operations", []],
    ["a ref that nothing before it creates", [{ update: { id: "${ref.deal}", cells: {} } }]],
    ["a record's id that is none", [{ delete: { id: "rec1" } }]],
  ])("refuses %s", async (_what, operations) => {
    expect((await transact(operations)).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("tells beforehand what it would do and what would keep it from it, and writes nothing", async () => {
    const known = model.add(tables.people, { Name: "Ada", Amount: 1 });
    const missing = known.replace(/rec\d+$/, "recMissing0000000");
    const before = structuredClone(model.records);
    const query = `query ($operations: [TransactOperation!]!) { previewTransact(operations: $operations) {
      ok changes { operation id before after problems { code field } } } }`;
    const { data } = await ask(newPerson(), query, {
      operations: [
        { update: { id: known, cells: { fldAmount00000000: 2 } } },
        { update: { id: missing, cells: { Name: "x" } } },
        { create: { ...deals, cells: { Shout: "x", Nope: 1 } } },
        { create: { ...deals, cells: { Name: "x" }, keyField: "Key" } },
        { create: { ...deals, cells: { Name: "x" }, keyField: "Amount" } },
        { link: { id: known, field: "Links", recordIds: [missing] } },
      ],
    });
    expect(data["previewTransact"]).toMatchObject({
      ok: false,
      changes: [
        { operation: "UPDATE", id: known, before: { Amount: 1 }, after: { Amount: 2 }, problems: [] },
        { problems: [{ code: "NOT_FOUND" }] },
        { before: null, problems: [{ field: "Shout" }, { field: "Nope" }] },
        { after: { Name: "x" }, problems: [] },
        { problems: [{ code: "BAD_USER_INPUT", field: "Amount" }] },
        { before: { Links: [] }, after: { Links: ["recMissing0000000"] }, problems: [{ code: "NOT_FOUND" }] },
      ],
    });
    expect(model.records).toEqual(before);
  });
});

describe("a saga that is stuck", () => {
  it("tells what is to be decided, and undoes the rest once somebody has, which the audit log tells of", async () => {
    const person = newPerson();
    const known = model.add(tables.people, { Name: "Ada" });
    const missing = known.replace(/rec\d+$/, "recMissing0000000");
    const fails = { kind: "fails", code: "FORBIDDEN" } as const;
    model.faults = [undefined, undefined, undefined, fails, fails];
    const { data } = await start(person, {
      steps: [
        { id: "change", do: { kind: "updateRecords", with: { records: [{ id: known, cells: { Name: "Eve" } }] } } },
        make("Stuck"),
        { id: "fail", do: { kind: "updateRecords", with: { records: [{ id: missing, cells: { Name: "x" } }] } } },
      ],
    });
    const id = data.startSaga?.saga.id ?? "";
    const decisions = [
      { stepId: "make", code: "FORBIDDEN", why: expect.stringContaining("could not be undone"), known: null },
    ];
    expect(await until(person, id, "STUCK")).toMatchObject({ state: { error: { code: "NOT_FOUND" }, decisions } });

    await ask(person, "mutation ($id: ID!) { retryCompensation(id: $id) { saga { id } } }", { id });
    await eventually(async () => model.faults.length === 0 || undefined);
    expect(await until(person, id, "STUCK")).toMatchObject({ state: { decisions } });

    const mutation = "mutation ($input: ResolveStuckInput!) { resolveStuck(input: $input) { saga { id } } }";
    const resolve = async (stepId: string) =>
      ask(person, mutation, { input: { id, stepId, resolution: "IGNORE", comment: "Ours." } });
    expect((await resolve("change")).errors).toMatchObject([{ extensions: { code: "CONFLICT", field: "stepId" } }]);
    expect((await resolve("make")).errors).toBeUndefined();
    expect(await until(person, id, "COMPENSATED")).toMatchObject({ state: { left: [{ id: "make" }] } });
    expect(model.records.get(known)).toEqual({ Name: "Ada" });
    expect((await resolve("make")).errors).toMatchObject([{ extensions: { code: "CONFLICT" } }]);
    const log = await readEvents(workflows.subgraph.db, person.tenantId, { stream: "audit", after: 0, limit: 10 });
    expect(log.map(({ data: entry }) => z.object({ action: z.string() }).parse(entry).action)).toEqual([
      "saga.undo_retried",
      "saga.stuck_resolved",
    ]);
  });
});
