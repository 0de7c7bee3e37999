import { allow, and } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";
import { sagaPermissions } from "./saga-permissions.ts";

const mayRead = hasScope("runs:read");
const mayStart = hasScope("runs:start");
const mayControl = hasScope("runs:control");
const mayDecide = hasScope("approvals:decide");
const mayReadWorkflows = hasScope("workflows:read");
const mayWriteWorkflows = hasScope("workflows:write");

const { Query: _query, Mutation: _mutation, Subscription: _subscription, ...sagaTypes } = sagaPermissions;

export const permissions = shield({
  ...sagaTypes,
  Query: {
    run: mayRead,
    runs: mayRead,
    pendingApprovals: mayDecide,
    workflow: mayReadWorkflows,
    workflows: mayReadWorkflows,
    checkWorkflow: mayReadWorkflows,
    dryRunWorkflow: and(mayReadWorkflows, mayStart),
    workflowSecrets: mayWriteWorkflows,
    ...sagaPermissions.Query,
  },
  Mutation: {
    startRun: mayStart,
    replayRun: mayStart,
    cancelRun: mayControl,
    pauseRun: mayControl,
    resumeRun: mayControl,
    retryRun: mayControl,
    sendRunEvent: mayControl,
    decideApproval: mayDecide,
    createWorkflow: mayWriteWorkflows,
    saveWorkflowDraft: mayWriteWorkflows,
    publishWorkflow: mayWriteWorkflows,
    renameWorkflow: mayWriteWorkflows,
    setWorkflowEnabled: mayWriteWorkflows,
    archiveWorkflow: mayWriteWorkflows,
    receiveHook: isService,
    setWorkflowSecret: mayWriteWorkflows,
    deleteWorkflowSecret: mayWriteWorkflows,
    ...sagaPermissions.Mutation,
  },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: {
    runUpdated: mayRead,
    runsUpdated: mayRead,
    approvalsPending: mayDecide,
    ...sagaPermissions.Subscription,
  },
  HookAnswer: allow,
  RunPayload: allow,
  SendRunEventPayload: allow,
  DecideApprovalPayload: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  WorkflowRun: mayRead,
  Workflow: mayReadWorkflows,
  WorkflowVersion: mayReadWorkflows,
  WorkflowTrigger: mayReadWorkflows,
  WorkflowSecret: mayWriteWorkflows,
  AirtableRecord: { id: allow, workflowRuns: mayRead },
  // Reached only through the types above.
  WorkflowRunConnection: allow,
  DeleteWorkflowSecretPayload: allow,
  WorkflowConnection: allow,
  WorkflowVersionConnection: allow,
  WorkflowPayload: allow,
  WorkflowProblem: allow,
  WorkflowDryRun: allow,
  DryRunStep: allow,
  RunStepConnection: allow,
  RunStep: allow,
  StepFailure: allow,
  ApprovalConnection: allow,
  ApprovalUpdate: allow,
  Approval: { "*": allow, run: mayRead },
  RunError: allow,
  RunUpdate: allow,
  PageInfo: allow,
  User: allow,
});
