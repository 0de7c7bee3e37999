import { and, asc, count, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { secrets } from "./tables.ts";

/** What is told of a secret. */
export interface SecretInfo {
  readonly name: string;
  readonly updatedAt: Date;
}

export interface StoredSecret {
  readonly id: string;
  readonly name: string;
  readonly sealed: string;
}

/** Makes changes of one tenant's secrets wait for each other, until the transaction ends. */
export async function lockSecrets(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`workflow.secret ${tenantId}`}::text, 0))`,
  );
}

export async function countSecrets(db: Database, tenantId: TenantId): Promise<number> {
  const [row] = await db.select({ count: count() }).from(secrets).where(eq(secrets.tenantId, tenantId));
  return row?.count ?? 0;
}

/** All of a tenant's, by name. */
export async function listSecrets(db: Database, tenantId: TenantId): Promise<SecretInfo[]> {
  return db
    .select({ name: secrets.name, updatedAt: secrets.updatedAt })
    .from(secrets)
    .where(eq(secrets.tenantId, tenantId))
    .orderBy(asc(secrets.name));
}

/** A tenant's secrets of these names, as far as there are any. */
export async function findSecrets(db: Database, tenantId: TenantId, names: readonly string[]): Promise<StoredSecret[]> {
  return db
    .select({ id: secrets.id, name: secrets.name, sealed: secrets.sealed })
    .from(secrets)
    .where(and(eq(secrets.tenantId, tenantId), inArray(secrets.name, [...names])));
}

/** Stores a secret in the place of the one that has its name, if there is one. */
export async function putSecret(
  db: Database,
  tenantId: TenantId,
  secret: StoredSecret & Pick<SecretInfo, "updatedAt">,
): Promise<void> {
  const { id, sealed, updatedAt } = secret;
  await db
    .insert(secrets)
    .values({ ...secret, tenantId })
    .onConflictDoUpdate({ target: [secrets.tenantId, secrets.name], set: { id, sealed, updatedAt } });
}

/** @returns whether there was one of this name */
export async function deleteSecret(db: Database, tenantId: TenantId, name: string): Promise<boolean> {
  const rows = await db
    .delete(secrets)
    .where(and(eq(secrets.tenantId, tenantId), eq(secrets.name, name)))
    .returning({ id: secrets.id });
  return rows.length > 0;
}
