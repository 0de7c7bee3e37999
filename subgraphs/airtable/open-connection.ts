import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { paceOfOwner } from "./pace.ts";
import type { Seal } from "./seal.ts";
import { findConnection } from "./store/connections.ts";
import type { TenantAccess } from "./tenant-airtable.ts";

/**
 * The access to Airtable of the caller's tenant.
 * @throws AirgraphError NOT_FOUND when the tenant has connected none
 */
export async function openConnection(
  { db, seal }: { db: Database; seal: Seal },
  { tenantId, runId }: Pick<Person, "tenantId" | "runId">,
  requestId: string,
): Promise<TenantAccess> {
  const connection = await findConnection(db, tenantId);
  if (connection === undefined) {
    throw new AirgraphError(
      "NOT_FOUND",
      "This tenant is not connected to Airtable yet; an admin can do so with connectAirtable.",
    );
  }
  return {
    tenantId,
    token: seal.open(tenantId, connection.sealedToken),
    pace: paceOfOwner(connection.airtableUserId),
    requestId,
    runId: runId ?? null,
    cacheKey: `${tenantId} ${connection.connectedAt.getTime()}`,
  };
}
