import { and, eq, inArray, min, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, tenantId } from "../../../kernel/identity/ids.ts";
import { type WorkflowId, workflowId } from "../ids.ts";
import type { TriggerKind } from "./runs.ts";
import { firings, matchingRecords, runs } from "./tables.ts";
import { type TriggerKey, tellTriggerNews } from "./triggers.ts";

/** Something that a trigger is to fire for. */
export interface Firing {
  readonly trigger: TriggerKey;
  readonly kind: TriggerKind;
  /** What happened; at most 100 characters. */
  readonly key: string;
  readonly happening: Readonly<Record<string, unknown>>;
}

export interface DueFiring extends Firing {
  /** How often it was taken up, this time included. */
  readonly attempts: number;
}

/** Puts down what is to be done, once, in the same transaction in which it came about. */
export async function insertFirings(transaction: Database, given: readonly Firing[], dueAt: Date): Promise<void> {
  if (given.length === 0) return;
  await transaction
    .insert(firings)
    .values(
      given.map(({ trigger: { id, ...workflow }, kind, key, happening }) => ({
        ...workflow,
        triggerId: id,
        kind,
        key,
        happening,
        dueAt,
      })),
    )
    .onConflictDoNothing();
  await tellTriggerNews(transaction);
}

const jsonObject = z.record(z.string(), z.unknown());

/**
 * Takes up firings that are due, and leaves them to others after `untilAt`. The oldest of each tenant go first, then the second
 * of each, and so on.
 */
export async function claimFirings(
  db: Database,
  { at, untilAt, limit }: { readonly at: Date; readonly untilAt: Date; readonly limit: number },
): Promise<DueFiring[]> {
  const instant = at.toISOString();
  // Steps from tenant to tenant by the index: however many firings wait, it reads a few of each.
  const due = sql`
    with recursive tenant (id) as (
      (select tenant_id from workflow.firing order by tenant_id limit 1)
      union all
      select (select tenant_id from workflow.firing where tenant_id > tenant.id order by tenant_id limit 1)
      from tenant where tenant.id is not null
    ), ranked as (
      select oldest.place from tenant
      cross join lateral (
        select firing.ctid as place, due_at, row_number() over (order by due_at) as rank from workflow.firing
        where tenant_id = tenant.id and due_at <= ${instant}
        order by due_at limit ${limit}
      ) as oldest
      order by oldest.rank, oldest.due_at limit ${limit}
    )
    select ctid from workflow.firing
    where ctid = any(array(select place from ranked)) and due_at <= ${instant}
    for update skip locked`;
  const rows = await db
    .update(firings)
    .set({ dueAt: untilAt, attempts: sql`${firings.attempts} + 1` })
    // An array, since a subquery would be free to run, and lock, more than once.
    .where(sql`ctid = any(array(${due}))`)
    .returning();
  return rows.map((row) => ({
    trigger: {
      tenantId: tenantId.parse(row.tenantId),
      workflowId: workflowId.parse(row.workflowId),
      id: row.triggerId,
    },
    kind: row.kind,
    key: row.key,
    happening: jsonObject.parse(row.happening),
    attempts: row.attempts,
  }));
}

/** When the next one is due; undefined when there is none. */
export async function nextFiringAt(db: Database): Promise<Date | undefined> {
  const [row] = await db.select({ at: min(firings.dueAt) }).from(firings);
  return row?.at ?? undefined;
}

export async function deleteFiring(db: Database, firing: Firing): Promise<void> {
  await db.delete(firings).where(isOne(firing));
}

export async function putOffFiring(db: Database, firing: Firing, dueAt: Date): Promise<void> {
  await db.update(firings).set({ dueAt }).where(isOne(firing));
}

function isOne({ trigger: { tenantId: tenant, workflowId: workflow, id }, key }: Firing) {
  return and(
    eq(firings.tenantId, tenant),
    eq(firings.workflowId, workflow),
    eq(firings.triggerId, id),
    eq(firings.key, key),
  );
}

/** Of these idempotency keys, those that have started something. */
export async function startedKeys(
  db: Database,
  { tenantId: tenant }: TriggerKey,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: runs.idempotencyKey })
    .from(runs)
    .where(and(eq(runs.tenantId, tenant), inArray(runs.idempotencyKey, [...keys])));
  return new Set(rows.flatMap(({ key }) => key ?? []));
}

/**
 * Remembers which of some records match.
 * @param since key of the firing in which that was found
 * @returns those that did not match before that firing
 */
export async function rememberMatching(
  db: Database,
  trigger: TriggerKey,
  { matching, others, since }: { matching: readonly string[]; others: readonly string[]; since: string },
): Promise<ReadonlySet<string>> {
  const { tenantId: tenant, workflowId: workflow, id: triggerId } = trigger;
  if (others.length > 0) await db.delete(matchingRecords).where(isMatching(trigger, others));
  if (matching.length === 0) return new Set();
  // In one order, so that two who remember the same records do not wait for each other in a circle.
  const rows = matching
    .toSorted()
    .map((recordId) => ({ tenantId: tenant, workflowId: workflow, triggerId, recordId, since }));
  await db.insert(matchingRecords).values(rows).onConflictDoNothing();
  const newly = await db
    .select({ id: matchingRecords.recordId })
    .from(matchingRecords)
    .where(and(isMatching(trigger, matching), eq(matchingRecords.since, since)));
  return new Set(newly.map(({ id }) => id));
}

/** Forgets which records match what triggers of a workflow wait for: they may wait for something else from now on. */
export async function forgetMatching(db: Database, tenant: TenantId, workflow: WorkflowId): Promise<void> {
  await db
    .delete(matchingRecords)
    .where(and(eq(matchingRecords.tenantId, tenant), eq(matchingRecords.workflowId, workflow)));
}

function isMatching({ tenantId: tenant, workflowId: workflow, id }: TriggerKey, recordIds: readonly string[]) {
  return and(
    eq(matchingRecords.tenantId, tenant),
    eq(matchingRecords.workflowId, workflow),
    eq(matchingRecords.triggerId, id),
    inArray(matchingRecords.recordId, [...recordIds]),
  );
}
