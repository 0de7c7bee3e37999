import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { wake } from "../engine/turn.ts";
import { updateRun } from "../store/runs.ts";
import { lockKnownRun } from "./lock-run.ts";
import { runEvent, runStream } from "./run-event.ts";

/**
 * Has a run stop before its next step until it is resumed.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it has ended or is being cancelled
 */
export async function pauseRun(db: Database, tenantId: TenantId, id: string): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = await lockKnownRun(transaction, tenantId, id);
    if (run.endedAt !== null || run.cancelReason !== null) {
      throw new AirgraphError("CONFLICT", "The run has ended, or is being cancelled.");
    }
    if (run.pauseRequested) return;
    await updateRun(transaction, run, { pauseRequested: true });
    if (run.held) return; // Its turn will see.
    await updateRun(transaction, run, { status: "PAUSED" });
    await appendEvents(transaction, tenantId, runStream(run.id), [runEvent("PAUSED")]);
  });
}

/**
 * Lets a paused run go on.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is not paused
 */
export async function resumeRun(db: Database, tenantId: TenantId, id: string): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = await lockKnownRun(transaction, tenantId, id);
    if (run.endedAt !== null || !run.pauseRequested) throw new AirgraphError("CONFLICT", "The run is not paused.");
    await updateRun(transaction, run, { pauseRequested: false });
    if (run.admittedAt !== null) await wake(transaction, { kind: "run", tenantId, id: run.id });
  });
}
