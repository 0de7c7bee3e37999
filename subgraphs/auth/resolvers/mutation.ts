import type { MutationResolvers } from "../generated/resolver-types.ts";
import { signUp } from "../sign-up.ts";
import { verifyEmail } from "../verify-email.ts";
import { externalSignInMutations } from "./external-sign-in-mutations.ts";
import { secondFactorMutations } from "./second-factor-mutations.ts";
import { sessionMutations } from "./session-mutations.ts";
import { sessionStore } from "./session-store.ts";

export const Mutation: MutationResolvers = {
  ...sessionMutations,
  ...secondFactorMutations,
  ...externalSignInMutations,
  signUp: async (_parent, { input }, context) => signUp(context, input),
  verifyEmail: async (_parent, { input }, context) =>
    verifyEmail(context, { ...input, store: sessionStore(input.store, context.source) }),
};
