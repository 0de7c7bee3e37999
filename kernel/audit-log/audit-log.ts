import { and, asc, desc, eq, gt, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { appendChainedEvent, lastSequence } from "../event-log/event-log.ts";
import { events } from "../event-log/tables.ts";
import type { TenantId } from "../identity/ids.ts";
import { type Connection, describePage } from "../pagination/page.ts";
import { type AuditEntry, type LoggedEntry, storedEntry } from "./audit-entry.ts";
import type { AuditHead } from "./audit-head.ts";
import { type AuditFilter, type AuditPage, auditCursor } from "./audit-page.ts";
import { createChain, noHash } from "./chain.ts";

/** Of each tenant; and what its events are called. */
const stream = "audit";
const eventType = "audit";
const batch = 1_000;
/** What a client can make long, a header for one, is cut here. */
const longestText = 1_000;

/** `entries`: how many are sound, from the first on. */
export type Verification =
  | { readonly intact: true; readonly entries: number; readonly head: AuditHead }
  | {
      readonly intact: false;
      readonly entries: number;
      /** Sequence number of the first entry that is not what it was, or is missing. */
      readonly firstBroken: number;
      readonly reason: string;
    };

/** An entry as it lies in the database, sound or not. */
export interface RawEntry {
  readonly sequence: number;
  readonly data: unknown;
}

/** Each tenant's log of who did what: append only, and telling when it was tampered with. */
export interface AuditLog {
  /**
   * Appends an entry inside the transaction that makes the change it tells of, as the last thing before that ends: other
   * writers of the tenant's log wait for it, and what the transaction took up later they might hold already.
   * @returns the log's new head
   */
  append(transaction: Database, tenantId: TenantId, entry: AuditEntry): Promise<AuditHead>;
  /** Entries, newest first. Not verified. */
  read(db: Database, tenantId: TenantId, page: AuditPage, filter?: AuditFilter): Promise<Connection<LoggedEntry>>;
  /**
   * Proves that no entry was changed, removed or moved since it was appended, by whoever has not the key.
   * @param db no transaction: it is given one of its own, so that all is seen as of one moment
   * @param options.expectedHead told before; without one, entries cut off at the end are noticed only if their count
   * was left as it was
   */
  verify(db: Database, tenantId: TenantId, options?: { expectedHead?: AuditHead | undefined }): Promise<Verification>;
  /** Entries with all that is stored, oldest first, in batches: for an export, which keeps what was tampered with. */
  readRaw(db: Database, tenantId: TenantId, after: number): AsyncIterable<RawEntry[]>;
}

/**
 * @param keys.current 32 bytes, signs the entries; former ones only verify
 */
export function createAuditLog(options: {
  keys: { current: Buffer; former: readonly Buffer[] };
  clock: Clock;
}): AuditLog {
  const { keys, clock } = options;
  const chain = createChain(keys.current, keys.former);

  return {
    async append(transaction, tenantId, entry) {
      const at = new Date(clock.now());
      let hash = noHash;
      const sequence = await appendChainedEvent(transaction, tenantId, stream, (previous, next) => {
        const previousHash = previous === undefined ? noHash : String(asRecord(previous.data)["hash"]);
        const data = chain.link({ tenantId, sequence: next }, previousHash, {
          ...storable(entry),
          at: at.toISOString(),
        });
        hash = data.hash;
        return { type: eventType, data, at };
      });
      return { sequence, hash };
    },

    async read(db, tenantId, { first, after }, filter = {}) {
      const rows = await db
        .select({ sequence: events.sequence, at: events.at, data: events.data })
        .from(events)
        .where(
          and(isLog(tenantId), after === undefined ? undefined : lt(events.sequence, after), ...conditions(filter)),
        )
        .orderBy(desc(events.sequence))
        .limit(first + 1);
      const nodes = rows.slice(0, first).map(({ sequence, at, data }) => {
        const parsed = storedEntry.extend({ hash: z.string() }).safeParse(data);
        if (!parsed.success) throw new Error(`entry ${sequence} of the audit log was tampered with`);
        return { ...parsed.data, sequence, at };
      });
      const cursorOf = ({ sequence }: LoggedEntry) => auditCursor(sequence);
      return { nodes, pageInfo: describePage({ nodes, hasNextPage: rows.length > first, after, cursorOf }) };
    },

    async verify(db, tenantId, { expectedHead } = {}) {
      return db.transaction(async (snapshot) => verifyChain(snapshot, tenantId, expectedHead), {
        isolationLevel: "repeatable read",
        accessMode: "read only",
      });
    },

    readRaw,
  };

  async function verifyChain(
    snapshot: Database,
    tenantId: TenantId,
    expected: AuditHead | undefined,
  ): Promise<Verification> {
    let head: AuditHead = { sequence: 0, hash: noHash };
    const broken = (reason: string, firstBroken = head.sequence + 1): Verification => ({
      intact: false,
      entries: firstBroken - 1,
      firstBroken,
      reason,
    });
    const isForged = () => expected !== undefined && expected.sequence === head.sequence && expected.hash !== head.hash;

    const counted = await lastSequence(snapshot, tenantId, stream);
    for await (const rows of readRows(snapshot, tenantId, 0)) {
      for (const { sequence, type, at, data } of rows) {
        if (sequence !== head.sequence + 1) return broken("it is missing");
        const entry = asRecord(data);
        const problem =
          chain.problemOf({ tenantId, sequence }, head.hash, entry) ??
          // Said twice, for the database to search in; what is hashed is the data.
          (type === eventType && at === withMicroseconds(String(entry["at"]))
            ? undefined
            : "its row says something else than its entry");
        if (problem !== undefined) return broken(problem);
        head = { sequence, hash: String(entry["hash"]) };
        if (isForged()) return broken("it is not the entry that was the head", sequence);
      }
    }
    if (expected !== undefined && head.sequence < expected.sequence) {
      return broken(`the log ends before it, but had ${expected.sequence} entries when that head was told`);
    }
    if (counted !== head.sequence) return broken(`the log ends before it, but ${counted} entries were counted`);
    return { intact: true, entries: head.sequence, head };
  }
}

async function* readRaw(db: Database, tenantId: TenantId, after: number): AsyncGenerator<RawEntry[]> {
  for await (const rows of readRows(db, tenantId, after)) yield rows.map(({ sequence, data }) => ({ sequence, data }));
}

async function* readRows(db: Database, tenantId: TenantId, after: number) {
  for (let last = after; ; ) {
    const rows = await db
      .select({
        sequence: events.sequence,
        type: events.type,
        // With every digit that Postgres keeps: a Date would hide a change of less than a millisecond.
        at: sql<string>`to_char(${events.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
        data: events.data,
      })
      .from(events)
      .where(and(isLog(tenantId), gt(events.sequence, last)))
      .orderBy(asc(events.sequence))
      .limit(batch);
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows;
    last = end.sequence;
  }
}

function isLog(tenantId: TenantId): SQL | undefined {
  // Said in the statement itself: as a parameter it could rule out the indexes that hold audit logs alone.
  return and(eq(events.tenantId, tenantId), eq(events.stream, sql.raw(`'${stream}'`)));
}

/** An ISO 8601 instant in milliseconds, as Postgres prints it. */
function withMicroseconds(instant: string): string {
  return `${instant.slice(0, -1)}000Z`;
}

function conditions({ actions, actor, result, from, until }: AuditFilter): (SQL | undefined)[] {
  return [
    actions === undefined ? undefined : inArray(sql`${events.data}->>'action'`, [...actions]),
    actor === undefined ? undefined : sql`${events.data}->'actor' = ${JSON.stringify(actor)}::jsonb`,
    result === undefined ? undefined : sql`${events.data}->>'result' = ${result}`,
    from === undefined ? undefined : gte(events.at, from),
    until === undefined ? undefined : lt(events.at, until),
  ];
}

function asRecord(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null ? { ...data } : {};
}

/** An entry is never refused for what a client sent: what Postgres can't store is replaced, what is too long is cut. */
function storable({ source, target, details, ...entry }: AuditEntry): Readonly<Record<string, unknown>> {
  return {
    ...entry,
    requestId: storableText(entry.requestId),
    ...(source === undefined ? {} : { source: storableTexts(source) }),
    ...(target === undefined ? {} : { target: storableTexts(target) }),
    ...(details === undefined ? {} : { details: storableTexts(details) }),
  };
}

function storableTexts(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      storableText(name),
      typeof value === "string"
        ? storableText(value)
        : typeof value === "number" && !Number.isFinite(value)
          ? null
          : value,
    ]),
  );
}

/** Without NUL and halves of characters, which jsonb refuses. */
function storableText(text: string): string {
  return text.slice(0, longestText).replaceAll(/\0|\p{Cs}/gu, "\u{fffd}");
}
