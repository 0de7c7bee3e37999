import { and, eq, isNotNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { isErrorCode } from "../../../kernel/errors/error-code.ts";
import { eventChannel } from "../../../kernel/event-log/event-log.ts";
import { type TenantId, tenantId } from "../../../kernel/identity/ids.ts";
import type { SealedSecret } from "../../../kernel/secrets/seal.ts";
import { type BaseId, baseId, type WatchId, watchId, webhookId } from "../ids.ts";
import type { Watch, WatchedWebhook, WatchState } from "../watching/watch.ts";
import { claimEnd, firstDue, inMs, isUnclaimed, untilFirstDue } from "./claims.ts";
import { watches, watchStates } from "./tables.ts";

/** How long a webhook outlives its last listener. */
const leaseMs = 3_600_000;
/** A lease is renewed when it is this old, so that many listeners cost no more than one. */
const renewedMs = 60_000;
/** No lease of a listener grows older than this. */
const listenedMs = 3 * renewedMs;
/** Two rounds of one watch are at least this far apart, however many notifications come. */
const pauseMs = 300;

/** What a NOTIFY says when a watch has to be looked after, or has been. */
export const watchNews = "airtable-watch";

/**
 * Says that somebody begins to listen: makes the watch if there is none, has one that fails tried again, since an admin
 * may have mended what was wrong, and has what happened until now read at once.
 * @param watch.id of the watch, if one is made
 */
export async function beginWatch(
  db: Database,
  { id, tenantId: tenant, baseId: base }: { id: WatchId; tenantId: TenantId; baseId: BaseId },
): Promise<WatchState> {
  const [row] = await db
    .insert(watches)
    .values({ id, tenantId: tenant, baseId: base, wantedUntil: inMs(leaseMs), state: "starting", dueAt: sql`now()` })
    .onConflictDoUpdate({
      target: [watches.tenantId, watches.baseId],
      set: {
        wantedUntil: sql`greatest(${watches.wantedUntil}, excluded.wanted_until)`,
        state: sql`case when ${watches.state} = 'failing' then 'starting' else ${watches.state} end`,
        dueAt: sql`now()`,
      },
    })
    .returning(stateColumns);
  if (row === undefined) throw new Error("an upsert returned no row");
  await notify(db);
  return stateOf(row);
}

/** Says that somebody still listens. @returns undefined when there is no such watch any more */
export async function renewWatch(db: Database, tenant: TenantId, base: BaseId): Promise<WatchState | undefined> {
  await db
    .update(watches)
    .set({ wantedUntil: inMs(leaseMs) })
    .where(
      and(eq(watches.tenantId, tenant), eq(watches.baseId, base), lt(watches.wantedUntil, inMs(leaseMs - renewedMs))),
    );
  return watchState(db, tenant, base);
}

export async function watchState(db: Database, tenant: TenantId, base: BaseId): Promise<WatchState | undefined> {
  const [row] = await db
    .select(stateColumns)
    .from(watches)
    .where(and(eq(watches.tenantId, tenant), eq(watches.baseId, base)));
  return row && stateOf(row);
}

/** What a notification of a watch's webhook is signed with, sealed for its tenant. */
export async function watchSecret(db: Database, id: WatchId): Promise<SealedSecret | undefined> {
  const [row] = await db
    .select({ tenantId: watches.tenantId, sealedSecret: watches.sealedSecret })
    .from(watches)
    .where(and(eq(watches.id, id), isNotNull(watches.sealedSecret)));
  if (row === undefined || row.sealedSecret === null) return undefined;
  return { tenantId: tenantId.parse(row.tenantId), holder: id, sealed: row.sealedSecret };
}

/** Has a watch looked after at once, by whichever process is free; again, if one is at it now. */
export async function hurryWatch(db: Database, id: WatchId): Promise<void> {
  await db.update(watches).set({ dueAt: sql`now()` }).where(eq(watches.id, id));
  await notify(db);
}

/** Takes watches that are due and that no living process is at. */
export async function claimWatches(db: Database, claimant: string, most: number): Promise<Watch[]> {
  const due = db
    .select({ id: watches.id })
    .from(watches)
    .where(isUnclaimed(watches))
    .orderBy(firstDue(watches))
    .limit(most)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(watches)
    .set({ dueAt: null, claimedBy: claimant, claimedUntil: claimEnd() })
    // An array, since a subquery with a limit would be free to run, and lock, more than once.
    .where(sql`${watches.id} = any(array${due})`)
    .returning({
      ...columns,
      wanted: sql<string>`case when ${watches.wantedUntil} < now() then 'no longer'
        when ${watches.wantedUntil} < ${inMs(leaseMs - listenedMs)} then 'lately' else 'now' end`,
    });
  return rows.map(toWatch);
}

/** Keeps others away from the watches that a process is at. */
export async function extendClaims(db: Database, claimant: string): Promise<void> {
  await db.update(watches).set({ claimedUntil: claimEnd() }).where(eq(watches.claimedBy, claimant));
}

/** In how many milliseconds the next watch is due, in whatever process; undefined when there is no watch. */
export async function nextDueMs(db: Database): Promise<number | undefined> {
  const [row] = await db.select({ inMs: untilFirstDue(watches) }).from(watches);
  return row?.inMs ?? undefined;
}

/**
 * Ends a round: when the watch is due again, unless something has hurried it meanwhile.
 * @param round.state undefined when it is as it was
 */
export async function releaseWatch(
  db: Database,
  claimant: string,
  id: WatchId,
  { state, failures, afterMs }: { state: WatchState | undefined; failures: number; afterMs: number },
): Promise<void> {
  await db
    .update(watches)
    .set({
      ...(state === undefined ? {} : stateValues(state)),
      failures,
      dueAt: sql`greatest(${inMs(Math.min(pauseMs, afterMs))}, least(${watches.dueAt}, ${inMs(afterMs)}))`,
      claimedBy: null,
      claimedUntil: null,
    })
    .where(and(eq(watches.id, id), eq(watches.claimedBy, claimant)));
  if (state !== undefined) await notify(db);
}

/**
 * Puts one webhook in the place of another, as long as nobody else has.
 * @param before id of the webhook that was there, if there was one
 * @returns whether it is there now
 */
export async function replaceWebhook(
  db: Database,
  id: WatchId,
  before: string | null,
  { id: newId, ...webhook }: WatchedWebhook,
): Promise<boolean> {
  const rows = await db
    .update(watches)
    .set({ webhookId: newId, ...webhook })
    .where(and(eq(watches.id, id), sql`${watches.webhookId} is not distinct from ${before}`))
    .returning({ id: watches.id });
  return rows.length > 0;
}

export async function markChecked(db: Database, id: WatchId, checkedAt: Date): Promise<void> {
  await db.update(watches).set({ checkedAt }).where(eq(watches.id, id));
}

/** Moves the cursor from where it is thought to be. @returns whether it was there */
export async function advanceCursor(
  db: Database,
  id: WatchId,
  { id: webhook, cursor }: WatchedWebhook,
  next: number,
): Promise<boolean> {
  const rows = await db
    .update(watches)
    .set({ cursor: next })
    .where(and(eq(watches.id, id), eq(watches.webhookId, webhook), eq(watches.cursor, cursor)))
    .returning({ id: watches.id });
  return rows.length > 0;
}

/** Marks that a webhook is about to go, unless somebody wants it again. @returns whether nobody did */
export async function beginEnd(db: Database, id: WatchId): Promise<boolean> {
  const rows = await db
    .update(watches)
    .set(stateValues({ kind: "starting" }))
    .where(and(eq(watches.id, id), lt(watches.wantedUntil, sql`now()`)))
    .returning({ id: watches.id });
  return rows.length > 0;
}

/** Forgets a watch that still nobody wants. */
export async function deleteWatch(db: Database, id: WatchId): Promise<void> {
  await db.delete(watches).where(and(eq(watches.id, id), lt(watches.wantedUntil, sql`now()`)));
}

/** Of these texts, those that are ids of watches. */
export async function existingWatches(db: Database, ids: string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: watches.id })
    .from(watches)
    .where(sql`${watches.id}::text = any(${sql.param(ids)}::text[])`);
  return new Set(rows.map(({ id }) => id));
}

