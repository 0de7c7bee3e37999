import { and, asc, count, eq, gt, inArray, isNotNull, isNull, min } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type RunId, runId, type TenantId } from "../../../kernel/identity/ids.ts";
import type { WorkflowId } from "../ids.ts";
import { runs } from "./tables.ts";

export interface WaitingRun {
  readonly id: RunId;
  readonly turn: number;
  readonly priority: number;
}

/** How many runs of a workflow are under way, and how many were let go since an instant. */
export async function countAdmitted(
  db: Database,
  tenantId: TenantId,
  workflowId: WorkflowId,
  { since }: { since: Date },
): Promise<{ underWay: number; recent: number; oldestRecent: Date | null }> {
  const ofWorkflow = and(eq(runs.tenantId, tenantId), eq(runs.workflowId, workflowId), isNotNull(runs.admittedAt));
  const [underWay] = await db
    .select({ runs: count() })
    .from(runs)
    .where(and(ofWorkflow, isNull(runs.endedAt)));
  const [recent] = await db
    .select({ runs: count(), oldest: min(runs.admittedAt) })
    .from(runs)
    .where(and(ofWorkflow, gt(runs.admittedAt, since)));
  return { underWay: underWay?.runs ?? 0, recent: recent?.runs ?? 0, oldestRecent: recent?.oldest ?? null };
}

/** Lets some of the waiting runs of a workflow go, by priority, then by age. */
export async function admitWaiting(
  transaction: Database,
  tenantId: TenantId,
  workflowId: WorkflowId,
  { limit, at }: { limit: number; at: Date },
): Promise<WaitingRun[]> {
  const waiting = await transaction
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(eq(runs.tenantId, tenantId), eq(runs.workflowId, workflowId), isNull(runs.admittedAt), isNull(runs.endedAt)),
    )
    .orderBy(asc(runs.priority), asc(runs.createdAt), asc(runs.id))
    .limit(limit)
    .for("no key update", { skipLocked: true });
  if (waiting.length === 0) return [];
  const admitted = await transaction
    .update(runs)
    .set({ admittedAt: at })
    .where(
      and(
        eq(runs.tenantId, tenantId),
        inArray(
          runs.id,
          waiting.map(({ id }) => id),
        ),
      ),
    )
    .returning({ id: runs.id, turn: runs.turn, priority: runs.priority });
  return admitted.map((run) => ({ ...run, id: runId.parse(run.id) }));
}
