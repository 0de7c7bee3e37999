import { and, asc, eq, inArray, isNotNull, lte, min, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { eventChannel } from "../../../kernel/event-log/event-log.ts";
import { type RunId, type TenantId, tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import { type WorkflowId, workflowId as workflowIdSchema } from "../ids.ts";
import type { TriggerKind } from "./runs.ts";
import { runs, triggers } from "./tables.ts";

/** Which trigger, of all tenants'. */
export interface TriggerKey {
  readonly tenantId: TenantId;
  readonly workflowId: WorkflowId;
  /** Its id in the definition. */
  readonly id: string;
}

export interface StoredTrigger extends TriggerKey {
  readonly kind: TriggerKind;
  readonly topic: string;
  readonly nextAt: Date | null;
  readonly cursor: string | null;
  readonly firedAt: Date | null;
}

/** What a NOTIFY says when there are other triggers than before, or something for them to do. */
export const triggerNews = "workflow-triggers";

export async function tellTriggerNews(transaction: Database): Promise<void> {
  await transaction.execute(sql`select pg_notify(${eventChannel}, ${triggerNews})`);
}

/** Locks some triggers of these kinds that are due and that nobody else is at, the one that waits longest first. */
export async function lockDueTriggers(
  transaction: Database,
  kinds: readonly TriggerKind[],
  { at, limit }: { readonly at: Date; readonly limit: number },
): Promise<StoredTrigger[]> {
  const rows = await transaction
    .select()
    .from(triggers)
    .where(and(lte(triggers.nextAt, at), inArray(triggers.kind, [...kinds])))
    .orderBy(asc(triggers.nextAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  return rows.map(toTrigger);
}

/** When the next one of these kinds is due; undefined when none ever is. */
export async function nextTriggerAt(db: Database, kinds: readonly TriggerKind[]): Promise<Date | undefined> {
  const [row] = await db
    .select({ at: min(triggers.nextAt) })
    .from(triggers)
    .where(and(isNotNull(triggers.nextAt), inArray(triggers.kind, [...kinds])));
  return row?.at ?? undefined;
}

export async function updateTrigger(
  db: Database,
  key: TriggerKey,
  change: Partial<Pick<StoredTrigger, "nextAt" | "cursor" | "firedAt">>,
): Promise<void> {
  await db.update(triggers).set(change).where(isOne(key));
}

/** The triggers of a tenant that events of these topics are told to, by topic. */
export async function findTriggersOfTopics(
  db: Database,
  tenantId: TenantId,
  kind: TriggerKind,
  topics: readonly string[],
): Promise<StoredTrigger[]> {
  if (topics.length === 0) return [];
  const rows = await db
    .select()
    .from(triggers)
    .where(
      and(eq(triggers.tenantId, tenantId), eq(triggers.kind, kind), inArray(triggers.topic, [...new Set(topics)])),
    );
  return rows.map(toTrigger);
}

/** Names of the workflows of some runs, by the runs' ids: nothing else of them, which may be large. */
export async function workflowNamesOf(
  db: Database,
  tenantId: TenantId,
  runIds: readonly RunId[],
): Promise<ReadonlyMap<string, string>> {
  if (runIds.length === 0) return new Map();
  const rows = await db
    .select({ id: runs.id, name: runs.workflowName })
    .from(runs)
    .where(and(eq(runs.tenantId, tenantId), inArray(runs.id, [...new Set(runIds)])));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The one that a request to a URL is for, whosever it is. */
export async function findWebhook(db: Database, topic: string): Promise<StoredTrigger | undefined> {
  const [row] = await db
    .select()
    .from(triggers)
    .where(and(eq(triggers.kind, "webhook"), eq(triggers.topic, topic)));
  return row && toTrigger(row);
}

/** Triggers of workflows, by their id in the definition. */
export async function listTriggers(
  db: Database,
  tenantId: TenantId,
  workflowIds: readonly WorkflowId[],
): Promise<StoredTrigger[]> {
  if (workflowIds.length === 0) return [];
  const rows = await db
    .select()
    .from(triggers)
    .where(and(eq(triggers.tenantId, tenantId), inArray(triggers.workflowId, [...workflowIds])))
    .orderBy(asc(triggers.id));
  return rows.map(toTrigger);
}

function isOne({ tenantId, workflowId, id }: TriggerKey) {
  return and(eq(triggers.tenantId, tenantId), eq(triggers.workflowId, workflowId), eq(triggers.id, id));
}

function toTrigger(row: typeof triggers.$inferSelect): StoredTrigger {
  return { ...row, tenantId: tenantIdSchema.parse(row.tenantId), workflowId: workflowIdSchema.parse(row.workflowId) };
}
