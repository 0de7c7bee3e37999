import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { LimitParts } from "../abuse/limits.ts";
import type { Outbox } from "../mail/outbox.ts";
import type { InvitationModel } from "../models.ts";
import { endInvitation, findOpenInvitation, insertInvitation, surveyInvitations } from "../store/invitations.ts";
import { isAddressOfMember } from "../store/members.ts";
import { findMembers } from "../store/people.ts";
import { changeTenant, type TenantChange, type TenantParts } from "./change-tenant.ts";
import { findRole, mustFindRole } from "./find-role.ts";
import { mustHold } from "./must-hold.ts";

const invitationDays = 7;
const mostOpen = 500;
/** Nobody's mailbox is filled by asking again and again. */
const pauseMs = 60_000;

const input = z.object({
  email: z
    .email("must be an email address")
    .max(254, "must have at most 254 characters")
    .transform((email) => email.toLowerCase()),
  roleId: z.string(),
});

/**
 * Invites somebody by mail. An open invitation of the same address is replaced: its link is worth nothing any more.
 * @throws AirgraphError BAD_USER_INPUT; NOT_FOUND for an unknown role; FORBIDDEN when the caller lacks a scope of the role, or
 *   of the one that was offered before; CONFLICT for the address of a member, and for the 501st open invitation;
 *   RATE_LIMITED when the address was invited less than a minute ago, or ten times within an hour by whatever tenants
 */
export async function inviteMember(
  parts: TenantParts & LimitParts & { readonly outbox: Outbox },
  actor: Actor,
  given: { email: string; roleId: string },
): Promise<InvitationModel> {
  const { email, roleId } = parseInput(input, given);
  // Counted for whom it would be mailed to, by whichever tenants.
  await parts.limits.take("inviteMember", { source: parts.source, account: email });
  const about = { action: "invitation.created", needs: "members:write" } as const;
  const invitation = await changeTenant(parts, actor, about, async (change) => {
    const { transaction, tenant, now, held } = change;
    const role = await mustFindRole(transaction, tenant.id, roleId);
    mustHold(held, role.scopes, `The role ${role.name}`);
    if (await isAddressOfMember(transaction, tenant.id, email))
      throw new AirgraphError("CONFLICT", "This is the address of a member.", { field: "email" });
    await makeRoom(change, email);
    const fresh: InvitationModel = {
      tenantId: tenant.id,
      id: randomUUID(),
      email,
      roleId: role.id,
      invitedBy: actor.kind === "person" ? actor.userId : null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
    };
    await insertInvitation(transaction, fresh);
    const [inviter] = actor.kind === "person" ? await findMembers(transaction, tenant.id, [actor.userId]) : [];
    await parts.outbox.put(transaction, {
      kind: "accept_invitation",
      to: email,
      tenantId: tenant.id,
      tenantName: tenant.name,
      invitationId: fresh.id,
      ...(inviter === undefined ? {} : { invitedBy: inviter.username }),
      expiresAt: fresh.expiresAt.toISOString(),
    });
    return { answer: fresh, told: invitationTold(fresh) };
  });
  parts.outbox.wake();
  return invitation;
}

/** Ends the address's open invitation, and refuses one too many. */
async function makeRoom({ transaction, tenant, now, held }: TenantChange, email: string): Promise<void> {
  const { open, lastToAddress } = await surveyInvitations(transaction, tenant.id, { email, now });
  const sinceLast = lastToAddress === null ? pauseMs : now.getTime() - lastToAddress.getTime();
  if (sinceLast < pauseMs)
    throw new AirgraphError("RATE_LIMITED", "This address was invited a moment ago; wait a minute.", {
      retryAfterMs: pauseMs - sinceLast,
    });
  const former = await findOpenInvitation(transaction, tenant.id, { email });
  if (former !== undefined) {
    const { name, scopes } = await findRole(transaction, tenant.id, former.roleId);
    mustHold(held, scopes, `The invitation as ${name} that this would replace`);
    await endInvitation(transaction, former, "revoked", now);
  } else if (open >= mostOpen) {
    throw new AirgraphError("CONFLICT", `${mostOpen} invitations wait to be accepted, which is the most.`);
  }
}

/** What the audit log tells of an invitation. */
export function invitationTold({ id, email, roleId }: Pick<InvitationModel, "id" | "email" | "roleId">) {
  return { target: { kind: "invitation", id }, details: { email, role: roleId } };
}
