import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import type { UserModel } from "../models.ts";
import { setRoleOf } from "../store/members.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { mustFindMember, readMember } from "./find-member.ts";

/**
 * Makes another member an owner, and the owner who asks an admin.
 * @returns the new owner
 * @throws AirgraphError NOT_FOUND for an unknown member; BAD_USER_INPUT for oneself; FORBIDDEN for who is no owner (any more)
 */
export async function transferOwnership(
  parts: TenantParts,
  owner: Person,
  given: { userId: string },
): Promise<UserModel> {
  const target = { kind: "person", id: given.userId };
  const about = { action: "tenant.ownership_transferred", needs: "tenant:own", target } as const;
  return changeTenant(parts, owner, about, async ({ transaction, tenant }) => {
    const { userId } = await mustFindMember(transaction, tenant.id, given.userId);
    if (userId === owner.userId)
      throw new AirgraphError("BAD_USER_INPUT", "userId must be another member's.", { field: "userId" });
    await setRoleOf(transaction, tenant.id, { personId: userId, roleId: "owner" });
    await setRoleOf(transaction, tenant.id, { personId: owner.userId, roleId: "admin" });
    return { answer: await readMember(transaction, tenant.id, userId), told: { target } };
  });
}
