import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { runEvent, runStream } from "../run-update.ts";
import { runs, steps } from "./tables.ts";

/**
 * A run is queued, then running, then succeeded or failed; a step is pending, then running (once per attempt), then
 * succeeded or failed. Every change and the event that tells of it are one transaction. The engine may do a thing
 * again after a crash, so each function here changes nothing, and tells nothing, the second time.
 */
interface RunKey {
  readonly tenantId: TenantId;
  readonly runId: RunId;
}

export async function markRunStarted(db: Database, key: RunKey, at: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    const changed = await transaction
      .update(runs)
      .set({ status: "RUNNING", startedAt: at })
      .where(and(isRun(key), eq(runs.status, "QUEUED")))
      .returning({ id: runs.id });
    if (changed.length > 0) await tell(transaction, key, runEvent("STARTED"));
  });
}

/**
 * Counts an attempt, unless there is nothing to attempt: the step has succeeded already, and its output is all that is
 * needed, or the run has ended under another worker that took this one for dead.
 */
export async function beginStep(
  db: Database,
  key: RunKey,
  stepId: string,
): Promise<
  | { readonly state: "begun" }
  | { readonly state: "succeeded before"; readonly output: unknown }
  | { readonly state: "run ended" }
> {
  return db.transaction(async (transaction) => {
    const [run] = await transaction.select({ status: runs.status }).from(runs).where(isRun(key)).for("update");
    const [step] = await transaction.select().from(steps).where(isStep(key, stepId));
    if (step?.status === "SUCCEEDED") return { state: "succeeded before", output: step.output };
    if (run?.status !== "RUNNING") return { state: "run ended" };
    await transaction
      .update(steps)
      .set({ status: "RUNNING", attempts: sql`${steps.attempts} + 1` })
      .where(isStep(key, stepId));
    await tell(transaction, key, runEvent("STEP_STARTED", stepId));
    return { state: "begun" };
  });
}

export async function markStepSucceeded(db: Database, key: RunKey, stepId: string, output: unknown): Promise<void> {
  await db.transaction(async (transaction) => {
    const changed = await transaction
      .update(steps)
      .set({ status: "SUCCEEDED", output })
      .where(and(isStep(key, stepId), eq(steps.status, "RUNNING")))
      .returning({ id: steps.id });
    if (changed.length > 0) await tell(transaction, key, runEvent("STEP_SUCCEEDED", stepId));
  });
}

/** Ends the run. A step that has not succeeded takes the blame. */
export async function markRunEnded(
  db: Database,
  key: RunKey,
  at: Date,
  outcome:
    | { readonly status: "SUCCEEDED" }
    | { readonly status: "FAILED"; readonly stepId: string; readonly error: { code: string; message: string } },
): Promise<void> {
  await db.transaction(async (transaction) => {
    const failure =
      outcome.status === "FAILED" ? { errorCode: outcome.error.code, errorMessage: outcome.error.message } : {};
    const changed = await transaction
      .update(runs)
      .set({ status: outcome.status, endedAt: at, ...failure })
      .where(and(isRun(key), eq(runs.status, "RUNNING")))
      .returning({ id: runs.id });
    if (changed.length === 0) return;
    if (outcome.status === "FAILED") {
      const blamed = await transaction
        .update(steps)
        .set({ status: "FAILED" })
        .where(and(isStep(key, outcome.stepId), ne(steps.status, "SUCCEEDED")))
        .returning({ id: steps.id });
      if (blamed.length > 0) await tell(transaction, key, runEvent("STEP_FAILED", outcome.stepId));
    }
    await tell(transaction, key, runEvent(outcome.status));
  });
}

async function tell(
  transaction: Database,
  { tenantId, runId }: RunKey,
  event: ReturnType<typeof runEvent>,
): Promise<void> {
  await appendEvents(transaction, tenantId, runStream(runId), [event]);
}

function isRun({ tenantId, runId }: RunKey) {
  return and(eq(runs.tenantId, tenantId), eq(runs.id, runId));
}

function isStep({ tenantId, runId }: RunKey, stepId: string) {
  return and(eq(steps.tenantId, tenantId), eq(steps.runId, runId), eq(steps.id, stepId));
}
