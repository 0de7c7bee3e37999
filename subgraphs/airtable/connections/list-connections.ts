import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionModel } from "../models.ts";
import { listConnections as listStored, type StoredConnection } from "../store/connections.ts";

/** What may be shown of a tenant's connections to Airtable, oldest first. */
export async function listConnections({ db }: { db: Database }, tenantId: TenantId): Promise<ConnectionModel[]> {
  return (await listStored(db, tenantId)).map(describe);
}

/** A connection without its credentials. */
export function describe(stored: StoredConnection): ConnectionModel {
  const { id, name, method, status, airtableUserId, email, scopes, connectedAt, checkedAt } = stored;
  return { id, name, method, status, airtableUserId, email, scopes, connectedAt, checkedAt };
}
