import { allow } from "graphql-shield";
import { hasScope, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("runs:read");

export const permissions = shield({
  Query: { run: mayRead, runs: mayRead },
  Mutation: { startRun: hasScope("runs:start") },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { runUpdated: mayRead },
  StartRunPayload: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  WorkflowRun: mayRead,
  AirtableRecord: { id: allow, workflowRuns: mayRead },
  // Reached only through the types above.
  WorkflowRunConnection: allow,
  RunStep: allow,
  RunError: allow,
  RunUpdate: allow,
  PageInfo: allow,
  User: allow,
});
