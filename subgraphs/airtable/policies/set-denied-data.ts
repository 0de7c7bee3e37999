import type { Database } from "../../../kernel/database/database.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { saveDeniedData } from "../store/policies.ts";
import type { DeniedData } from "./data-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { appendPolicyChange } from "./policy-stream.ts";

/** Sets whether the tenant's callers are told of data that policies deny them. */
export async function setDeniedData(
  { db, policyBook }: { db: Database; policyBook: PolicyBook },
  actor: Actor,
  deniedData: DeniedData,
): Promise<{ deniedData: DeniedData }> {
  await db.transaction(async (transaction) => {
    await saveDeniedData(transaction, actor.tenantId, deniedData);
    await appendPolicyChange(transaction, actor, { type: "airtable.deniedDataSet", deniedData });
  });
  policyBook.forget(actor.tenantId);
  return { deniedData };
}
