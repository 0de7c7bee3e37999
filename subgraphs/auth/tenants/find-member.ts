import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type TenantId, type UserId, userId as userIdSchema } from "../../../kernel/identity/ids.ts";
import type { RoleModel, UserModel } from "../models.ts";
import { findRoleIdOf, hasOtherOwner } from "../store/members.ts";
import { findMembers } from "../store/people.ts";
import { findRole } from "./find-role.ts";

/**
 * A member and their role, by an id that a client sent.
 * @throws AirgraphError NOT_FOUND, the same for who is a member elsewhere and for who does not exist
 */
export async function mustFindMember(
  db: Database,
  tenantId: TenantId,
  id: string,
): Promise<{ readonly userId: UserId; readonly role: RoleModel }> {
  const { data: userId } = userIdSchema.safeParse(id);
  const roleId = userId === undefined ? undefined : await findRoleIdOf(db, tenantId, userId);
  if (userId === undefined || roleId === undefined)
    throw new AirgraphError("NOT_FOUND", "There is no such member of this tenant.", { field: "userId" });
  return { userId, role: await findRole(db, tenantId, roleId) };
}

/** A member after a change. */
export async function readMember(db: Database, tenantId: TenantId, userId: UserId): Promise<UserModel> {
  const [member] = await findMembers(db, tenantId, [userId]);
  if (member === undefined) throw new Error("a member is gone in the transaction that changed them");
  return member;
}

/**
 * Somebody has to own the tenant. Called with the tenant locked, so that of two owners who go at once one stays.
 * @throws AirgraphError CONFLICT with the reason LAST_OWNER
 */
export async function mustNotBeLastOwner(db: Database, tenantId: TenantId, userId: UserId): Promise<void> {
  if (await hasOtherOwner(db, tenantId, userId)) return;
  throw new AirgraphError(
    "CONFLICT",
    "This is the tenant's last owner: make another member an owner first, by transferOwnership or changeMemberRole.",
    { reason: "LAST_OWNER" },
  );
}
