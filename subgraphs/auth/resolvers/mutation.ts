import type { MutationResolvers } from "../generated/resolver-types.ts";
import { accountMutations } from "./account-mutations.ts";
import { apiKeyMutations } from "./api-key-mutations.ts";
import { externalSignInMutations } from "./external-sign-in-mutations.ts";
import { secondFactorMutations } from "./second-factor-mutations.ts";
import { sessionMutations } from "./session-mutations.ts";
import { tenantMutations } from "./tenant-mutations.ts";

export const Mutation: MutationResolvers = {
  ...accountMutations,
  ...sessionMutations,
  ...secondFactorMutations,
  ...externalSignInMutations,
  ...tenantMutations,
  ...apiKeyMutations,
};
