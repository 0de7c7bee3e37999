import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { deleteSecret as deleteStored } from "../store/secrets.ts";
import { targetOf } from "./set-secret.ts";

/**
 * Deletes a secret. Steps that need it fail from now on.
 * @returns its name
 * @throws AirgraphError NOT_FOUND when there is none of this name
 */
export async function deleteSecret(
  { db, audit }: { db: Database; audit: Audit },
  tenantId: TenantId,
  name: string,
): Promise<string> {
  return db.transaction(async (transaction) => {
    if (!(await deleteStored(transaction, tenantId, name)))
      throw new AirgraphError("NOT_FOUND", `There is no secret ${JSON.stringify(name)}.`, { field: "name" });
    await audit(transaction, { action: "workflow_secret.deleted", target: targetOf(name), result: "SUCCEEDED" });
    return name;
  });
}
