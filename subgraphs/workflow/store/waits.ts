import { and, eq, inArray, isNull, max, min, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import { runId } from "../../../kernel/identity/ids.ts";
import { type waitKinds, waits } from "./tables.ts";
import type { RunKey } from "./values.ts";

export type WaitKind = (typeof waitKinds)[number];

export interface StoredWait {
  readonly path: string;
  readonly kind: WaitKind;
  readonly topic: string;
  readonly dueAt: Date | null;
  readonly settledAt: Date | null;
  readonly outcome: unknown;
}

export async function insertWait(
  transaction: Database,
  { tenantId, id }: RunKey,
  wait: { path: string; kind: WaitKind; topic?: string; dueAt: Date | null },
): Promise<void> {
  await transaction
    .insert(waits)
    .values({ ...wait, tenantId, runId: id })
    .onConflictDoNothing();
}

export async function findWait(db: Database, { tenantId, id }: RunKey, path: string): Promise<StoredWait | undefined> {
  const [row] = await db
    .select()
    .from(waits)
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), eq(waits.path, path)));
  return row;
}

/** Of these waits of a run: whether one has been settled, and when the first of the others is due. */
export async function lookAtWaits(
  db: Database,
  { tenantId, id }: RunKey,
  paths: readonly string[],
): Promise<{ settled: boolean; dueAt: Date | null }> {
  if (paths.length === 0) return { settled: false, dueAt: null };
  const of = and(eq(waits.tenantId, tenantId), eq(waits.runId, id), inArray(waits.path, [...paths]));
  const rows = await db
    .select({ settledAt: waits.settledAt, dueAt: min(waits.dueAt) })
    .from(waits)
    .where(of)
    .groupBy(waits.settledAt);
  return {
    settled: rows.some(({ settledAt }) => settledAt !== null),
    dueAt: rows.find(({ settledAt }) => settledAt === null)?.dueAt ?? null,
  };
}

/** @returns false when there is no such wait, or it has been settled before */
export async function settleWait(
  transaction: Database,
  { tenantId, id }: RunKey,
  path: string,
  { outcome, at }: { outcome: unknown; at: Date },
): Promise<boolean> {
  const settled = await transaction
    .update(waits)
    .set({ settledAt: at, outcome })
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), eq(waits.path, path), isNull(waits.settledAt)))
    .returning({ path: waits.path });
  return settled.length > 0;
}

/** When waiting is over, if nothing comes about, from now on. */
export async function postponeWait(
  transaction: Database,
  { tenantId, id }: RunKey,
  path: string,
  dueAt: Date,
): Promise<void> {
  await transaction
    .update(waits)
    .set({ dueAt })
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), eq(waits.path, path), isNull(waits.settledAt)));
}

/** The open waits, of whatever run of the tenant, for something; not locked. */
export async function findWaitsFor(
  db: Database,
  tenantId: TenantId,
  { kind, topic }: { kind: WaitKind; topic: string },
): Promise<{ readonly runId: RunId; readonly path: string }[]> {
  const rows = await db
    .select({ runId: waits.runId, path: waits.path })
    .from(waits)
    .where(and(eq(waits.tenantId, tenantId), eq(waits.kind, kind), eq(waits.topic, topic), isNull(waits.settledAt)));
  return rows.map((row) => ({ runId: runId.parse(row.runId), path: row.path }));
}

/** The open waits of a run. */
export async function openWaits(db: Database, { tenantId, id }: RunKey): Promise<StoredWait[]> {
  return db
    .select()
    .from(waits)
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), isNull(waits.settledAt)));
}

/** Number of the last event of a topic that a run has waited for; 0 when there is none. */
export async function lastSeen(db: Database, { tenantId, id }: RunKey, topic: string): Promise<number> {
  const [row] = await db
    .select({ sequence: max(sql<number>`(${waits.outcome}->>'sequence')::bigint`).mapWith(Number) })
    .from(waits)
    .where(and(eq(waits.tenantId, tenantId), eq(waits.runId, id), eq(waits.topic, topic)));
  return row?.sequence ?? 0;
}
