import { fileURLToPath } from "node:url";
import { and, asc, eq, gt, gte, inArray, type SQL, sql } from "drizzle-orm";
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
  if (chained.has(transaction)) {
    throw new Error(
      `the stream ${stream} is appended to behind a chained one, whose lock must be the last to be taken`,
    );
  }
  if (newEvents.length === 0) return advance(transaction, tenantId, stream, 0);
  const [row] = await transaction.execute(
    sql`select events.append(${tenantId}, ${stream}, ${toldColumns(newEvents)}, ${eventChannel}) as last`,
  );
  return Number(row?.["last"]);
}

/** Types and data of events, as the functions take them that append some (migrations). */
export function toldColumns(newEvents: readonly NewEvent[]): SQL {
  const types = sql.param(newEvents.map(({ type }) => type));
  const data = sql.param(newEvents.map((event) => JSON.stringify(event.data)));
  return sql`${types}::text[], ${data}::text[]::jsonb[]`;
}

/** Transactions that hold the lock of a chained stream, and whose. */
const chained = new WeakMap<Database, TenantId>();

/**
 * Appends one event that is made of the one before it, like `appendEvents`, with four questions instead of one. It has to
 * be the last that the transaction appends, except to the same stream or, in the order of their ids, to that of other
 * tenants: so transactions that append to several streams never wait for each other in a circle.
 * @param link is given the stream's last event and the number of the new one
 * @returns the sequence number
 */
export async function appendChainedEvent(
  transaction: Database,
  tenantId: TenantId,
  stream: string,
  link: (previous: StoredEvent | undefined, sequence: number) => NewEvent & Pick<StoredEvent, "at">,
): Promise<number> {
  const before = chained.get(transaction);
  if (before !== undefined && before > tenantId) {
    throw new Error(
      "a transaction appends to chained streams of several tenants in the order of the tenants' ids only",
    );
  }
  chained.set(transaction, tenantId);
  const sequence = await advance(transaction, tenantId, stream, 1);
  // A statement of its own: in the one that waited for the lock, the event that was committed meanwhile is not to be seen.
  const [previous] = await readEvents(transaction, tenantId, { stream, after: sequence - 2, limit: 1 });
  await transaction.insert(events).values({ tenantId, stream, sequence, ...link(previous, sequence) });
  await transaction.execute(sql`select pg_notify(${eventChannel}, ${notification(tenantId, stream)})`);
  return sequence;
}

/** Takes the next numbers of a stream, and its lock. @returns the last of them */
async function advance(transaction: Database, tenantId: TenantId, stream: string, count: number): Promise<number> {
  const [head] = await transaction
    .insert(streams)
    .values({ tenantId, name: stream, lastSequence: count })
    .onConflictDoUpdate({
      target: [streams.tenantId, streams.name],
      set: { lastSequence: sql`${streams.lastSequence} + ${count}` },
    })
    .returning({ lastSequence: streams.lastSequence });
  if (head === undefined) throw new Error("an upsert returned no row");
  return head.lastSequence;
}

/** Events of one stream after a sequence number, and not before an instant, oldest first. */
export async function readEvents(
  db: Database,
  tenantId: TenantId,
  { stream, after, since, limit }: { stream: string; after: number; since?: Date; limit: number },
): Promise<StoredEvent[]> {
  const rows = await db
    .select({ sequence: events.sequence, type: events.type, data: events.data, at: events.at })
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        eq(events.stream, stream),
        gt(events.sequence, after),
        since === undefined ? undefined : gte(events.at, since),
      ),
    )
    .orderBy(asc(events.sequence))
    .limit(limit);
  return rows.map((row) => ({ tenantId, stream, ...row }));
}

/** Deletes streams and their events, of what is no more. */
export async function forgetStreams(
  transaction: Database,
  tenantId: TenantId,
  names: readonly string[],
): Promise<void> {
  await transaction.delete(events).where(and(eq(events.tenantId, tenantId), inArray(events.stream, [...names])));
  await transaction.delete(streams).where(and(eq(streams.tenantId, tenantId), inArray(streams.name, [...names])));
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
