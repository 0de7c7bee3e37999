import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { ConnectionId } from "../ids.ts";
import { deleteConnection } from "../store/connections.ts";
import { connectionTarget, tellOfConnection } from "./connection-events.ts";
import { findOwnConnection, noSuchConnection } from "./find-own-connection.ts";

/**
 * Forgets a connection and its credentials for good. At Airtable the token stays valid: only its owner can revoke it.
 * @throws AirgraphError NOT_FOUND
 */
export async function disconnectAirtable(
  { db, audit }: { db: Database; audit: Audit },
  tenantId: TenantId,
  given: string,
): Promise<{ id: ConnectionId }> {
  const { id, name } = await findOwnConnection(db, tenantId, given);
  await db.transaction(async (transaction) => {
    if (!(await deleteConnection(transaction, tenantId, id))) throw noSuchConnection(id);
    await tellOfConnection(transaction, { tenantId, id }, "airtable.disconnected");
    await audit(transaction, {
      action: "airtable_connection.deleted",
      target: connectionTarget(id),
      result: "SUCCEEDED",
      details: { name },
    });
  });
  return { id };
}
