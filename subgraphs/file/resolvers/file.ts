import type { FileResolvers } from "../generated/resolver-types.ts";
import { readContent } from "../read-content.ts";

export const File: FileResolvers = {
  __resolveReference: async ({ id }, { loaders }) => loaders.file.load(id),
  content: async (file, { encoding }, context) => readContent(context, file, encoding),
  createdBy: ({ createdBy }) => (createdBy === null ? null : { id: createdBy }),
  run: ({ runId }) => (runId === null ? null : { id: runId }),
  // Which type of record it is, only the subgraph that holds the records knows.
  record: ({ recordId }) => (recordId === null ? null : { id: recordId }),
};
