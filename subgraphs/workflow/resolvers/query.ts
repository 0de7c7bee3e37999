import type { QueryResolvers } from "../generated/resolver-types.ts";
import { approvalQueries } from "./approvals.ts";
import { runQueries } from "./runs.ts";
import { sagaQueries } from "./sagas.ts";
import { secretQueries } from "./secrets.ts";
import { workflowQueries } from "./workflows.ts";

export const Query: QueryResolvers = {
  ...approvalQueries,
  ...runQueries,
  ...sagaQueries,
  ...secretQueries,
  ...workflowQueries,
};
