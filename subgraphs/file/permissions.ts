import { allow } from "graphql-shield";
import { hasScope, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("files:read");

export const permissions = shield({
  Query: { file: mayRead, files: mayRead },
  Mutation: { createFile: hasScope("files:write") },
  CreateFilePayload: allow,
  // `_entities` leads to these.
  File: mayRead,
  WorkflowRun: mayRead,
  AirtableRecord: mayRead,
  User: mayRead,
  // Reached through guarded fields only.
  FileConnection: allow,
  PageInfo: allow,
});
