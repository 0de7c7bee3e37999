import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { migrate } from "../../../kernel/database/migrate.ts";
import { readEvents } from "../../../kernel/event-log/event-log.ts";
import { openTestEventLog, type TestEventLog } from "../../../kernel/event-log/fixtures/open-event-log.ts";
import { newPerson, newRunId } from "../../../tests/support/subgraph.ts";
import { workflows } from "../definition.ts";
import { followRun } from "../follow-run.ts";
import { runStream } from "../run-update.ts";
import { findRuns, findSteps, insertRun } from "./runs.ts";
import { beginStep, markRunEnded, markRunStarted, markStepSucceeded } from "./transitions.ts";

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
  const folder = fileURLToPath(new URL("migrations", import.meta.url));
  await migrate({ url: log.url, schema: "workflow", folder });
});
afterAll(async () => log.close());

const at = new Date(Date.UTC(2026, 4, 1));
const failed = { status: "FAILED", stepId: "readRecord", error: { code: "NOT_FOUND", message: "Gone." } } as const;

async function newRun() {
  const { tenantId, userId } = newPerson();
  const key = { tenantId, runId: newRunId() };
  await insertRun(log.db, tenantId, {
    id: key.runId,
    workflow: "SUMMARIZE_RECORD",
    definition: workflows.SUMMARIZE_RECORD,
    recordId: `app/${randomUUID()}`,
    startedBy: { kind: "person", userId },
    idempotencyKey: null,
    createdAt: at,
  });
  const kinds = async () => {
    const events = await readEvents(log.db, tenantId, { stream: runStream(key.runId), after: 0, limit: 100 });
    return events.map(({ type }) => type.replace("run.", ""));
  };
  const state = async () => {
    const [run] = await findRuns(log.db, tenantId, [key.runId]);
    return { run, steps: (await findSteps(log.db, tenantId, [key.runId])).get(key.runId) };
  };
  return { key, kinds, state };
}

async function newRunning() {
  const run = await newRun();
  await markRunStarted(log.db, run.key, at);
  return run;
}

describe("a transition that is made twice tells one event", () => {
  it("when a run starts, and keeps the first time", async () => {
    const { key, kinds, state } = await newRun();
    await markRunStarted(log.db, key, at);
    await markRunStarted(log.db, key, new Date());
    expect(await kinds()).toEqual(["STARTED"]);
    expect((await state()).run).toMatchObject({ status: "RUNNING", startedAt: at });
  });

  it("when a step succeeds, and keeps the first output", async () => {
    const { key, kinds, state } = await newRunning();
    await beginStep(log.db, key, "readRecord");
    await Promise.all([
      markStepSucceeded(log.db, key, "readRecord", { output: 1 }),
      markStepSucceeded(log.db, key, "readRecord", { output: 1 }),
    ]);
    await markStepSucceeded(log.db, key, "readRecord", { output: 2 });
    expect(await kinds()).toEqual(["STARTED", "STEP_STARTED", "STEP_SUCCEEDED"]);
    expect((await state()).steps?.[0]).toMatchObject({
      id: "readRecord",
      status: "SUCCEEDED",
      attempts: 1,
      output: { output: 1 },
    });
  });

  it.each([
    ["succeeds", { status: "SUCCEEDED" } as const, ["SUCCEEDED"]],
    ["fails", failed, ["STEP_FAILED", "FAILED"]],
  ])("when a run %s, whatever comes after", async (_how, outcome, told) => {
    const { key, kinds, state } = await newRunning();
    await beginStep(log.db, key, "readRecord");
    await Promise.all([markRunEnded(log.db, key, at, outcome), markRunEnded(log.db, key, at, outcome)]);
    const ended = await state();
    await markRunEnded(log.db, key, new Date(), { status: "SUCCEEDED" });
    await markRunEnded(log.db, key, new Date(), failed);
    await markRunStarted(log.db, key, new Date());
    expect(await kinds()).toEqual(["STARTED", "STEP_STARTED", ...told]);
    expect(await state()).toEqual(ended);
  });
});

