import { allow } from "graphql-shield";
import { actsInTenant, hasScope, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("runs:read");

export const permissions = shield({
  Query: { run: mayRead, runs: mayRead },
  Mutation: { startRun: hasScope("runs:start") },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { runUpdated: mayRead },
  StartRunPayload: actsInTenant,
  WorkflowRun: mayRead,
  WorkflowRunConnection: mayRead,
  AirtableRecord: mayRead,
  // Reached only through the types above.
  RunStep: allow,
  RunError: allow,
  RunUpdate: allow,
  PageInfo: allow,
  User: allow,
});
