import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Person } from "../../kernel/identity/caller.ts";
import { connectionId } from "./ids.ts";
import type { Seal } from "./seal.ts";
import { findConnection } from "./store/connections.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";

/**
 * The access to Airtable of the caller's tenant.
 * @throws AirgraphError NOT_FOUND when the tenant has connected none
 */
export async function openConnection(
  { db, seal }: { db: Database; seal: Seal },
  { tenantId, runId }: Pick<Person, "tenantId" | "runId">,
  requestId: string,
  waits: Pick<AirtableAccess, "signal" | "onTurn">,
): Promise<AirtableAccess> {
  const connection = await findConnection(db, tenantId);
  if (connection === undefined) {
    throw new AirgraphError(
      "NOT_FOUND",
      "This tenant is not connected to Airtable yet; an admin can do so with connectAirtable.",
    );
  }
  const token = seal.open(tenantId, connection.sealedToken);
  return {
    ...waits,
    tenantId,
    connectionId: connectionId.parse(tenantId),
    cacheKey: `${tenantId} ${connection.connectedAt.getTime()}`,
    airtableUserId: connection.airtableUserId,
    token: async () => token,
    requestId,
    runId: runId ?? null,
    priority: runId === undefined ? "interactive" : "workflow",
  };
}
