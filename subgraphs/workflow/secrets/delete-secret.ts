import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { deleteSecret as deleteStored } from "../store/secrets.ts";

/**
 * Deletes a secret. Steps that need it fail from now on.
 * @returns its name
 * @throws AirgraphError NOT_FOUND when there is none of this name
 */
export async function deleteSecret({ db }: { db: Database }, tenantId: TenantId, name: string): Promise<string> {
  if (!(await deleteStored(db, tenantId, name)))
    throw new AirgraphError("NOT_FOUND", `There is no secret ${JSON.stringify(name)}.`, { field: "name" });
  return name;
}
