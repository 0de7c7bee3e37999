import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { listPolicies } from "../store/policies.ts";
import type { StoredPolicy } from "./data-policy.ts";

/** A tenant's data policies, oldest first. */
export async function listDataPolicies({ db }: { db: Database }, tenantId: TenantId): Promise<StoredPolicy[]> {
  return listPolicies(db, tenantId);
}
