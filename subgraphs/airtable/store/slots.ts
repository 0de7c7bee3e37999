import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { paces } from "./tables.ts";

/** Something whose calls Airtable counts. */
export interface PaceKey {
  readonly key: string;
  /** Calls that Airtable takes in any one second. */
  readonly callsPerSecond: number;
}

const reservation = z.tuple([z.object({ reserved: z.boolean(), wait_ms: z.number() })]);

/**
 * Reserves the first moment at which one more call breaks no key's limit, unless that is further away than `maxWaitMs`.
 * One atomic statement (migrations/0001_reserve-slot.sql), so processes that ask together get different slots.
 * @returns how far away the moment is; reserved is false when that was too far
 */
export async function reserveSlot(
  db: Database,
  keys: readonly PaceKey[],
  { spacingMs, maxWaitMs }: { spacingMs: number; maxWaitMs: number },
): Promise<{ reserved: boolean; waitMs: number }> {
  const names = sql.param(keys.map(({ key }) => key));
  const limits = sql.param(keys.map(({ callsPerSecond }) => callsPerSecond));
  const rows = await db.execute(
    sql`select reserved, wait_ms from airtable.reserve_slot(${names}::text[], ${limits}::int[], ${milliseconds(spacingMs)}, ${milliseconds(maxWaitMs)})`,
  );
  const [{ reserved, wait_ms }] = reservation.parse([...rows]);
  return { reserved, waitMs: wait_ms };
}

/** Lets no call of a key go out for a while, in any process; slots reserved already are void. */
export async function blockSlots(db: Database, key: string, forMs: number): Promise<void> {
  const blockedUntil = sql`clock_timestamp() + ${milliseconds(forMs)}`;
  await db
    .insert(paces)
    .values({ key, blockedUntil })
    .onConflictDoUpdate({
      target: paces.key,
      set: {
        blockedUntil: sql`greatest(${paces.blockedUntil}, excluded.blocked_until)`,
        slots: sql`array(select at from unnest(${paces.slots}) as at where at <= clock_timestamp() order by at)`,
      },
    });
}

/** Whether one of the keys is blocked just now. */
export async function isBlocked(db: Database, keys: readonly PaceKey[]): Promise<boolean> {
  const names = sql.param(keys.map(({ key }) => key));
  const rows = await db
    .select({ key: paces.key })
    .from(paces)
    .where(sql`${paces.key} = any(${names}::text[]) and ${paces.blockedUntil} > clock_timestamp()`)
    .limit(1);
  return rows.length > 0;
}

function milliseconds(count: number) {
  return sql`${count} * interval '1 millisecond'`;
}
