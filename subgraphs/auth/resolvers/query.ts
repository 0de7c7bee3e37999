import { signedInOf } from "../../../kernel/authorization/rules.ts";
import { findStandings } from "../find-standings.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { listExternalIdentities } from "../store/external-identities.ts";
import { findPerson } from "../store/people.ts";
import { auditQueries } from "./audit-log.ts";
import { sessionQueries } from "./session-queries.ts";
import { tenantQueries } from "./tenant-queries.ts";

export const Query: QueryResolvers = {
  ...sessionQueries,
  ...tenantQueries,
  ...auditQueries,
  me: async (_parent, _args, { caller, loaders, db }) => {
    if (caller.kind === "person") return loaders.member.load(caller.userId);
    return caller.kind === "account" ? ((await findPerson(db, caller.userId)) ?? null) : null;
  },
  externalIdentities: async (_parent, _args, context) => listExternalIdentities(context.db, signedInOf(context).userId),
  signInProviders: (_parent, _args, { identityProviders }) => [...identityProviders],
  accessTokenKeys: async (_parent, _args, { signingKeys }) => signingKeys.published(),
  standings: async (_parent, { of }, context) => findStandings(context, of),
};
