import type { Database } from "../../../kernel/database/database.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { deletePolicy as deleteStored } from "../store/policies.ts";
import type { DataPolicyId } from "./data-policy.ts";
import { findOwnPolicy } from "./find-own-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { appendPolicyChange } from "./policy-stream.ts";

/**
 * Deletes a data policy.
 * @throws AirgraphError NOT_FOUND
 */
export async function deletePolicy(
  { db, policyBook }: { db: Database; policyBook: PolicyBook },
  actor: Actor,
  given: string,
): Promise<{ id: DataPolicyId }> {
  const { tenantId } = actor;
  const { id } = await db.transaction(async (transaction) => {
    const policy = await findOwnPolicy(transaction, tenantId, given);
    if (await deleteStored(transaction, tenantId, policy.id)) {
      await appendPolicyChange(transaction, actor, { type: "airtable.dataPolicyDeleted", policyId: policy.id });
    }
    return policy;
  });
  policyBook.forget(tenantId);
  return { id };
}
