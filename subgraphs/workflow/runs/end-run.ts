import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Told } from "../engine/failure.ts";
import type { Subject } from "../engine/ticket.ts";
import { findLimitedWorkflow } from "../store/definitions.ts";
import { updateRun } from "../store/runs.ts";
import { outputColumns, storeValue } from "../store/values.ts";
import { admitRuns } from "./admit-runs.ts";
import { runEvent, runStream } from "./run-event.ts";
import { settleWaitsFor } from "./settle-waits.ts";

/** How a run ends. */
export type RunEnd =
  | { readonly kind: "succeeded"; readonly output: unknown }
  | { readonly kind: "failed"; readonly error: Told }
  | { readonly kind: "cancelled" };

const statuses = { succeeded: "SUCCEEDED", failed: "FAILED", cancelled: "CANCELLED" } as const;

/** Ends a run whose row is locked, tells of it, wakes the run that waits for it, and lets another of its workflow begin. */
export async function endRun(
  transaction: Database,
  run: Subject & { kind: "run" },
  end: RunEnd,
  at: Date,
): Promise<void> {
  const status = statuses[end.kind];
  const stored = await storeValue(transaction, run, end.kind === "succeeded" ? end.output : null);
  const error = end.kind === "failed" ? end.error : null;
  await updateRun(transaction, run, {
    status,
    ...outputColumns(stored),
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    endedAt: at,
    heldBy: null,
  });
  await appendEvents(transaction, run.tenantId, runStream(run.id), [runEvent(status, { error })]);
  const outcome = { status, error, output: end.kind === "succeeded" ? end.output : null };
  await settleWaitsFor(transaction, run.tenantId, { kind: "run", topic: run.id }, { outcome, at });
  const held = await findLimitedWorkflow(transaction, run);
  if (held !== undefined) await admitRuns(transaction, run.tenantId, held, at);
}
