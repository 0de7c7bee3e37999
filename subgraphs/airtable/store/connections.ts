import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionId } from "../ids.ts";
import type { ConnectionModel } from "../models.ts";
import { connections } from "./tables.ts";

export interface StoredConnection extends ConnectionModel {
  readonly tenantId: TenantId;
  readonly sealedCredentials: string;
  readonly generation: number;
}

/** What a check learns of credentials. */
export type Findings = Pick<ConnectionModel, "airtableUserId" | "email" | "scopes">;

/** Somebody's new credentials, and what was learnt of them at that moment. */
type GivenCredentials = Findings & Pick<StoredConnection, "method" | "sealedCredentials" | "connectedAt">;

/** A connection as long as its credentials are the same. */
export type CredentialsKey = Pick<StoredConnection, "tenantId" | "id" | "generation">;

const columns = {
  id: connections.id,
  tenantId: connections.tenantId,
  name: connections.name,
  method: connections.method,
  status: connections.status,
  sealedCredentials: connections.sealedCredentials,
  generation: connections.generation,
  airtableUserId: connections.airtableUserId,
  email: connections.email,
  scopes: connections.scopes,
  connectedAt: connections.connectedAt,
  checkedAt: connections.checkedAt,
};

/** All of a tenant, oldest first. */
export async function listConnections(db: Database, tenantId: TenantId): Promise<StoredConnection[]> {
  return db
    .select(columns)
    .from(connections)
    .where(eq(connections.tenantId, tenantId))
    .orderBy(asc(connections.createdAt), asc(connections.id));
}

export async function findConnection(
  db: Database,
  tenantId: TenantId,
  id: ConnectionId,
): Promise<StoredConnection | undefined> {
  const [row] = await db.select(columns).from(connections).where(isOne(tenantId, id));
  return row;
}

/** Makes changes of one tenant's set of connections wait for each other, until the transaction ends. */
export async function lockConnections(transaction: Database, tenantId: TenantId): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`airtable.connection ${tenantId}`}::text, 0))`,
  );
}

export async function insertConnection(
  db: Database,
  about: Pick<StoredConnection, "tenantId" | "id" | "name">,
  { scopes, ...given }: GivenCredentials,
): Promise<void> {
  await db.insert(connections).values({
    ...about,
    ...given,
    scopes: [...scopes],
    status: "ACTIVE",
    generation: 1,
    createdAt: given.connectedAt,
    checkedAt: given.connectedAt,
  });
}

/** Puts new credentials in the place of a connection's former ones. @param name undefined: stays as it is */
export async function replaceCredentials(
  db: Database,
  { tenantId, id }: Pick<StoredConnection, "tenantId" | "id">,
  { scopes, ...given }: GivenCredentials,
  name: string | undefined,
): Promise<void> {
  await db
    .update(connections)
    .set({
      ...given,
      ...(name === undefined ? {} : { name }),
      scopes: [...scopes],
      status: "ACTIVE",
      generation: nextGeneration,
      renewalUntil: null,
      checkedAt: given.connectedAt,
    })
    .where(isOne(tenantId, id));
}

/**
 * Stores what a check has found out.
 * @param findings undefined: Airtable refused the credentials
 * @returns false when somebody gave other credentials meanwhile, of which the check says nothing
 */
export async function saveCheck(
  db: Database,
  { tenantId, id, connectedAt }: StoredConnection,
  checkedAt: Date,
  findings: Findings | undefined,
): Promise<boolean> {
  const rows = await db
    .update(connections)
    .set(
      findings === undefined
        ? { checkedAt, status: "REVOKED" }
        : { ...findings, scopes: [...findings.scopes], checkedAt, status: "ACTIVE" },
    )
    .where(and(isOne(tenantId, id), eq(connections.connectedAt, connectedAt)))
    .returning({ id: connections.id });
  return rows.length > 0;
}

/** @returns whether there is such a connection */
export async function renameConnection(
  db: Database,
  tenantId: TenantId,
  id: ConnectionId,
  name: string,
): Promise<boolean> {
  const rows = await db.update(connections).set({ name }).where(isOne(tenantId, id)).returning({ id: connections.id });
  return rows.length > 0;
}

/** @returns whether there was such a connection */
export async function deleteConnection(db: Database, tenantId: TenantId, id: ConnectionId): Promise<boolean> {
  const rows = await db.delete(connections).where(isOne(tenantId, id)).returning({ id: connections.id });
  return rows.length > 0;
}

/** @returns false when it was known already, or the credentials are no longer these */
export async function revokeConnection(db: Database, key: CredentialsKey): Promise<boolean> {
  const rows = await db
    .update(connections)
    .set({ status: "REVOKED" })
    .where(and(isSame(key), eq(connections.status, "ACTIVE")))
    .returning({ id: connections.id });
  return rows.length > 0;
}

/**
 * Takes it upon this process to renew credentials, until `endRenewal` or `saveRenewed`, and `leaseMs` at most.
 * @returns false when another process is at it, or the credentials are no longer these
 */
export async function startRenewal(db: Database, key: CredentialsKey, leaseMs: number): Promise<boolean> {
  const isFree = or(isNull(connections.renewalUntil), lt(connections.renewalUntil, sql`now()`));
  const rows = await db
    .update(connections)
    .set({ renewalUntil: sql`now() + ${leaseMs} * interval '1 millisecond'` })
    .where(and(isSame(key), isFree))
    .returning({ id: connections.id });
  return rows.length > 0;
}

export async function endRenewal(db: Database, key: CredentialsKey): Promise<void> {
  await db.update(connections).set({ renewalUntil: null }).where(isSame(key));
}

/** Stores renewed credentials, unless somebody gave other ones meanwhile. */
export async function saveRenewed(db: Database, key: CredentialsKey, sealedCredentials: string): Promise<void> {
  await db
    .update(connections)
    .set({ sealedCredentials, generation: nextGeneration, renewalUntil: null })
    .where(isSame(key));
}

const nextGeneration = sql`${connections.generation} + 1`;

function isOne(tenantId: TenantId, id: ConnectionId) {
  return and(eq(connections.tenantId, tenantId), eq(connections.id, id));
}

function isSame({ tenantId, id, generation }: CredentialsKey) {
  return and(isOne(tenantId, id), eq(connections.generation, generation));
}
