import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RunId, TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionModel } from "../models.ts";
import { listConnections, type StoredConnection } from "../store/connections.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import { createConnectionToken, type TokenParts } from "./connection-token.ts";
import { describe } from "./list-connections.ts";

/** A connection, and the access to Airtable that it gives. */
export interface OpenConnection {
  readonly connection: ConnectionModel;
  readonly access: AirtableAccess;
}

/** Who asks, for how long. */
export interface Asker extends Pick<AirtableAccess, "requestId" | "signal" | "onTurn"> {
  readonly tenantId: TenantId;
  readonly runId?: RunId | undefined;
  /** By default what a person asks for goes before what a run does. */
  readonly priority?: AirtableAccess["priority"];
}

/**
 * A tenant's connections, oldest first, for one request. Revoked ones are among them: their bases are missed.
 * @throws AirgraphError NOT_FOUND when the tenant has none
 */
export async function openConnections(parts: TokenParts, asker: Asker): Promise<OpenConnection[]> {
  const stored = await listConnections(parts.db, asker.tenantId);
  if (stored.length === 0) {
    throw new AirgraphError(
      "NOT_FOUND",
      "This tenant is not connected to Airtable yet; an admin can do so with connectAirtable.",
    );
  }
  return stored.map((connection) => openConnection(parts, connection, asker));
}

export function openConnection(parts: TokenParts, stored: StoredConnection, asker: Asker): OpenConnection {
  const { requestId, runId, signal, onTurn } = asker;
  const { tenantId, id, generation, checkedAt, airtableUserId } = stored;
  return {
    connection: describe(stored),
    access: {
      tenantId,
      connectionId: id,
      // Read anew for each request, so that no process remembers what another one's check or replacement has outdated.
      cacheKey: `${id} ${generation} ${checkedAt.getTime()}`,
      airtableUserId,
      ...createConnectionToken(parts, stored),
      requestId,
      runId: runId ?? null,
      priority: asker.priority ?? (runId === undefined ? "interactive" : "workflow"),
      signal,
      onTurn,
    },
  };
}

/** Why nothing can be reached by a connection that Airtable has refused. */
export function revoked({ id, name }: ConnectionModel): AirgraphError {
  return new AirgraphError(
    "UPSTREAM_REJECTED",
    `Airtable refuses the token of the connection ${JSON.stringify(name)}, so what is reached by it is missing. An admin can give it a new token, or disconnect it.`,
    { connectionId: id },
  );
}
