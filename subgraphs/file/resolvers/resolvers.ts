import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { AirtableRecord } from "./airtable-record.ts";
import { File } from "./file.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { WorkflowRun } from "./workflow-run.ts";

export const resolvers: Resolvers = {
  DateTime,
  AirtableRecord,
  File,
  Mutation,
  Query,
  WorkflowRun,
};
