import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import type { TenantId } from "../identity/ids.ts";
import type { StoredEvent } from "./event-log.ts";
import { events } from "./tables.ts";

/** Where an event stands among those of all streams: its transaction, and its place among what was written. */
export interface LogPosition {
  /** A 64-bit number, as text. */
  readonly transaction: string;
  readonly position: number;
}

/** Behind every event of a transaction that is over. */
export async function endOfLog(db: Database): Promise<LogPosition> {
  const [row] = await db.execute(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as transaction`);
  return { transaction: String(row?.["transaction"]), position: 0 };
}

/**
 * Events of some types of one tenant behind a position. Nothing can appear before what is read: events of transactions
 * that began before one which is still open are held back.
 * @param options.types at least one
 */
export async function readEventsOfTypes(
  db: Database,
  tenantId: TenantId,
  { types, after, limit }: { types: readonly string[]; after: LogPosition; limit: number },
): Promise<{ events: (StoredEvent & { readonly place: LogPosition })[]; heldBack: boolean }> {
  const rows = await db
    .select({ event: events, settled: sql<boolean>`${events.transaction} < pg_snapshot_xmin(pg_current_snapshot())` })
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        inArray(events.type, [...types]),
        sql`(${events.transaction}, ${events.position}) > (${after.transaction}::xid8, ${after.position})`,
      ),
    )
    .orderBy(events.transaction, events.position)
    .limit(limit);
  const settled = rows.filter((row) => row.settled);
  return {
    events: settled.map(({ event: { transaction, position, ...event } }) => ({
      ...event,
      tenantId,
      place: { transaction, position },
    })),
    heldBack: settled.length < rows.length,
  };
}
