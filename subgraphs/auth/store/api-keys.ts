import { and, count, desc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { apiKeyId, type TenantId, userId } from "../../../kernel/identity/ids.ts";
import type { ApiKeyModel } from "../models.ts";
import { apiKeys } from "./tables.ts";

/** Keys that have not been revoked, newest first. */
export async function listApiKeys(db: Database, tenantId: TenantId): Promise<ApiKeyModel[]> {
  const rows = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id));
  return rows.map(toApiKey);
}

/** Of keys that have not been revoked. */
export async function countApiKeys(db: Database, tenantId: TenantId): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt)));
  return row?.count ?? 0;
}

/** A key, revoked or not, and the hash of its secret. */
export async function findApiKey(
  db: Database,
  tenantId: TenantId,
  id: string,
): Promise<{ readonly apiKey: ApiKeyModel; readonly hash: string } | undefined> {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id)));
  return row === undefined ? undefined : { apiKey: toApiKey(row), hash: row.hash };
}

export async function insertApiKey(
  transaction: Database,
  tenantId: TenantId,
  { formerSecretExpiresAt, scopes, ...apiKey }: ApiKeyModel,
  hash: string,
): Promise<void> {
  await transaction
    .insert(apiKeys)
    .values({ ...apiKey, tenantId, scopes: [...scopes], formerExpiresAt: formerSecretExpiresAt, hash });
}

/** Gives a key another secret. */
export async function setApiKeySecret(
  transaction: Database,
  tenantId: TenantId,
  id: string,
  secret: {
    readonly hash: string;
    readonly prefix: string;
    readonly formerHash: string | null;
    readonly formerExpiresAt: Date | null;
  },
): Promise<void> {
  await transaction
    .update(apiKeys)
    .set(secret)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id)));
}

export async function markRevoked(transaction: Database, tenantId: TenantId, id: string, now: Date): Promise<void> {
  await transaction
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id)));
}

/** For keys whose use has just been seen, of whatever tenants. @param minute whole */
export async function markUsed(db: Database, ids: readonly string[], minute: Date): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: minute })
    .where(and(inArray(apiKeys.id, [...ids]), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, minute))));
}

function toApiKey(row: typeof apiKeys.$inferSelect): ApiKeyModel {
  const { name, scopes, prefix, createdAt, expiresAt, lastUsedAt, formerExpiresAt, revokedAt } = row;
  return {
    id: apiKeyId.parse(row.id),
    name,
    scopes,
    prefix,
    createdBy: row.createdBy === null ? null : userId.parse(row.createdBy),
    createdAt,
    expiresAt,
    lastUsedAt,
    formerSecretExpiresAt: formerExpiresAt,
    revokedAt,
  };
}
