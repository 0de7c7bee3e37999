import type { Database } from "../../../kernel/database/database.ts";
import { type CredentialsKey, revokeConnection } from "../store/connections.ts";
import { tellOfConnection } from "./connection-events.ts";

/** Notes that Airtable refuses a connection's credentials; told once, and not when they were replaced meanwhile. */
export async function markRevoked(db: Database, key: CredentialsKey): Promise<void> {
  await db.transaction(async (transaction) => {
    if (await revokeConnection(transaction, key)) await tellOfConnection(transaction, key, "airtable.revoked");
  });
}
