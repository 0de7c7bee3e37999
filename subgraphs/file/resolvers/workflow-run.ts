import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { WorkflowRunResolvers } from "../generated/resolver-types.ts";

export const WorkflowRun: WorkflowRunResolvers = {
  files: async ({ id }, args, { loaders }) => {
    const page = parsePage(args);
    return toConnection(await loaders.filesOfRun(page).load(id), page);
  },
};
