import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { giveTicket } from "../engine/give-ticket.ts";
import type { WorkflowId } from "../ids.ts";
import { admitWaiting, countAdmitted, type WaitingRun } from "../store/admission.ts";
import { lockLimits } from "../store/definitions.ts";

/** Runs that are let go at once when nothing limits them. */
const mostAtOnce = 1_000;

/**
 * Gives the engine those runs of a workflow that its concurrency and rate allow, by priority, then by age. Where its rate
 * holds some back, it sees to it that this is looked at again. Locks the workflow's row.
 */
export async function admitRuns(
  transaction: Database,
  tenantId: TenantId,
  workflowId: WorkflowId,
  at: Date,
): Promise<void> {
  const { concurrency, rate } = await lockLimits(transaction, tenantId, workflowId);
  const counted = await countAdmitted(transaction, tenantId, workflowId, {
    since: rate === null ? at : new Date(at.getTime() - rate.periodSeconds * 1_000),
  });
  const free = Math.min(
    concurrency === null ? mostAtOnce : concurrency - counted.underWay,
    rate === null ? mostAtOnce : rate.limit - counted.recent,
  );
  const admitted: WaitingRun[] =
    free <= 0 ? [] : await admitWaiting(transaction, tenantId, workflowId, { limit: free, at });
  for (const { id, turn, priority } of admitted) {
    await giveTicket(transaction, { kind: "run", tenantId, id, after: turn }, { priority });
  }
  if (rate !== null && counted.recent + admitted.length >= rate.limit) {
    const oldest = counted.oldestRecent ?? at;
    const again = new Date(oldest.getTime() + rate.periodSeconds * 1_000);
    await giveTicket(transaction, { kind: "admission", tenantId, id: workflowId, after: 0 }, { at: again });
  }
}
