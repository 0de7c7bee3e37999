import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import { listTenantsOf } from "../store/people.ts";
import type { Act, Audit } from "./audit.ts";

/**
 * Tells the audit logs of all tenants that a person is a member of what happens to their account, as the last thing in
 * the transaction in which it does: how they sign in matters to each of them.
 */
export async function tellTenantsOf(transaction: Database, audit: Audit, personId: UserId, act: Act): Promise<void> {
  for (const tenantId of await listTenantsInOrder(transaction, personId)) await audit(transaction, tenantId, act);
}

/** The same of what somebody did to their own account, also where the request is nobody's: a link from a mail, for one. */
export async function tellOwnTenants(
  transaction: Database,
  audit: Audit,
  personId: UserId,
  action: Act["action"],
): Promise<void> {
  const target = { kind: "person", id: personId };
  await tellTenantsOf(transaction, audit, personId, { action, target, result: "SUCCEEDED", by: personId });
}

/** In one order for everybody: whoever writes to several logs holds them until the transaction ends. */
export async function listTenantsInOrder(transaction: Database, personId: UserId): Promise<TenantId[]> {
  return (await listTenantsOf(transaction, personId)).toSorted();
}
