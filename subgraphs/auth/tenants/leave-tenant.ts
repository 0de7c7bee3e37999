import type { Person } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { deleteMembership } from "../store/members.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { mustFindMember, mustNotBeLastOwner } from "./find-member.ts";

/**
 * Ends the person's membership of the tenant they act in. Their sessions go on, in none.
 * @throws AirgraphError CONFLICT for the last owner; FORBIDDEN for who has left already
 */
export async function leaveTenant(parts: TenantParts, person: Person): Promise<{ tenantId: TenantId }> {
  const target = { kind: "person", id: person.userId };
  return changeTenant(parts, person, { action: "member.left", target }, async ({ transaction, tenant }) => {
    const { userId, role } = await mustFindMember(transaction, tenant.id, person.userId);
    if (role.id === "owner") await mustNotBeLastOwner(transaction, tenant.id, userId);
    await deleteMembership(transaction, tenant.id, userId);
    return { answer: { tenantId: tenant.id }, told: { target, details: { role: role.id } } };
  });
}
