import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { forgetStreams } from "../../../kernel/event-log/event-log.ts";
import { runId, sagaId, tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import { runStream } from "../runs/run-event.ts";
import { sagaStream } from "../sagas/saga-event.ts";
import { runs, sagas } from "./tables.ts";

const batch = 500;

/**
 * Deletes some of the runs and sagas that ended before an instant, with the events that told of them.
 * @returns how many; as many as there could be when there may be more
 */
export async function forgetEndedBefore(db: Database, instant: Date): Promise<{ deleted: number; mayBeMore: boolean }> {
  return db.transaction(async (transaction) => {
    let deleted = 0;
    for (const [table, streamOf] of [
      [runs, (id: string) => runStream(runId.parse(id))],
      [sagas, (id: string) => sagaStream(sagaId.parse(id))],
    ] as const) {
      const old = await transaction
        .select({ tenantId: table.tenantId, id: table.id })
        .from(table)
        .where(and(isNotNull(table.endedAt), lt(table.endedAt, instant)))
        .limit(batch)
        .for("update", { skipLocked: true });
      for (const { tenantId, id } of old) {
        await forgetStreams(transaction, tenantIdSchema.parse(tenantId), [streamOf(id)]);
        await transaction.delete(table).where(and(eq(table.tenantId, tenantId), eq(table.id, id)));
      }
      deleted += old.length;
    }
    return { deleted, mayBeMore: deleted >= batch };
  });
}

/** Deletes the engine's books of turns that ended before an instant: what counts is in ours. */
export async function forgetTurnsBefore(db: Database, instant: Date): Promise<void> {
  await db.execute(sql`
    delete from dbos.workflow_status where workflow_uuid in (
      select workflow_uuid from dbos.workflow_status
      where status in ('SUCCESS', 'ERROR', 'CANCELLED') and updated_at < ${instant.getTime()}::bigint limit 10000)`);
}
