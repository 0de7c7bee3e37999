import { and, asc, count, eq, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { DataPolicyId, DeniedData, StoredPolicy } from "../policies/data-policy.ts";
import { dataAccess, dataPolicies } from "./tables.ts";

/** All of a tenant, oldest first. */
export async function listPolicies(db: Database, tenantId: TenantId): Promise<StoredPolicy[]> {
  const rows = await db
    .select()
    .from(dataPolicies)
    .where(eq(dataPolicies.tenantId, tenantId))
    .orderBy(asc(dataPolicies.createdAt), asc(dataPolicies.id));
  return rows.map(toPolicy);
}

export async function findPolicy(
  db: Database,
  tenantId: TenantId,
  id: DataPolicyId,
): Promise<StoredPolicy | undefined> {
  const [row] = await db.select().from(dataPolicies).where(isOne(tenantId, id));
  return row && toPolicy(row);
}

export async function countPolicies(db: Database, tenantId: TenantId): Promise<number> {
  const [row] = await db.select({ found: count() }).from(dataPolicies).where(eq(dataPolicies.tenantId, tenantId));
  return row?.found ?? 0;
}

/** Makes changes of one tenant's policies wait for each other, until the transaction ends. */
export async function lockPolicies(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`airtable.data_policy ${tenantId}`}::text, 0))`,
  );
}

export async function insertPolicy(db: Database, tenantId: TenantId, policy: StoredPolicy): Promise<void> {
  const { id, createdAt, createdBy } = policy;
  await db.insert(dataPolicies).values({ id, tenantId, createdAt, createdBy, ...toColumns(policy) });
}

export async function replacePolicy(db: Database, tenantId: TenantId, policy: StoredPolicy): Promise<void> {
  await db.update(dataPolicies).set(toColumns(policy)).where(isOne(tenantId, policy.id));
}

/** @returns whether there was such a policy */
export async function deletePolicy(db: Database, tenantId: TenantId, id: DataPolicyId): Promise<boolean> {
  const rows = await db.delete(dataPolicies).where(isOne(tenantId, id)).returning({ id: dataPolicies.id });
  return rows.length > 0;
}

export async function findDeniedData(db: Database, tenantId: TenantId): Promise<DeniedData> {
  const [row] = await db
    .select({ deniedData: dataAccess.deniedData })
    .from(dataAccess)
    .where(eq(dataAccess.tenantId, tenantId));
  return row?.deniedData ?? "TELL";
}

export async function saveDeniedData(db: Database, tenantId: TenantId, deniedData: DeniedData): Promise<void> {
  await db
    .insert(dataAccess)
    .values({ tenantId, deniedData })
    .onConflictDoUpdate({ target: dataAccess.tenantId, set: { deniedData } });
}

function toColumns({ name, description, effect, subject, operations, baseId, tableId, fieldIds, rows }: StoredPolicy) {
  return {
    name,
    description,
    effect,
    subjectKind: subject.kind,
    subjectId: subject.id,
    operations: [...operations],
    baseId,
    tableId,
    fieldIds: fieldIds === null ? null : [...fieldIds],
    rows,
  };
}

function toPolicy(row: typeof dataPolicies.$inferSelect): StoredPolicy {
  const { tenantId: _tenantId, subjectKind, subjectId, ...policy } = row;
  return { ...policy, subject: { kind: subjectKind, id: subjectId } };
}

function isOne(tenantId: TenantId, id: DataPolicyId) {
  return and(eq(dataPolicies.tenantId, tenantId), eq(dataPolicies.id, id));
}
