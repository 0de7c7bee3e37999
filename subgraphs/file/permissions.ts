import { allow } from "graphql-shield";
import { hasScope, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("files:read");
const mayWrite = hasScope("files:write");

export const permissions = shield({
  Query: { file: mayRead, files: mayRead },
  Mutation: { createFile: mayWrite, deleteFile: mayWrite },
  CreateFilePayload: allow,
  DeleteFilePayload: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  File: mayRead,
  WorkflowRun: { id: allow, files: mayRead },
  AirtableRecord: { id: allow, files: mayRead },
  User: allow,
  // Reached through guarded fields only.
  FileConnection: allow,
  PageInfo: allow,
});
