import type { QueryResolvers } from "../generated/resolver-types.ts";

export const Query: QueryResolvers = {
  me: async (_parent, _args, { caller, loaders }) =>
    caller.kind === "person" ? loaders.member.load(caller.userId) : null,
  accessTokenKeys: (_parent, _args, { accessTokens }) => [...accessTokens.keys],
};
