import type { Role } from "../../../kernel/identity/caller.ts";
import type { Role as RoleName, UserResolvers } from "../generated/resolver-types.ts";

const roleNames = { owner: "OWNER", admin: "ADMIN", editor: "EDITOR", viewer: "VIEWER" } as const satisfies Record<
  Role,
  RoleName
>;

export const User: UserResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.member.load(id),
  role: ({ role }) => roleNames[role],
  // Nobody but the person themself gets here without being signed in: it is the answer to their signing in.
  email: (member, _args, { caller }) => (caller.kind === "person" && caller.userId !== member.id ? null : member.email),
};
