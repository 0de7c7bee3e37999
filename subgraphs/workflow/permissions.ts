import { allow } from "graphql-shield";
import { hasRole, isSignedIn, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { run: isSignedIn, runs: isSignedIn },
  Mutation: { startRun: hasRole("editor") },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { runUpdated: isSignedIn },
  StartRunPayload: isSignedIn,
  WorkflowRun: isSignedIn,
  WorkflowRunConnection: isSignedIn,
  AirtableRecord: isSignedIn,
  // Reached only through the types above.
  RunStep: allow,
  RunError: allow,
  RunUpdate: allow,
  PageInfo: allow,
  User: allow,
});
