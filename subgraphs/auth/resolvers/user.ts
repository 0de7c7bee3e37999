import type { Caller } from "../../../kernel/identity/caller.ts";
import { describeRole } from "../describe-role.ts";
import type { UserResolvers } from "../generated/resolver-types.ts";
import type { UserModel } from "../models.ts";

export const User: UserResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.member.load(id),
  role: async ({ membership }, _args, { loaders }) =>
    membership === null ? null : describeRole(membership.roleId, await loaders.ownRoles.load(membership.tenant.id)),
  tenant: ({ membership }) => membership?.tenant ?? null,
  email: (user, _args, { caller }) => (isOneself(user, caller) || mayManage(caller) ? user.email : null),
  hasSecondFactor: async (user, _args, { caller, loaders }) =>
    isOneself(user, caller) || mayManage(caller) ? loaders.hasSecondFactor.load(user.id) : null,
  deletionDueAt: (user, _args, { caller }) => (isOneself(user, caller) ? user.deletionDueAt : null),
};

/** Whoever is not signed in gets to a person only by signing in as them. */
function isOneself({ id }: UserModel, caller: Caller): boolean {
  return caller.kind === "anonymous" || ("userId" in caller && caller.userId === id);
}

function mayManage(caller: Caller): boolean {
  return (caller.kind === "person" || caller.kind === "machine") && caller.scopes.includes("members:write");
}
