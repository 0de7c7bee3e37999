import { actorOf, personOf, signedInOf } from "../../../kernel/authorization/rules.ts";
import type { Context } from "../context.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { acceptInvitation } from "../tenants/accept-invitation.ts";
import { changeMemberRole } from "../tenants/change-member-role.ts";
import { createRole } from "../tenants/create-role.ts";
import { createTenant } from "../tenants/create-tenant.ts";
import { deleteRole } from "../tenants/delete-role.ts";
import { inviteMember } from "../tenants/invite-member.ts";
import { leaveTenant } from "../tenants/leave-tenant.ts";
import { removeMember } from "../tenants/remove-member.ts";
import { renameTenant } from "../tenants/rename-tenant.ts";
import { revokeInvitation } from "../tenants/revoke-invitation.ts";
import { transferOwnership } from "../tenants/transfer-ownership.ts";
import { updateRole } from "../tenants/update-role.ts";

export const tenantMutations: MutationResolvers = {
  createTenant: async (_parent, input, context) => createTenant(context, signedInOf(context), input),
  renameTenant: async (_parent, input, context) => changed(context, renameTenant(context, actorOf(context), input)),
  leaveTenant: async (_parent, _args, context) => changed(context, leaveTenant(context, personOf(context))),
  inviteMember: async (_parent, { input }, context) => inviteMember(context, actorOf(context), input),
  revokeInvitation: async (_parent, input, context) => revokeInvitation(context, actorOf(context), input),
  acceptInvitation: async (_parent, input, context) =>
    changed(context, acceptInvitation(context, signedInOf(context), input)),
  changeMemberRole: async (_parent, { input }, context) =>
    changed(context, changeMemberRole(context, actorOf(context), input)),
  removeMember: async (_parent, input, context) => changed(context, removeMember(context, actorOf(context), input)),
  transferOwnership: async (_parent, input, context) =>
    changed(context, transferOwnership(context, personOf(context), input)),
  createRole: async (_parent, { input }, context) => changed(context, createRole(context, actorOf(context), input)),
  updateRole: async (_parent, { input }, context) => changed(context, updateRole(context, actorOf(context), input)),
  deleteRole: async (_parent, input, context) => changed(context, deleteRole(context, actorOf(context), input)),
};

/** The mutations of one operation share loaders: what the next one shows must not be what was before this one. */
async function changed<Answer>({ loaders }: Context, change: Promise<Answer>): Promise<Answer> {
  const answer = await change;
  loaders.member.clearAll();
  loaders.ownRoles.clearAll();
  return answer;
}
