import type { MutationResolvers } from "../generated/resolver-types.ts";
import { signIn } from "../sign-in.ts";
import { accountMutations } from "./account-mutations.ts";
import { externalSignInMutations } from "./external-sign-in-mutations.ts";
import { secondFactorMutations } from "./second-factor-mutations.ts";
import { sessionStores } from "./session-stores.ts";

export const Mutation: MutationResolvers = {
  ...accountMutations,
  ...secondFactorMutations,
  ...externalSignInMutations,
  signIn: async (_parent, { input }, context) =>
    signIn(context, { ...input, store: sessionStores[input.store ?? "CLIENT"] }),
};
