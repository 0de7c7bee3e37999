import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { Act, Audit } from "../audit.ts";
import { listTenantsOf } from "../store/people.ts";

/**
 * Tells what somebody did to their own account to all tenants that they are a member of, as the last thing in the
 * transaction that does it.
 */
export async function auditAccount(
  audit: Audit,
  transaction: Database,
  personId: UserId,
  action: Act["action"],
): Promise<void> {
  const target = { kind: "person", id: personId };
  for (const tenantId of await tenantsInOrder(transaction, personId))
    await audit(transaction, tenantId, { action, target, result: "SUCCEEDED", by: personId });
}

/** In one order for everybody: whoever writes to several logs holds them until the transaction ends. */
export async function tenantsInOrder(transaction: Database, personId: UserId): Promise<TenantId[]> {
  return (await listTenantsOf(transaction, personId)).toSorted();
}
