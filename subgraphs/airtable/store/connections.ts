import { eq } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { connections } from "./tables.ts";

export interface StoredConnection {
  readonly sealedToken: string;
  readonly airtableUserId: string;
  readonly connectedAt: Date;
}

/** The tenant's connection to Airtable. */
export async function findConnection(db: Database, tenantId: TenantId): Promise<StoredConnection | undefined> {
  const { sealedToken, airtableUserId, connectedAt } = connections;
  const [row] = await db
    .select({ sealedToken, airtableUserId, connectedAt })
    .from(connections)
    .where(eq(connections.tenantId, tenantId));
  return row;
}

/** Stores the tenant's connection in place of an earlier one. */
export async function saveConnection(db: Database, tenantId: TenantId, connection: StoredConnection): Promise<void> {
  await db
    .insert(connections)
    .values({ tenantId, ...connection })
    .onConflictDoUpdate({ target: connections.tenantId, set: connection });
}
