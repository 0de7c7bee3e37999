import { and, desc, eq, gt, lt, notInArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { eventChannel } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { TypedGraph } from "../typed/typed-graph.ts";
import { claimEnd, firstDue, inMs, isUnclaimed, untilFirstDue } from "./claims.ts";
import { type breakingChangePolicies, graphChanges, typedGraphs, typedGraphVersions } from "./tables.ts";

/** How long a graph is kept up to date after a router has asked for it last; routers ask every minute. */
const leaseMs = 180_000;
/** Operations under way, and routers that have not heard of a newer one, still need former versions. */
const keptVersions = 5;
const keptMs = 600_000;

/** What a NOTIFY says when a tenant's graph has to be looked at. */
export const graphNews = "airtable-typed-graph";

export type BreakingChangePolicy = (typeof breakingChangePolicies)[number];

/** What is known of a tenant's graph. */
export interface GraphState {
  /** Null until its bases have been looked at once. */
  readonly version: string | null;
  /** Counts what somebody has told of: that its bases, or the names in it, may be others now. */
  readonly tidings: number;
  readonly failures: number;
  readonly breakingChanges: BreakingChangePolicy;
}

const stateColumns = {
  version: typedGraphs.version,
  tidings: typedGraphs.tidings,
  failures: typedGraphs.failures,
  breakingChanges: typedGraphs.breakingChanges,
};

/** Says that a router serves a tenant's graph: it is looked at again and again from now on, and at once if it was not lately. */
export async function wantGraph(db: Database, tenantId: TenantId): Promise<GraphState> {
  const [row] = await db
    .insert(typedGraphs)
    .values({ tenantId, wantedUntil: inMs(leaseMs), dueAt: sql`now()` })
    .onConflictDoUpdate({
      target: typedGraphs.tenantId,
      set: {
        wantedUntil: inMs(leaseMs),
        dueAt: sql`case when ${typedGraphs.wantedUntil} < now() then now() else ${typedGraphs.dueAt} end`,
      },
    })
    .returning({ ...stateColumns, isDue: sql<boolean>`coalesce(${typedGraphs.dueAt} <= now(), false)` });
  if (row === undefined) throw new Error("an upsert returned no row");
  const { isDue, ...state } = row;
  if (isDue) await notify(db);
  return state;
}

export async function graphState(db: Database, tenantId: TenantId): Promise<GraphState | undefined> {
  const [row] = await db.select(stateColumns).from(typedGraphs).where(eq(typedGraphs.tenantId, tenantId));
  return row;
}

/** Has a graph looked at at once, when a router serves it; again, if a process is at it now. */
export async function hurryGraph(db: Database, tenantId: TenantId): Promise<void> {
  const rows = await db
    .update(typedGraphs)
    .set({ dueAt: sql`now()`, tidings: sql`${typedGraphs.tidings} + 1` })
    .where(eq(typedGraphs.tenantId, tenantId))
    .returning({ tenantId: typedGraphs.tenantId });
  if (rows.length > 0) await notify(db);
}

/** The same for all that are served, when it is not known which. */
export async function hurryAllGraphs(db: Database): Promise<void> {
  await db
    .update(typedGraphs)
    .set({ dueAt: sql`now()`, tidings: sql`${typedGraphs.tidings} + 1` })
    .where(gt(typedGraphs.wantedUntil, sql`now()`));
  await notify(db);
}

/** Whether a graph has been looked at since it was hurried. */
export async function isGraphSettled(db: Database, tenantId: TenantId): Promise<boolean> {
  const [row] = await db
    .select({
      settled: sql<boolean>`coalesce(${typedGraphs.dueAt} > now(), false) and ${typedGraphs.claimedBy} is null`,
    })
    .from(typedGraphs)
    .where(and(eq(typedGraphs.tenantId, tenantId), gt(typedGraphs.wantedUntil, sql`now()`)));
  return row?.settled ?? true;
}

/** A graph that a process looks at. */
export interface ClaimedGraph {
  readonly tenantId: TenantId;
  readonly failures: number;
}

/** Takes graphs that are served, due, and that no living process is at. */
export async function claimGraphs(db: Database, claimant: string, most: number): Promise<ClaimedGraph[]> {
  const due = db
    .select({ tenantId: typedGraphs.tenantId })
    .from(typedGraphs)
    .where(and(isUnclaimed(typedGraphs), gt(typedGraphs.wantedUntil, sql`now()`)))
    .orderBy(firstDue(typedGraphs))
    .limit(most)
    .for("update", { skipLocked: true });
  return (
    db
      .update(typedGraphs)
      .set({ dueAt: null, claimedBy: claimant, claimedUntil: claimEnd() })
      // An array, since a subquery with a limit would be free to run, and lock, more than once.
      .where(sql`${typedGraphs.tenantId} = any(array${due})`)
      .returning({ tenantId: typedGraphs.tenantId, failures: typedGraphs.failures })
  );
}

/** Keeps others away from the graphs that a process is at. */
export async function extendGraphClaims(db: Database, claimant: string): Promise<void> {
  await db.update(typedGraphs).set({ claimedUntil: claimEnd() }).where(eq(typedGraphs.claimedBy, claimant));
}

/** In how many milliseconds the next graph is due, in whatever process; undefined when none is served. */
export async function nextGraphDueMs(db: Database): Promise<number | undefined> {
  const [row] = await db
    .select({ inMs: untilFirstDue(typedGraphs) })
    .from(typedGraphs)
    .where(gt(typedGraphs.wantedUntil, sql`now()`));
  return row?.inMs ?? undefined;
}

/** Ends a round: when the graph is due again, unless something has hurried it meanwhile. */
export async function releaseGraph(
  db: Database,
  claimant: string,
  tenantId: TenantId,
  { failures, afterMs }: { failures: number; afterMs: number },
): Promise<void> {
  await db
    .update(typedGraphs)
    .set({
      failures,
      dueAt: sql`least(${typedGraphs.dueAt}, ${inMs(afterMs)})`,
      claimedBy: null,
      claimedUntil: null,
    })
    .where(and(eq(typedGraphs.tenantId, tenantId), eq(typedGraphs.claimedBy, claimant)));
}

/**
 * Lets a version take the place of another one.
 * @param before null for the first
 * @param onlyWhile what the tenant has to want of changes that break clients
 * @returns whether the version before was still served, and the tenant wants that
 */
export async function serveVersion(
  transaction: Database,
  tenantId: TenantId,
  before: string | null,
  version: string,
  onlyWhile?: BreakingChangePolicy,
): Promise<boolean> {
  const rows = await transaction
    .update(typedGraphs)
    .set({ version })
    .where(
      and(
        eq(typedGraphs.tenantId, tenantId),
        sql`${typedGraphs.version} is not distinct from ${before}`,
        onlyWhile && eq(typedGraphs.breakingChanges, onlyWhile),
      ),
    )
    .returning({ tenantId: typedGraphs.tenantId });
  return rows.length > 0;
}

/** Keeps a version, and forgets those that nobody needs any more. */
export async function storeVersion(
  transaction: Database,
  tenantId: TenantId,
  version: string,
  graph: TypedGraph,
): Promise<void> {
  await transaction
    .insert(typedGraphVersions)
    .values({ tenantId, version, graph, createdAt: sql`now()` })
    .onConflictDoUpdate({
      target: [typedGraphVersions.tenantId, typedGraphVersions.version],
      set: { createdAt: sql`now()` },
    });
  const mine = eq(typedGraphVersions.tenantId, tenantId);
  const latest = transaction
    .select({ version: typedGraphVersions.version })
    .from(typedGraphVersions)
    .where(mine)
    .orderBy(desc(typedGraphVersions.createdAt))
    .limit(keptVersions);
  const served = transaction
    .select({ version: typedGraphs.version })
    .from(typedGraphs)
    .where(and(eq(typedGraphs.tenantId, tenantId), sql`${typedGraphs.version} is not null`));
  const held = transaction
    .select({ version: graphChanges.toVersion })
    .from(graphChanges)
    .where(and(eq(graphChanges.tenantId, tenantId), eq(graphChanges.state, "HELD")));
  await transaction
    .delete(typedGraphVersions)
    .where(
      and(
        mine,
        lt(typedGraphVersions.createdAt, sql`now() - ${keptMs} * interval '1 millisecond'`),
        notInArray(typedGraphVersions.version, latest),
        notInArray(typedGraphVersions.version, served),
        notInArray(typedGraphVersions.version, held),
      ),
    );
}

/** A version of a tenant's graph, as long as it is kept. */
export async function findVersion(db: Database, tenantId: TenantId, version: string): Promise<TypedGraph | undefined> {
  const [row] = await db
    .select({ graph: typedGraphVersions.graph })
    .from(typedGraphVersions)
    .where(and(eq(typedGraphVersions.tenantId, tenantId), eq(typedGraphVersions.version, version)));
  return row?.graph;
}

export async function setBreakingChangePolicy(
  transaction: Database,
  tenantId: TenantId,
  breakingChanges: BreakingChangePolicy,
): Promise<void> {
  await transaction
    .insert(typedGraphs)
    .values({ tenantId, breakingChanges, wantedUntil: sql`now()` })
    .onConflictDoUpdate({ target: typedGraphs.tenantId, set: { breakingChanges } });
}

async function notify(db: Database): Promise<void> {
  await db.execute(sql`select pg_notify(${eventChannel}, ${graphNews})`);
}
