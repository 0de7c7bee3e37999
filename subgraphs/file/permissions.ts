import { allow } from "graphql-shield";
import { hasRole, isSignedIn, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { file: isSignedIn, files: isSignedIn },
  Mutation: { createFile: hasRole("editor") },
  CreateFilePayload: allow,
  // `_entities` leads to these.
  File: isSignedIn,
  WorkflowRun: isSignedIn,
  AirtableRecord: isSignedIn,
  User: isSignedIn,
  // Reached through guarded fields only.
  FileConnection: allow,
  PageInfo: allow,
});
