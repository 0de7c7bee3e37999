import { describeRole } from "../describe-role.ts";
import type { Resolvers } from "../generated/resolver-types.ts";

type TenantTypes = Required<Pick<Resolvers, "Role" | "Invitation" | "ApiKey">>;

/** Fields of what belongs to a tenant that are looked up, all of one request at once. */
export const tenantTypes: TenantTypes = {
  Role: { scopes: ({ scopes }) => [...scopes] },
  Invitation: {
    role: async ({ tenantId, roleId }, _args, { loaders }) =>
      describeRole(roleId, await loaders.ownRoles.load(tenantId)),
    invitedBy: async ({ invitedBy }, _args, { loaders }) =>
      invitedBy === null ? null : loaders.member.load(invitedBy),
  },
  ApiKey: {
    scopes: ({ scopes }) => [...scopes],
    createdBy: async ({ createdBy }, _args, { loaders }) =>
      createdBy === null ? null : loaders.member.load(createdBy),
  },
};
