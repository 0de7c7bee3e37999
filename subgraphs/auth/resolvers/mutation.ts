import type { MutationResolvers } from "../generated/resolver-types.ts";
import { signIn } from "../sign-in.ts";
import { signUp } from "../sign-up.ts";
import { verifyEmail } from "../verify-email.ts";
import { apiKeyMutations } from "./api-key-mutations.ts";
import { externalSignInMutations } from "./external-sign-in-mutations.ts";
import { secondFactorMutations } from "./second-factor-mutations.ts";
import { sessionStores } from "./session-stores.ts";
import { tenantMutations } from "./tenant-mutations.ts";

export const Mutation: MutationResolvers = {
  ...secondFactorMutations,
  ...externalSignInMutations,
  ...tenantMutations,
  ...apiKeyMutations,
  signUp: async (_parent, { input }, context) => signUp(context, input),
  verifyEmail: async (_parent, { input }, context) =>
    verifyEmail(context, { ...input, store: sessionStores[input.store ?? "CLIENT"] }),
  signIn: async (_parent, { input }, context) =>
    signIn(context, { ...input, store: sessionStores[input.store ?? "CLIENT"] }),
};
