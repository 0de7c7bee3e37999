import { and, eq, gte, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { hourlyCalls, runCalls } from "./tables.ts";

/** One call to Airtable's Web API. */
export interface AirtableCall {
  readonly tenantId: TenantId;
  /** Null when it concerns no single base. */
  readonly baseId: string | null;
  /** Null when no run made it. */
  readonly runId: RunId | null;
  readonly at: Date;
}

/** Adds calls to the counts of their tenants. Not repeatable: whoever calls this knows that they are new. */
export async function addAirtableCalls(transaction: Database, calls: readonly AirtableCall[]): Promise<void> {
  const byHour = tally(calls.map(({ tenantId, baseId, at }) => ({ tenantId, baseId, hour: hourOf(at) })));
  if (byHour.length > 0) {
    await transaction
      .insert(hourlyCalls)
      .values(byHour)
      .onConflictDoUpdate({
        target: [hourlyCalls.tenantId, hourlyCalls.hour, hourlyCalls.baseId],
        set: { calls: sql`${hourlyCalls.calls} + excluded.calls` },
      });
  }
  const byRun = tally(calls.flatMap(({ tenantId, runId }) => (runId === null ? [] : [{ tenantId, runId }])));
  if (byRun.length > 0) {
    await transaction
      .insert(runCalls)
      .values(byRun)
      .onConflictDoUpdate({
        target: [runCalls.tenantId, runCalls.runId],
        set: { calls: sql`${runCalls.calls} + excluded.calls` },
      });
  }
}

/** The tenant's calls since the beginning of the hour that `since` is in. */
export async function countAirtableCalls(db: Database, tenantId: TenantId, since: Date): Promise<number> {
  const [row] = await db
    .select({ calls: total })
    .from(hourlyCalls)
    .where(and(eq(hourlyCalls.tenantId, tenantId), gte(hourlyCalls.hour, hourOf(since))));
  return row?.calls ?? 0;
}

/** Likewise for each of these bases; a base without calls is missing. */
export async function countCallsByBase(
  db: Database,
  tenantId: TenantId,
  { baseIds, since }: { baseIds: readonly string[]; since: Date },
): Promise<ReadonlyMap<string | null, number>> {
  const rows = await db
    .select({ baseId: hourlyCalls.baseId, calls: total })
    .from(hourlyCalls)
    .where(
      and(
        eq(hourlyCalls.tenantId, tenantId),
        gte(hourlyCalls.hour, hourOf(since)),
        inArray(hourlyCalls.baseId, [...baseIds]),
      ),
    )
    .groupBy(hourlyCalls.baseId);
  return new Map(rows.map(({ baseId, calls }) => [baseId, calls]));
}

/** All calls of each of these runs; a run without calls is missing. */
export async function countCallsByRun(
  db: Database,
  tenantId: TenantId,
  runIds: readonly RunId[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ runId: runCalls.runId, calls: runCalls.calls })
    .from(runCalls)
    .where(and(eq(runCalls.tenantId, tenantId), inArray(runCalls.runId, [...runIds])));
  return new Map(rows.map(({ runId, calls }) => [runId, calls]));
}

const total = sql<number>`coalesce(sum(${hourlyCalls.calls}), 0)`.mapWith(Number);

const hourMs = 3_600_000;

function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / hourMs) * hourMs);
}

/** How often each thing occurs. Postgres refuses to update a row twice in one upsert. */
function tally<Thing extends object>(things: readonly Thing[]): (Thing & { calls: number })[] {
  const counts = new Map<string, Thing & { calls: number }>();
  for (const thing of things) {
    const key = JSON.stringify(thing);
    counts.set(key, { ...thing, calls: (counts.get(key)?.calls ?? 0) + 1 });
  }
  return [...counts.values()];
}
