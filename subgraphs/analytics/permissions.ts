import { allow } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("usage:read");

export const permissions = shield({
  Query: { usage: mayRead },
  Mutation: { recordOperations: isService },
  // Reached through `usage` only.
  Usage: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  WorkflowRun: { id: allow, airtableCalls: mayRead },
  Base: { id: allow, airtableCalls: mayRead },
});
