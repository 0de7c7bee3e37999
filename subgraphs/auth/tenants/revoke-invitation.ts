import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { InvitationModel } from "../models.ts";
import { endInvitation, findOpenInvitation } from "../store/invitations.ts";
import { changeTenant, type TenantParts } from "./change-tenant.ts";
import { findRole } from "./find-role.ts";
import { invitationTold } from "./invite-member.ts";
import { mustHold } from "./must-hold.ts";

const invitationId = z.uuid();

/**
 * Takes an invitation back.
 * @throws AirgraphError NOT_FOUND, also for one that was accepted or revoked; FORBIDDEN when the caller lacks a scope of its role
 */
export async function revokeInvitation(
  parts: TenantParts,
  actor: Actor,
  given: { id: string },
): Promise<InvitationModel> {
  const target = { kind: "invitation", id: given.id };
  return changeTenant(
    parts,
    actor,
    { action: "invitation.revoked", needs: "members:write", target },
    async ({ transaction, tenant, now, held }) => {
      const { data: id } = invitationId.safeParse(given.id);
      const invitation = id === undefined ? undefined : await findOpenInvitation(transaction, tenant.id, { id });
      if (invitation === undefined)
        throw new AirgraphError("NOT_FOUND", "There is no such open invitation in this tenant.", { field: "id" });
      const { name, scopes } = await findRole(transaction, tenant.id, invitation.roleId);
      mustHold(held, scopes, `The invitation as ${name}`);
      await endInvitation(transaction, invitation, "revoked", now);
      return { answer: invitation, told: invitationTold(invitation) };
    },
  );
}
