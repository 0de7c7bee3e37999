import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { AirtableRecord, RecordActivity } from "./airtable-record.ts";
import { Base } from "./base.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { WorkflowRun } from "./workflow-run.ts";

export const resolvers: Resolvers = { DateTime, AirtableRecord, Base, Mutation, Query, RecordActivity, WorkflowRun };
