import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { deletePolicy as deleteStored } from "../store/policies.ts";
import type { DataPolicyId } from "./data-policy.ts";
import { findOwnPolicy } from "./find-own-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { tellOfPolicies } from "./policy-stream.ts";

/**
 * Deletes a data policy.
 * @throws AirgraphError NOT_FOUND
 */
export async function deletePolicy(
  { db, policyBook, audit }: { db: Database; policyBook: PolicyBook; audit: Audit },
  tenantId: TenantId,
  given: string,
): Promise<{ id: DataPolicyId }> {
  const { id } = await db.transaction(async (transaction) => {
    const policy = await findOwnPolicy(transaction, tenantId, given);
    if (await deleteStored(transaction, tenantId, policy.id)) {
      await tellOfPolicies({ audit }, transaction, tenantId, { kind: "deleted", policy });
    }
    return policy;
  });
  policyBook.forget(tenantId);
  return { id };
}
