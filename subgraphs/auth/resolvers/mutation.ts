import type { MutationResolvers } from "../generated/resolver-types.ts";
import { signIn } from "../sign-in.ts";
import { accountMutations } from "./account-mutations.ts";
import { apiKeyMutations } from "./api-key-mutations.ts";
import { externalSignInMutations } from "./external-sign-in-mutations.ts";
import { secondFactorMutations } from "./second-factor-mutations.ts";
import { sessionStores } from "./session-stores.ts";
import { tenantMutations } from "./tenant-mutations.ts";

export const Mutation: MutationResolvers = {
  ...accountMutations,
  ...secondFactorMutations,
  ...externalSignInMutations,
  ...tenantMutations,
  ...apiKeyMutations,
  signIn: async (_parent, { input }, context) =>
    signIn(context, { ...input, store: sessionStores[input.store ?? "CLIENT"] }),
};
