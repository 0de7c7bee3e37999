import { allow } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("runs:read");
const mayStart = hasScope("runs:start");
const mayControl = hasScope("runs:control");
const mayDecide = hasScope("approvals:decide");
const mayWriteWorkflows = hasScope("workflows:write");

export const permissions = shield({
  Query: { run: mayRead, runs: mayRead, pendingApprovals: mayDecide, workflowSecrets: mayWriteWorkflows },
  Mutation: {
    startRun: mayStart,
    replayRun: mayStart,
    cancelRun: mayControl,
    pauseRun: mayControl,
    resumeRun: mayControl,
    retryRun: mayControl,
    sendRunEvent: mayControl,
    decideApproval: mayDecide,
    receiveHook: isService,
    setWorkflowSecret: mayWriteWorkflows,
    deleteWorkflowSecret: mayWriteWorkflows,
  },
  // Guards `subscribe`, as long as the field has no `resolve` of its own: graphql-middleware wraps only one of the two.
  Subscription: { runUpdated: mayRead, runsUpdated: mayRead, approvalsPending: mayDecide },
  HookAnswer: allow,
  RunPayload: allow,
  SendRunEventPayload: allow,
  DecideApprovalPayload: allow,
  // `_entities` leads to these. An `id` tells nobody more than they knew.
  WorkflowRun: mayRead,
  WorkflowSecret: mayWriteWorkflows,
  AirtableRecord: { id: allow, workflowRuns: mayRead },
  // Reached only through the types above.
  WorkflowRunConnection: allow,
  DeleteWorkflowSecretPayload: allow,
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
