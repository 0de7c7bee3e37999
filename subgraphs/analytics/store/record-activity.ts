import { and, eq, lt, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { keyset } from "../../../kernel/pagination/keyset.ts";
import { groupBy, owners, type RowsByOwner } from "../../../kernel/pagination/owned-rows.ts";
import type { Page, Position } from "../../../kernel/pagination/page.ts";
import { type activityKinds, recordActivity } from "./tables.ts";

export interface Activity {
  readonly kind: (typeof activityKinds)[number];
  /** In Airtable's words. */
  readonly source: string | null;
  readonly actor: { readonly id: string; readonly email: string | null; readonly name: string | null } | null;
}

/** Something that happened to a record, with its place in the list. */
export interface StoredActivity extends Activity, Position {
  readonly recordId: string;
}

export interface NewActivity extends StoredActivity {
  readonly tenantId: TenantId;
}

/** So much is kept of each record. */
const mostOfRecord = 1_000;

/** Keeps a statement well within the 65,535 parameters that it may have. */
const rowsInStatement = 5_000;

/** Stores what happened, each in its own tenant, leaves out what is stored already, and forgets what is too much of a record. */
export async function addActivity(transaction: Database, happened: readonly NewActivity[]): Promise<void> {
  for (const part of inParts(happened)) {
    const rows = part.map(({ createdAt, actor, ...row }) => ({
      ...row,
      at: createdAt,
      actorId: actor?.id,
      actorEmail: actor?.email,
      actorName: actor?.name,
    }));
    await transaction.insert(recordActivity).values(rows).onConflictDoNothing();
  }
  const records = new Map(happened.map((one) => [`${one.tenantId} ${one.recordId}`, one]));
  for (const part of inParts([...records.values()])) await shorten(transaction, part);
}

/** Deletes what is behind the latest of these records. */
async function shorten(
  transaction: Database,
  records: readonly Pick<NewActivity, "tenantId" | "recordId">[],
): Promise<void> {
  const touched = sql.join(
    records.map(({ tenantId, recordId }) => sql`(${tenantId}::uuid, ${recordId}::text)`),
    sql`, `,
  );
  await transaction.execute(sql`
    delete from ${recordActivity} as old using (values ${touched}) as touched (tenant_id, record_id)
    cross join lateral (
      select at, id from ${recordActivity} as kept
      where kept.tenant_id = touched.tenant_id and kept.record_id = touched.record_id
      order by at desc, id desc offset ${mostOfRecord} limit 1
    ) as latest_too_many
    where old.tenant_id = touched.tenant_id and old.record_id = touched.record_id
      and (old.at, old.id) <= (latest_too_many.at, latest_too_many.id)`);
}

function inParts<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / rowsInStatement) }, (_, index) =>
    items.slice(index * rowsInStatement, (index + 1) * rowsInStatement),
  );
}

/**
 * The same page of what happened to each of these records, newest first, by the record's global id; each may hold one more
 * than the page. One statement, which reads no more than those pages, however much there is.
 */
export async function listActivityOfRecords(
  db: Database,
  tenantId: TenantId,
  recordIds: readonly string[],
  page: Page,
): Promise<RowsByOwner<StoredActivity>> {
  if (recordIds.length === 0) return new Map();
  const { where, orderBy } = keyset(
    { createdAt: recordActivity.at, id: recordActivity.id },
    "newest first",
    page.after,
  );
  const ofRecord = db
    .select()
    .from(recordActivity)
    .where(and(eq(recordActivity.tenantId, tenantId), sql`${recordActivity.recordId} = owner.id`, where))
    .orderBy(...orderBy)
    .limit(page.first + 1)
    .as("of_record");
  const rows = await db
    .select()
    .from(owners(recordIds, "text"))
    .crossJoinLateral(ofRecord)
    .orderBy(...keyset({ createdAt: ofRecord.at, id: ofRecord.id }, "newest first", undefined).orderBy);
  return groupBy(
    rows.map(({ of_record: row }) => toActivity(row)),
    ({ recordId }) => recordId,
  );
}

/** Deletes some of what happened before an instant, of all tenants. @returns whether there may be more */
export async function forgetActivityBefore(db: Database, instant: Date): Promise<{ mayBeMore: boolean }> {
  const most = 10_000;
  const old = db.select({ row: sql`ctid` }).from(recordActivity).where(lt(recordActivity.at, instant)).limit(most);
  const deleted = await db.delete(recordActivity).where(sql`ctid = any(array(${old}))`);
  return { mayBeMore: deleted.count === most };
}

function toActivity(row: typeof recordActivity.$inferSelect): StoredActivity {
  const { recordId, id, at, kind, source, actorId, actorEmail, actorName } = row;
  const actor = actorId === null ? null : { id: actorId, email: actorEmail, name: actorName };
  return { recordId, id, createdAt: at, kind, source, actor };
}
