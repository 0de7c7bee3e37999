import { GraphQLJSON } from "graphql-scalars";
import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { RunUpdate, Subscription } from "./subscription.ts";
import { AirtableRecord, WorkflowRun } from "./workflow-run.ts";

export const resolvers: Resolvers = {
  DateTime,
  JSON: GraphQLJSON,
  AirtableRecord,
  Mutation,
  Query,
  RunUpdate,
  Subscription,
  WorkflowRun,
};
