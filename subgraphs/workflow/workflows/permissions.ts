import { allow, and } from "graphql-shield";
import { hasScope } from "../../../kernel/authorization/rules.ts";

const mayRead = hasScope("workflows:read");
const mayWrite = hasScope("workflows:write");

/** Who may do what with workflows and their versions, by type. */
export const workflowPermissions = {
  Query: {
    workflow: mayRead,
    workflows: mayRead,
    checkWorkflow: mayRead,
    dryRunWorkflow: and(mayRead, hasScope("runs:start")),
  },
  Mutation: {
    createWorkflow: mayWrite,
    saveWorkflowDraft: mayWrite,
    publishWorkflow: mayWrite,
    renameWorkflow: mayWrite,
    setWorkflowEnabled: mayWrite,
    archiveWorkflow: mayWrite,
  },
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  Workflow: mayRead,
  WorkflowVersion: mayRead,
  // Reached only through the types and fields above.
  WorkflowConnection: allow,
  WorkflowVersionConnection: allow,
  WorkflowPayload: allow,
  WorkflowProblem: allow,
  WorkflowDryRun: allow,
  DryRunStep: allow,
};
