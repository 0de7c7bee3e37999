import type { Database } from "../../kernel/database/database.ts";
import type { TenantId } from "../../kernel/identity/ids.ts";
import { findConnection } from "./store/connections.ts";

/** What may be shown of the tenant's connection to Airtable; null before there is one. */
export async function describeConnection(
  { db }: { db: Database },
  tenantId: TenantId,
): Promise<{ airtableUserId: string; connectedAt: Date } | null> {
  const connection = await findConnection(db, tenantId);
  if (connection === undefined) return null;
  const { airtableUserId, connectedAt } = connection;
  return { airtableUserId, connectedAt };
}
