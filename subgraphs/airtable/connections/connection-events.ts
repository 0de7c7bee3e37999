import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { ConnectionId } from "../ids.ts";
import type { StoredConnection } from "../store/connections.ts";

/** What happens to a tenant's connections. */
type ConnectionEvent =
  | "airtable.connected"
  | "airtable.credentialsReplaced"
  | "airtable.revoked"
  | "airtable.reinstated"
  | "airtable.disconnected";

/** A connection as the audit log names it. */
export function connectionTarget(id: ConnectionId): { kind: string; id: string } {
  return { kind: "airtable_connection", id };
}

/** Tells the tenant's stream `airtable-connections`, inside the transaction that makes it happen. */
export async function tellOfConnection(
  transaction: Database,
  { tenantId, id }: Pick<StoredConnection, "tenantId" | "id">,
  type: ConnectionEvent,
): Promise<void> {
  await appendEvents(transaction, tenantId, "airtable-connections", [{ type, data: { connectionId: id } }]);
}
