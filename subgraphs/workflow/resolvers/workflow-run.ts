import { parsePage, toConnection } from "../../../kernel/pagination/page.ts";
import type { AirtableRecordResolvers, WorkflowRunResolvers } from "../generated/resolver-types.ts";

export const WorkflowRun: WorkflowRunResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.run.load(id),
  steps: async ({ id }, _args, { loaders }) => [...(await loaders.steps.load(id))],
  startedBy: ({ startedBy }) => (startedBy.kind === "person" ? { id: startedBy.userId } : null),
  record: ({ recordId }) => ({ id: recordId }),
};

export const AirtableRecord: AirtableRecordResolvers = {
  workflowRuns: async ({ id }, args, { loaders }) => {
    const page = parsePage(args);
    return toConnection(await loaders.runsOfRecord(page).load(id), page);
  },
};
