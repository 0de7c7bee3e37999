import type { Actor } from "../../../kernel/identity/caller.ts";
import type { UserModel } from "../models.ts";
import { setRoleOf } from "../store/members.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { mustFindMember, mustNotBeLastOwner, readMember } from "./find-member.ts";
import { mustFindRole } from "./find-role.ts";
import { mustHold } from "./must-hold.ts";

/**
 * Gives a member another role, which holds within seconds wherever they are signed in.
 * @throws AirgraphError NOT_FOUND for an unknown member or role; FORBIDDEN when the caller lacks a scope of either role;
 *   CONFLICT for the last owner
 */
export async function changeMemberRole(
  parts: TenantParts,
  actor: Actor,
  given: { userId: string; roleId: string },
): Promise<UserModel> {
  const target = { kind: "person", id: given.userId };
  const about = { action: "member.role_changed", needs: "members:write", target } as const;
  return changeTenant(parts, actor, about, async ({ transaction, tenant, held }) => {
    const { userId, role: former } = await mustFindMember(transaction, tenant.id, given.userId);
    const role = await mustFindRole(transaction, tenant.id, given.roleId);
    mustHold(held, former.scopes, `The member's role, ${former.name},`);
    mustHold(held, role.scopes, `The role ${role.name}`);
    if (former.id === "owner" && role.id !== "owner") await mustNotBeLastOwner(transaction, tenant.id, userId);
    await setRoleOf(transaction, tenant.id, { personId: userId, roleId: role.id });
    const answer = await readMember(transaction, tenant.id, userId);
    return { answer, told: { target, details: { formerRole: former.id, role: role.id } } };
  });
}
