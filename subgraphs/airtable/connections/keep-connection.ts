import { randomUUID } from "node:crypto";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { type Seal, SealError } from "../../../kernel/secrets/seal.ts";
import { type ConnectionId, connectionId } from "../ids.ts";
import type { ConnectionModel } from "../models.ts";
import {
  type Findings,
  insertConnection,
  listConnections,
  lockConnections,
  replaceCredentials,
  type StoredConnection,
} from "../store/connections.ts";
import { connectionTarget, tellOfConnection } from "./connection-events.ts";
import { type Credentials, openCredentials, sealCredentials, tokenOf } from "./credentials.ts";
import { findOwnConnection } from "./find-own-connection.ts";
import { describe } from "./list-connections.ts";

/** Each is asked for its bases, so a tenant can't have any number of them. */
export const maximumConnections = 20;

/**
 * Stores credentials that have proved to work. They become a connection of their own, also next to another one of the
 * same Airtable user, because two tokens may have been granted different things. They replace those of `replaced`,
 * whoever's those were; or of the connection that has this very token already, so that connecting twice is like once.
 * @throws AirgraphError NOT_FOUND when `replaced` is gone; CONFLICT when the tenant has as many as it may
 */
export async function keepConnection(
  { db, seal, audit }: { db: Database; seal: Seal; audit: Audit },
  given: {
    tenantId: TenantId;
    credentials: Credentials;
    findings: Findings;
    connectedAt: Date;
    name: string | undefined;
    replaced: ConnectionId | undefined;
  },
): Promise<ConnectionModel> {
  const { tenantId, credentials, findings, connectedAt, name } = given;
  return db.transaction(async (transaction) => {
    await lockConnections(transaction, tenantId);
    const existing = await listConnections(transaction, tenantId);
    const replaced =
      given.replaced === undefined
        ? existing.find((stored) => hasToken(seal, stored, tokenOf(credentials)))
        : await findOwnConnection(transaction, tenantId, given.replaced);

    const id = replaced?.id ?? connectionId.parse(randomUUID());
    const sealedCredentials = sealCredentials(seal, { tenantId, id }, credentials);
    const stored = { ...findings, method: credentials.method, sealedCredentials, connectedAt };
    if (replaced !== undefined) {
      await replaceCredentials(transaction, { tenantId, id }, stored, name);
      await tellOfConnection(transaction, { tenantId, id }, "airtable.credentialsReplaced");
    } else {
      if (existing.length >= maximumConnections) throw tooMany();
      const ownName = name ?? findings.email ?? findings.airtableUserId;
      await insertConnection(transaction, { tenantId, id, name: ownName }, stored);
      await tellOfConnection(transaction, { tenantId, id }, "airtable.connected");
    }
    const described = describe(await findOwnConnection(transaction, tenantId, id));
    await audit(transaction, {
      action: replaced === undefined ? "airtable_connection.created" : "airtable_connection.credentials_replaced",
      target: connectionTarget(id),
      result: "SUCCEEDED",
      details: { method: credentials.method, airtableUserId: findings.airtableUserId, name: described.name },
    });
    return described;
  });
}

function hasToken(seal: Seal, stored: StoredConnection, token: string): boolean {
  try {
    return tokenOf(openCredentials(seal, stored)) === token;
  } catch (error) {
    // A connection whose key is lost must not hinder the one that is to take its place.
    if (error instanceof SealError) return false;
    throw error;
  }
}

function tooMany(): AirgraphError {
  return new AirgraphError(
    "CONFLICT",
    `A tenant has at most ${maximumConnections} connections to Airtable: disconnect one, or replace its token with connectionId.`,
  );
}
