import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { findPolicy } from "../store/policies.ts";
import { dataPolicyId, type StoredPolicy } from "./data-policy.ts";

/**
 * A tenant's data policy by what a client calls its id.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's policy and for none at all
 */
export async function findOwnPolicy(db: Database, tenantId: TenantId, id: string): Promise<StoredPolicy> {
  const parsed = dataPolicyId.safeParse(id);
  const found = parsed.success ? await findPolicy(db, tenantId, parsed.data) : undefined;
  if (found !== undefined) return found;
  throw new AirgraphError("NOT_FOUND", `There is no data policy ${JSON.stringify(id)} among the tenant's policies.`);
}
