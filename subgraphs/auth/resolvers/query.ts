import { findStandings } from "../find-standings.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { findPerson } from "../store/people.ts";

export const Query: QueryResolvers = {
  me: async (_parent, _args, { caller, loaders, db }) => {
    if (caller.kind === "person") return loaders.member.load(caller.userId);
    return caller.kind === "account" ? ((await findPerson(db, caller.userId)) ?? null) : null;
  },
  accessTokenKeys: (_parent, _args, { accessTokens }) => [...accessTokens.keys],
  standings: async (_parent, { of }, context) => findStandings(context, of),
};