describe("beginStep", () => {
  it("counts and tells every attempt, and does not attempt what has succeeded", async () => {
    const { key, kinds, state } = await newRunning();
    expect(await beginStep(log.db, key, "readRecord")).toEqual({ state: "begun" });
    expect(await beginStep(log.db, key, "readRecord")).toEqual({ state: "begun" });
    await markStepSucceeded(log.db, key, "readRecord", { output: 1 });
    expect(await beginStep(log.db, key, "readRecord")).toEqual({ state: "succeeded before", output: { output: 1 } });
    expect(await kinds()).toEqual(["STARTED", "STEP_STARTED", "STEP_STARTED", "STEP_SUCCEEDED"]);
    expect((await state()).steps).toMatchObject([
      { attempts: 2 },
      { id: "writeSummary", status: "PENDING", attempts: 0 },
    ]);
  });

  it("attempts nothing in a run that has ended, and a late success of it is not told", async () => {
    const { key, kinds, state } = await newRunning();
    await beginStep(log.db, key, "readRecord");
    await markRunEnded(log.db, key, at, failed);
    expect(await beginStep(log.db, key, "readRecord")).toEqual({ state: "run ended" });
    await markStepSucceeded(log.db, key, "readRecord", {});
    expect(await kinds()).toEqual(["STARTED", "STEP_STARTED", "STEP_FAILED", "FAILED"]);
    expect((await state()).steps?.[0]).toMatchObject({ status: "FAILED" });
  });
});

describe("followRun", () => {
  async function follow(
    { tenantId, runId }: { tenantId: Parameters<typeof followRun>[1]; runId: string },
    after: string | null,
  ) {
    return followRun(log, tenantId, { id: runId, after });
  }

  async function endedRun() {
    const run = await newRunning();
    await beginStep(log.db, run.key, "readRecord");
    await markRunEnded(log.db, run.key, at, failed);
    return run;
  }

  it("replays an ended run after any cursor, and ends", async () => {
    const { key } = await endedRun();
    const all = ["STARTED", "STEP_STARTED", "STEP_FAILED", "FAILED"];
    for (const [after, kinds] of [
      [null, all],
      ["0", all],
      ["2", all.slice(2)],
      ["3", all.slice(3)],
      ["4", []],
    ] as const) {
      const seen: string[] = [];
      for await (const { kind } of await follow(key, after)) seen.push(kind);
      expect(seen).toEqual(kinds);
    }
  });

  it("follows a run until it ends", async () => {
    const { key } = await newRunning();
    const changes = await follow(key, "1");
    const seen: string[] = [];
    const followed = (async () => {
      for await (const { kind, sequence } of changes) seen.push(`${sequence} ${kind}`);
    })();
    await beginStep(log.db, key, "readRecord");
    await markRunEnded(log.db, key, at, failed);
    await followed;
    expect(seen).toEqual(["2 STEP_STARTED", "3 STEP_FAILED", "4 FAILED"]);
  });

  it("can be left while it waits", async () => {
    const { key } = await newRunning();
    const changes = await follow(key, "1");
    const waiting = changes.next();
    await changes.return?.();
    expect(await waiting).toMatchObject({ done: true });
  });

  it.each(["-1", "1.5", "x", "", " 1", "1e3", "0x1", "9".repeat(16), "9".repeat(15), "5"])(
    "refuses the cursor %j, which no update of the run has",
    async (after) => {
      const { key } = await endedRun();
      await expect(follow(key, after)).rejects.toMatchObject({
        extensions: { code: "BAD_USER_INPUT", field: "after" },
      });
    },
  );

  it("knows no run of another tenant, nor one that there is not", async () => {
    const { key } = await newRunning();
    for (const other of [
      { ...key, tenantId: newPerson().tenantId },
      { ...key, runId: newRunId() },
      { ...key, runId: "no-uuid" },
    ]) {
      await expect(follow(other, null)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
