import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { readEvents } from "../../kernel/event-log/event-log.ts";
import type { ExecutionRequest, ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { runId } from "../../kernel/identity/ids.ts";
import { generateSigningKey } from "../../kernel/identity/signing-key.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { newPerson, startTestSubgraph, type TestSubgraph } from "../../tests/support/subgraph.ts";
import { runStream } from "./run-update.ts";
import { workflow } from "./subgraph.ts";

/** What the supergraph answers about a record, by its id; each test has records of its own. */
const records = new Map<string, (attempt: number) => ExecutionResult>();
const attempts = new Map<string, number>();
const written: unknown[] = [];

async function supergraph({ query, variables }: ExecutionRequest): Promise<ExecutionResult> {
  if (query.includes("createFile")) {
    written.push(variables?.["input"]);
    return { data: { createFile: { file: { id: "file" } } } };
  }
  const id = String(variables?.["id"]);
  const attempt = (attempts.get(id) ?? 0) + 1;
  attempts.set(id, attempt);
  const answer = records.get(id);
  return answer === undefined ? { data: { record: null } } : answer(attempt);
}

const found = { data: { record: { cells: { Name: "Acme" }, table: { name: "Deals" } } } };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(workflow, {
    env: { DELEGATION_PRIVATE_KEY: generateSigningKey().privateKey },
    supergraph,
  });
});
afterAll(async () => subgraph.stop());

function newRecord(answer?: (attempt: number) => ExecutionResult): string {
  const id = `appAAAAAAAAAAAAAA/tblBBBBBBBBBBBBBB/rec${randomUUID().replaceAll("-", "").slice(0, 14)}`;
  if (answer !== undefined) records.set(id, answer);
  return id;
}

async function start(person: Person, input: Record<string, unknown>) {
  const query = "mutation ($input: StartRunInput!) { startRun(input: $input) { run { id status } } }";
  const { data, errors } = await subgraph.ask(person, query, { input: { workflow: "SUMMARIZE_RECORD", ...input } });
  const payload = data?.["startRun"] as { run: { id: string; status: string } } | null | undefined;
  return { run: payload?.run, errors };
}

async function ended(person: Person, recordId: string) {
  const { run, errors } = await start(person, { recordId });
  if (run === undefined) throw new Error(JSON.stringify(errors));
  const query = `{ run(id: "${run.id}") { status error { code message } steps { id status attempts output } } }`;
  const state = await eventually(async () => {
    const { data } = await subgraph.ask(person, query);
    const now = data?.["run"] as { status: string } | undefined;
    return now?.status === "SUCCEEDED" || now?.status === "FAILED" ? now : undefined;
  }, 30_000);
  const stream = runStream(runId.parse(run.id));
  const events = await readEvents(subgraph.db, person.tenantId, { stream, after: 0, limit: 100 });
  return { id: run.id, state, kinds: events.map(({ type }) => type.replace("run.", "")) };
}

describe("a run", () => {
  it("succeeds step by step, each told once", async () => {
    const recordId = newRecord(() => found);
    const { id, state, kinds } = await ended(newPerson(), recordId);
    expect(state).toEqual({
      status: "SUCCEEDED",
      error: null,
      steps: [
        { id: "readRecord", status: "SUCCEEDED", attempts: 1, output: { table: "Deals", cells: { Name: "Acme" } } },
        { id: "writeSummary", status: "SUCCEEDED", attempts: 1, output: { fileId: "file" } },
      ],
    });
    expect(kinds).toEqual([
      "QUEUED",
      "STARTED",
      "STEP_STARTED",
      "STEP_SUCCEEDED",
      "STEP_STARTED",
      "STEP_SUCCEEDED",
      "SUCCEEDED",
    ]);
    expect(written).toContainEqual(expect.objectContaining({ recordId, idempotencyKey: `${id}:writeSummary` }));
  });

  it.each([
    ["finds no record", undefined, "NOT_FOUND"],
    ["is refused", () => ({ errors: [{ message: "No.", extensions: { code: "FORBIDDEN" } }] }), "FORBIDDEN"],
    ["is answered with something else", () => ({ data: { record: 5 } }), "INTERNAL"],
  ])("fails for good, at the first attempt, when its step %s", async (_what, answer, code) => {
    const { state, kinds } = await ended(newPerson(), newRecord(answer));
    expect(state).toMatchObject({
      status: "FAILED",
      error: { code },
      steps: [
        { status: "FAILED", attempts: 1, output: null },
        { status: "PENDING", attempts: 0 },
      ],
    });
    expect(kinds).toEqual(["QUEUED", "STARTED", "STEP_STARTED", "STEP_FAILED", "FAILED"]);
  });

  it.each([
    [
      "is thrown",
      () => {
        throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The airtable service is unavailable.");
      },
    ],
    [
      "is answered",
      () => ({ data: null, errors: [{ message: "Away.", extensions: { code: "UPSTREAM_UNAVAILABLE" } }] }),
    ],
  ])("tries a step again when UPSTREAM_UNAVAILABLE %s", async (_how, fail) => {
    const recordId = newRecord((attempt) => (attempt <= 2 ? fail() : found));
    const { state, kinds } = await ended(newPerson(), recordId);
    expect(state).toMatchObject({ status: "SUCCEEDED", steps: [{ attempts: 3 }, { attempts: 1 }] });
    expect(kinds.filter((kind) => kind === "STEP_STARTED")).toHaveLength(4);
    expect(kinds.filter((kind) => kind === "STEP_SUCCEEDED")).toHaveLength(2);
  });
});

describe("startRun with an idempotency key", () => {
  it("starts one run when 10 requests with one key come at once", async () => {
    const person = newPerson();
    const input = { recordId: newRecord(() => found), idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, async () => start(person, input)));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ run }) => run?.id)).size).toBe(1);
    const { data } = await subgraph.ask(person, "{ runs { nodes { id } } }");
    expect(data).toEqual({ runs: { nodes: [{ id: answers[0]?.run?.id }] } });
  });

  it("refuses another record under the same key, and lets another tenant use it", async () => {
    const person = newPerson();
    const idempotencyKey = randomUUID();
    await start(person, { recordId: newRecord(() => found), idempotencyKey });
    const other = { recordId: newRecord(() => found), idempotencyKey };
    expect((await start(person, other)).errors).toMatchObject([
      { extensions: { code: "CONFLICT", field: "idempotencyKey" } },
    ]);
    expect((await start(newPerson(), other)).errors).toBeUndefined();
  });

  it.each([
    ["recordId", "recAAAAAAAAAAAAAA"],
    ["idempotencyKey", ""],
    ["idempotencyKey", "a\u0000b"],
    ["idempotencyKey", "a".repeat(201)],
  ])("refuses a %s like %j", async (field, value) => {
    const { run, errors } = await start(newPerson(), { recordId: newRecord(), [field]: value });
    expect(run).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
  });

  it("is not for viewers", async () => {
    const { errors } = await start(newPerson({ role: "viewer" }), { recordId: newRecord() });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});
