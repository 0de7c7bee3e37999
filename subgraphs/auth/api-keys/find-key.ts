import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { apiKeyId, type TenantId } from "../../../kernel/identity/ids.ts";
import { findApiKey } from "../store/api-keys.ts";

/**
 * A key by an id that a client sent, revoked or not, and the hash of its secret.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's key and for none
 */
export async function mustFindKey(db: Database, tenantId: TenantId, given: string) {
  const { data: id } = apiKeyId.safeParse(given);
  const found = id === undefined ? undefined : await findApiKey(db, tenantId, id);
  if (found === undefined)
    throw new AirgraphError("NOT_FOUND", "There is no such API key in this tenant.", { field: "id" });
  return found;
}
