import type { WorkflowRunResolvers } from "../generated/resolver-types.ts";

export const WorkflowRun: WorkflowRunResolvers = {
  airtableCalls: async ({ id }, _args, { loaders }) => loaders.callsOfRun.load(id),
};
