import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { findDeniedData } from "../store/policies.ts";
import type { DeniedData } from "./data-policy.ts";

/** What a tenant has set about its data in general. */
export async function findDataAccess(
  { db }: { db: Database },
  tenantId: TenantId,
): Promise<{ deniedData: DeniedData }> {
  return { deniedData: await findDeniedData(db, tenantId) };
}
