import type { Actor } from "../../../kernel/identity/caller.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { deleteMembership } from "../store/members.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { mustFindMember, mustNotBeLastOwner } from "./find-member.ts";
import { mustHold } from "./must-hold.ts";

/**
 * Removes a member, who loses the tenant within seconds wherever they are signed in. What they invited and created stays.
 * @throws AirgraphError NOT_FOUND for an unknown member; FORBIDDEN when the caller lacks a scope of the member's role;
 *   CONFLICT for the last owner
 */
export async function removeMember(
  parts: TenantParts,
  actor: Actor,
  given: { userId: string },
): Promise<{ userId: UserId }> {
  const target = { kind: "person", id: given.userId };
  const about = { action: "member.removed", needs: "members:write", target } as const;
  return changeTenant(parts, actor, about, async ({ transaction, tenant, held }) => {
    const { userId, role } = await mustFindMember(transaction, tenant.id, given.userId);
    mustHold(held, role.scopes, `The member's role, ${role.name},`);
    if (role.id === "owner") await mustNotBeLastOwner(transaction, tenant.id, userId);
    await deleteMembership(transaction, tenant.id, userId);
    return { answer: { userId }, told: { target, details: { role: role.id } } };
  });
}
