import { actorOf } from "../../../kernel/authorization/rules.ts";
import type { MutationResolvers } from "../generated/resolver-types.ts";
import { startRun } from "../start-run.ts";
import { secretMutations } from "./secrets.ts";

export const Mutation: MutationResolvers = {
  ...secretMutations,
  startRun: async (_parent, { input }, context) => ({ run: await startRun(context, actorOf(context), input) }),
};
