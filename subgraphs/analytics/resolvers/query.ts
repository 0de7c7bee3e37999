import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { QueryResolvers } from "../generated/resolver-types.ts";
import { readUsage } from "../read-usage.ts";

export const Query: QueryResolvers = {
  usage: async (_parent, { since }, context) => readUsage(context, actorOf(context).tenantId, { since }),
};
