import { allow } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { usage: hasScope("usage:read") },
  Mutation: { recordOperations: isService },
  // Reached through `usage` only.
  Usage: allow,
  // `_entities` leads to these.
  WorkflowRun: hasScope("usage:read"),
  Base: hasScope("usage:read"),
});
