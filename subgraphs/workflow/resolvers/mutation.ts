import type { MutationResolvers } from "../generated/resolver-types.ts";
import { approvalMutations } from "./approvals.ts";
import { hookMutations } from "./hooks.ts";
import { runMutations } from "./runs.ts";
import { sagaMutations } from "./sagas.ts";
import { secretMutations } from "./secrets.ts";
import { workflowMutations } from "./workflows.ts";

export const Mutation: MutationResolvers = {
  ...approvalMutations,
  ...hookMutations,
  ...runMutations,
  ...sagaMutations,
  ...secretMutations,
  ...workflowMutations,
};
