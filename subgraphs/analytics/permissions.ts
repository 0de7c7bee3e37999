import { allow } from "graphql-shield";
import { isService, isSignedIn, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { usage: isSignedIn },
  Mutation: { recordOperations: isService },
  // Reached through `usage` only.
  Usage: allow,
  // `_entities` leads to these.
  WorkflowRun: isSignedIn,
  Base: isSignedIn,
});
