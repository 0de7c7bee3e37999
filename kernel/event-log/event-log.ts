import { fileURLToPath } from "node:url";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import type { TenantId } from "../identity/ids.ts";
import { events, streams } from "./tables.ts";

/** NOTIFY's channel. Payloads carry ids only: any role that may connect could listen. */
export const eventChannel = "airgraph_events";

export interface NewEvent {
  readonly type: string;
  readonly data: unknown;
}

export interface StoredEvent extends NewEvent {
  readonly tenantId: TenantId;
  readonly stream: string;
  /** From 1, without gaps, in commit order within the stream: the cursor of a subscriber. */
  readonly sequence: number;
  readonly at: Date;
}

export async function migrateEventLog(url: string): Promise<void> {
  await migrate({ url, schema: "events", folder: fileURLToPath(new URL("migrations", import.meta.url)) });
}

/**
 * Appends events to one stream of one tenant. Called inside the transaction that changes the state they tell of, so
 * that both are there or neither; subscribers hear of them when it commits.
 * @returns the sequence number of the last one
 */
export async function appendEvents(
  transaction: Database,
  tenantId: TenantId,
  stream: string,
  newEvents: readonly NewEvent[],
): Promise<number> {
  const [head] = await transaction
    .insert(streams)
    .values({ tenantId, name: stream, lastSequence: newEvents.length })
    .onConflictDoUpdate({
      target: [streams.tenantId, streams.name],
      set: { lastSequence: sql`${streams.lastSequence} + ${newEvents.length}` },
    })
    .returning({ lastSequence: streams.lastSequence });
  if (head === undefined) throw new Error("an upsert returned no row");
  if (newEvents.length === 0) return head.lastSequence;

  const first = head.lastSequence - newEvents.length + 1;
  await transaction
    .insert(events)
    .values(newEvents.map(({ type, data }, index) => ({ tenantId, stream, sequence: first + index, type, data })));
  await transaction.execute(sql`select pg_notify(${eventChannel}, ${notification(tenantId, stream)})`);
  return head.lastSequence;
}

/** Events of one stream after a sequence number, oldest first. */
export async function readEvents(
  db: Database,
  tenantId: TenantId,
  { stream, after, limit }: { stream: string; after: number; limit: number },
): Promise<StoredEvent[]> {
  const rows = await db
    .select({ sequence: events.sequence, type: events.type, data: events.data, at: events.at })
    .from(events)
    .where(and(eq(events.tenantId, tenantId), eq(events.stream, stream), gt(events.sequence, after)))
    .orderBy(asc(events.sequence))
    .limit(limit);
  return rows.map((row) => ({ tenantId, stream, ...row }));
}

/** Sequence number of a stream's last event; 0 when there is none. */
export async function lastSequence(db: Database, tenantId: TenantId, stream: string): Promise<number> {
  const [head] = await db
    .select({ lastSequence: streams.lastSequence })
    .from(streams)
    .where(and(eq(streams.tenantId, tenantId), eq(streams.name, stream)));
  return head?.lastSequence ?? 0;
}

/** Identifies a stream in NOTIFY payloads and among followers. */
export function notification(tenantId: TenantId, stream: string): string {
  return `${tenantId} ${stream}`;
}
