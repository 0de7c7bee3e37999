import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import type { Act, Audit } from "../audit.ts";
import { listTenantsOf } from "../store/people.ts";

/**
 * Tells the audit logs of all tenants that a person is a member of what happens to their account, as the last thing in
 * the transaction in which it does: how they sign in matters to each of them.
 */
export async function tellTenantsOf(transaction: Database, audit: Audit, personId: UserId, act: Act): Promise<void> {
  // In the order of their ids, as all who write to several logs.
  for (const tenantId of (await listTenantsOf(transaction, personId)).sort()) await audit(transaction, tenantId, act);
}
