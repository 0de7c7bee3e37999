import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { connectionId } from "../ids.ts";
import { findConnection, type StoredConnection } from "../store/connections.ts";

/**
 * A tenant's connection by what a client calls its id.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's connection and for none at all
 */
export async function findOwnConnection(db: Database, tenantId: TenantId, id: string): Promise<StoredConnection> {
  const parsed = connectionId.safeParse(id);
  const found = parsed.success ? await findConnection(db, tenantId, parsed.data) : undefined;
  if (found === undefined) throw noSuchConnection(id);
  return found;
}

export function noSuchConnection(id: string): AirgraphError {
  return new AirgraphError("NOT_FOUND", `There is no connection ${JSON.stringify(id)} among the tenant's connections.`);
}
