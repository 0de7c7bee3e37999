import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { wake } from "../engine/turn.ts";
import { updateRun } from "../store/runs.ts";
import { endRun } from "./end-run.ts";
import { lockKnownRun } from "./lock-run.ts";
import { runEvent, runStream } from "./run-event.ts";

/**
 * Asks a run to stop before its next step: what it waits for is withdrawn, its sagas are undone, the steps for failures are
 * taken, and it is cancelled. One that has ended stays as it is.
 * @throws AirgraphError NOT_FOUND
 */
export async function cancelRun(
  { db, clock }: { db: Database; clock: Clock },
  tenantId: TenantId,
  id: string,
  reason: string,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const run = await lockKnownRun(transaction, tenantId, id);
    if (run.endedAt !== null || run.cancelReason !== null) return;
    const subject = { kind: "run", tenantId, id: run.id } as const;
    await updateRun(transaction, subject, { cancelReason: reason });
    if (run.startedAt === null && !run.held) {
      await endRun(transaction, subject, { kind: "cancelled" }, new Date(clock.now()));
      return;
    }
    await updateRun(transaction, subject, { status: "CANCELLING" });
    await appendEvents(transaction, tenantId, runStream(run.id), [runEvent("CANCELLING")]);
    await wake(transaction, subject);
  });
}
