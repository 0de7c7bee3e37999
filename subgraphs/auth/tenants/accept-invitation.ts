import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import { tenantId as tenantIdSchema } from "../../../kernel/identity/ids.ts";
import { isBuiltInRole } from "../../../kernel/identity/scopes.ts";
import type { LimitParts } from "../abuse/limits.ts";
import { describeRole } from "../describe-role.ts";
import type { InvitationModel, MembershipModel, RoleModel } from "../models.ts";
import { hashSecretText } from "../secret-text.ts";
import { endInvitation, findOpenInvitation } from "../store/invitations.ts";
import { findMailToken, takeMailToken } from "../store/mail-tokens.ts";
import { findVerifiedAddress, insertMembership } from "../store/members.ts";
import { findOwnRole } from "../store/roles.ts";
import { lockTenant } from "../store/tenant-changes.ts";
import type { TenantParts } from "./change-tenant.ts";
import { invitationTold } from "./invite-member.ts";

const purpose = "accept_invitation";

/**
 * Makes the person signed in a member, by the token of a mail that went to their address. A token that leads nowhere is
 * not used up by that.
 * @throws AirgraphError BAD_USER_INPUT for a token that is unknown, expired, used, or of an invitation that was revoked or
 *   replaced; FORBIDDEN when the invitation went to another address; CONFLICT for who is a member already, and when the
 *   role has been deleted; RATE_LIMITED
 */
export async function acceptInvitation(
  { db, clock, audit, limits, source }: TenantParts & LimitParts,
  { userId }: Person | Account,
  given: { token: string },
): Promise<MembershipModel> {
  await limits.take("acceptInvitation", { source });
  const hash = hashSecretText(given.token);
  return db.transaction(async (transaction) => {
    const now = new Date(clock.now());
    const token = await findMailToken(transaction, { hash, purpose }, now);
    const { data: tenantId } = tenantIdSchema.safeParse(token?.tenantId);
    if (token === undefined || tenantId === undefined) throw worthless();
    if ((await findVerifiedAddress(transaction, userId)) !== token.email)
      throw new AirgraphError("FORBIDDEN", "This invitation went to another address than yours.");
    const tenant = await lockTenant(transaction, tenantId);
    // Behind the lock: somebody else may have used it meanwhile.
    const taken = await takeMailToken(transaction, { hash, purpose }, now);
    if (tenant === undefined || !taken?.invitationId) throw worthless();
    const invitation = await findOpenInvitation(transaction, tenantId, { id: taken.invitationId });
    if (invitation === undefined || invitation.expiresAt <= now) throw worthless();
    const role = await roleOf(transaction, invitation);
    if (!(await insertMembership(transaction, { tenantId, personId: userId, roleId: role.id, createdAt: now })))
      throw new AirgraphError("CONFLICT", "You are a member of this tenant already.");
    await endInvitation(transaction, invitation, "accepted", now);
    await audit(transaction, tenantId, {
      action: "invitation.accepted",
      result: "SUCCEEDED",
      ...invitationTold(invitation),
    });
    return { tenant, role, joinedAt: now };
  });
}

/** @throws AirgraphError CONFLICT when it was deleted */
async function roleOf(db: Database, { tenantId, roleId }: InvitationModel): Promise<RoleModel> {
  const role = isBuiltInRole(roleId) ? describeRole(roleId, []) : await findOwnRole(db, tenantId, roleId);
  if (role !== undefined) return role;
  throw new AirgraphError("CONFLICT", "The role that was offered has been deleted: ask for another invitation.");
}

function worthless(): AirgraphError {
  return new AirgraphError(
    "BAD_USER_INPUT",
    "The invitation is unknown, has expired, was revoked or was used before.",
    {
      field: "token",
    },
  );
}
