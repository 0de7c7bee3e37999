import { actorOf } from "../../../kernel/authorization/rules.ts";
import { createApiKey } from "../api-keys/create-api-key.ts";
import { revokeApiKey } from "../api-keys/revoke-api-key.ts";
import { rotateApiKey } from "../api-keys/rotate-api-key.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";

export const apiKeyMutations: MutationResolvers = {
  createApiKey: async (_parent, { input }, context) => createApiKey(context, actorOf(context), input),
  rotateApiKey: async (_parent, { input }, context) =>
    rotateApiKey(context, actorOf(context), { ...input, overlapHours: input.overlapHours ?? 24 }),
  revokeApiKey: async (_parent, input, context) => revokeApiKey(context, actorOf(context), input),
};
