import { GraphQLJSON, GraphQLJSONObject } from "graphql-scalars";
import { DateTime } from "../../../kernel/subgraph/date-time.ts";
import type { Resolvers } from "../generated/resolver-types.ts";
import { Approval } from "./approvals.ts";
import { Mutation } from "./mutation.ts";
import { Query } from "./query.ts";
import { sagaTypes } from "./sagas.ts";
import { Subscription } from "./subscription.ts";
import { AirtableRecord, RunStep, RunUpdate, StepFailure, WorkflowRun } from "./workflow-run.ts";
import { DryRunStep, Workflow, WorkflowDryRun, WorkflowTrigger, WorkflowVersion } from "./workflows.ts";

export const resolvers: Resolvers = {
  DateTime,
  JSON: GraphQLJSON,
  JSONObject: GraphQLJSONObject,
  AirtableRecord,
  Approval,
  DryRunStep,
  Mutation,
  Query,
  RunStep,
  RunUpdate,
  StepFailure,
  ...sagaTypes,
  Subscription,
  Workflow,
  WorkflowDryRun,
  WorkflowRun,
  WorkflowTrigger,
  WorkflowVersion,
};