async function notify(db: Database): Promise<void> {
  await db.execute(sql`select pg_notify(${eventChannel}, ${watchNews})`);
}

const stateColumns = {
  state: watches.state,
  problemCode: watches.problemCode,
  problemMessage: watches.problemMessage,
};

interface StateRow {
  readonly state: WatchState["kind"];
  readonly problemCode: string | null;
  readonly problemMessage: string | null;
}

function stateOf({ state, problemCode, problemMessage }: StateRow): WatchState {
  if (state !== "failing") return { kind: state };
  return {
    kind: state,
    code: isErrorCode(problemCode) ? problemCode : "INTERNAL",
    message: problemMessage ?? "The base can't be watched.",
  };
}

function stateValues(state: WatchState): StateRow {
  const failing = state.kind === "failing";
  return {
    state: state.kind,
    problemCode: failing ? state.code : null,
    problemMessage: failing ? state.message : null,
  };
}

const columns = {
  id: watches.id,
  tenantId: watches.tenantId,
  baseId: watches.baseId,
  state: watches.state,
  failures: watches.failures,
  webhookId: watches.webhookId,
  sealedSecret: watches.sealedSecret,
  notificationUrl: watches.notificationUrl,
  cursor: watches.cursor,
  checkedAt: watches.checkedAt,
};

const claimed = z.object({
  id: watchId,
  tenantId,
  baseId,
  state: z.enum(watchStates),
  failures: z.int(),
  webhookId: webhookId.nullable(),
  sealedSecret: z.string().nullable(),
  notificationUrl: z.string().nullable(),
  cursor: z.int(),
  checkedAt: z.date().nullable(),
  wanted: z.enum(["now", "lately", "no longer"]),
});

function toWatch(row: unknown): Watch {
  const { webhookId: webhook, sealedSecret, notificationUrl, cursor, checkedAt, ...watch } = claimed.parse(row);
  if (webhook === null || sealedSecret === null || checkedAt === null) return { ...watch, webhook: null };
  return { ...watch, webhook: { id: webhook, sealedSecret, notificationUrl, cursor, checkedAt } };
}
