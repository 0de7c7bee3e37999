import { actorOf } from "../../../kernel/authorization/rules.ts";
import { builtInRoleModels } from "../describe-role.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { listApiKeys } from "../store/api-keys.ts";
import { listOpenInvitations } from "../store/invitations.ts";
import { listMembers } from "../tenants/list-members.ts";

export const tenantQueries: QueryResolvers = {
  members: async (_parent, { first, after }, context) => listMembers(context, actorOf(context), { first, after }),
  invitations: async (_parent, _args, context) =>
    listOpenInvitations(context.db, actorOf(context).tenantId, new Date(context.clock.now())),
  roles: async (_parent, _args, context) => [
    ...builtInRoleModels,
    ...(await context.loaders.ownRoles.load(actorOf(context).tenantId)),
  ],
  apiKeys: async (_parent, _args, context) => listApiKeys(context.db, actorOf(context).tenantId),
};
