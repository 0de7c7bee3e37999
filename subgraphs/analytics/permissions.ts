import { allow } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("usage:read");

export const permissions = shield({
  Query: { usage: mayRead },
  Mutation: { recordOperations: isService },
  // Reached through `usage` only.
  Usage: allow,
  // `_entities` leads to these. Keys tell nobody more than they knew.
  WorkflowRun: { id: allow, airtableCalls: mayRead },
  Base: { id: allow, airtableCalls: mayRead },
  AirtableRecord: { id: allow, createdTime: allow, activity: hasScope("data:read") },
  // Reached through `activity` only.
  RecordActivityConnection: allow,
  RecordActivity: allow,
  Collaborator: allow,
  PageInfo: allow,
});
