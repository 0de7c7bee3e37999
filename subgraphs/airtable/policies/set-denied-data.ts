import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { saveDeniedData } from "../store/policies.ts";
import type { DeniedData } from "./data-policy.ts";
import type { PolicyBook } from "./policy-book.ts";
import { tellOfPolicies } from "./policy-stream.ts";

/** Sets whether the tenant's callers are told of data that policies deny them. */
export async function setDeniedData(
  { db, policyBook, audit }: { db: Database; policyBook: PolicyBook; audit: Audit },
  tenantId: TenantId,
  deniedData: DeniedData,
): Promise<{ deniedData: DeniedData }> {
  await db.transaction(async (transaction) => {
    await saveDeniedData(transaction, tenantId, deniedData);
    await tellOfPolicies({ audit }, transaction, tenantId, { kind: "denied data", deniedData });
  });
  policyBook.forget(tenantId);
  return { deniedData };
}
