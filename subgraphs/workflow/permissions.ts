import { allow } from "graphql-shield";
import { hasScope, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("runs:read");
const mayWriteWorkflows = hasScope("workflows:write");

export const permissions = shield({
  Query: { run: mayRead, runs: mayRead, workflowSecrets: mayWriteWorkflows },
  Mutation: {
    startRun: hasScope("runs:start"),
    setWorkflowSecret: mayWriteWorkflows,
    deleteWorkflowSecret: mayWriteWorkflows,
  },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { runUpdated: mayRead },
  StartRunPayload: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  WorkflowRun: mayRead,
  WorkflowSecret: mayWriteWorkflows,
  AirtableRecord: { id: allow, workflowRuns: mayRead },
  // Reached only through the types above.
  WorkflowRunConnection: allow,
  DeleteWorkflowSecretPayload: allow,
  RunStep: allow,
  RunError: allow,
  RunUpdate: allow,
  PageInfo: allow,
  User: allow,
});
