import type { Database } from "../../kernel/database/database.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { connectionId } from "./ids.ts";
import type { ConnectionModel } from "./models.ts";
import { findConnection, type StoredConnection } from "./store/connections.ts";

/** What may be shown of the tenant's connections to Airtable. */
export async function listConnections({ db }: { db: Database }, tenantId: TenantId): Promise<ConnectionModel[]> {
  const connection = await findConnection(db, tenantId);
  return connection === undefined ? [] : [describe(tenantId, connection)];
}

export function describe(
  tenantId: TenantId,
  { airtableUserId, connectedAt }: Pick<StoredConnection, "airtableUserId" | "connectedAt">,
): ConnectionModel {
  return {
    id: connectionId.parse(tenantId),
    name: airtableUserId,
    method: "PERSONAL_ACCESS_TOKEN",
    status: "ACTIVE",
    airtableUserId,
    email: null,
    scopes: [],
    connectedAt,
    checkedAt: connectedAt,
  };
}
