import type { CodegenConfig } from "@graphql-codegen/cli";
import { clientScalars, typedClient } from "./scripts/typed-client.ts";
import { subgraphNames } from "./subgraphs/registry.ts";

const scalars = { ...clientScalars, DateTime: { input: "Date", output: "Date" } };

/** What a type's parent value is in a subgraph's resolvers, where it is not the GraphQL type itself. */
const mappers: Record<string, Record<string, string>> = {
  auth: {
    User: "../models.ts#UserModel",
    Role: "../models.ts#RoleModel",
    Membership: "../models.ts#MembershipModel",
    Invitation: "../models.ts#InvitationModel",
    ApiKey: "../models.ts#ApiKeyModel",
    AuditEntry: "../../../kernel/audit-log/audit-entry.ts#LoggedEntry",
    Session: "../store/sessions.ts#StoredSession",
    SignedIn: "../models.ts#SignedInModel",
    SignInResult: "../models.ts#SignInModel",
  },
  airtable: {
    Base: "../models.ts#BaseModel",
    Table: "../models.ts#TableModel",
    Field: "../models.ts#FieldModel",
    View: "../models.ts#ViewModel",
    AirtableConnection: "../models.ts#ConnectionModel",
    AirtableRecord: "../models.ts#RecordModel",
    UntypedRecord: "../models.ts#RecordModel",
    RecordConnection: "../models.ts#RecordPage",
    WriteRecordResult: "../writing/write-result.ts#WriteResult",
    Attachment: "../reading/attachments.ts#AttachmentModel",
    Comment: "../comments/comment.ts#CommentModel",
    CommentConnection: "../comments/read-comments.ts#CommentPage",
    RecordsChangedEvent: "../watching/change-events.ts#ChangeEvent",
    RecordChange: "../watching/change-events.ts#ChangedRecord",
    CreateRecordPayload: "../models.ts#RecordModel",
    DataPolicy: "../policies/data-policy.ts#StoredPolicy",
    GraphChange: "../store/graph-changes.ts#StoredGraphChange",
    GraphPart: "../typed/naming/graph-parts.ts#ListedPart",
    DataDecisionReason: "../policies/why-denied.ts#Reason",
  },
  workflow: {
    WorkflowRun: "../store/runs.ts#StoredRun",
    Workflow: "../store/workflows.ts#StoredWorkflow",
    WorkflowVersion: "../store/workflows.ts#StoredVersion",
    WorkflowTrigger: "../store/triggers.ts#StoredTrigger",
    WorkflowDryRun: "../dry-run/dry-step.ts#DryRun",
    DryRunStep: "../dry-run/dry-step.ts#DryStep",
    RunUpdate: "../models.ts#RunUpdateModel",
    RunStep: "../models.ts#StepModel",
    RunError: "../engine/failure.ts#Told",
    StepFailure: "../models.ts#StepFailureModel",
    Approval: "../store/approvals.ts#StoredApproval",
    ApprovalUpdate: "../runs/follow-approvals.ts#ApprovalChange",
    Saga: "../store/sagas.ts#StoredSaga",
    SagaState: "../sagas/saga-model.ts#SagaModel",
    SagaRunning: "../sagas/saga-model.ts#SagaModel",
    SagaCompensating: "../sagas/saga-model.ts#SagaModel",
    SagaCompleted: "../sagas/saga-model.ts#SagaModel",
    SagaCompensated: "../sagas/saga-model.ts#SagaModel",
    SagaStuck: "../sagas/saga-model.ts#SagaModel",
    SagaDecision: "../sagas/saga-model.ts#SagaStepModel",
    SagaStep: "../sagas/saga-model.ts#SagaStepModel",
    SagaUpdate: "../sagas/follow-saga.ts#SagaUpdateModel",
  },
  file: { File: "../store/files.ts#StoredFile" },
  analytics: {
    AirtableRecord: "../models.ts#RecordReference",
    RecordActivity: "../store/record-activity.ts#StoredActivity",
  },
};

const config: CodegenConfig = {
  ignoreNoDocuments: true,
  generates: {
    ...Object.fromEntries(
      subgraphNames.map((name) => [
        `subgraphs/${name}/generated/resolver-types.ts`,
        {
          schema: `subgraphs/${name}/schema.graphql`,
          plugins: ["typescript", "typescript-resolvers"],
          config: {
            federation: true,
            contextType: "../context.ts#Context",
            mappers: mappers[name] ?? {},
            scalars,
            defaultScalarType: "unknown",
            enumsAsTypes: true,
            useTypeImports: true,
            avoidOptionals: { field: true, resolvers: false },
            inputMaybeValue: "T | null | undefined",
          },
        },
      ]),
    ),
    "tests/generated/": typedClient("tests", "schema/api.graphql", ["integration/typed-graphs"]),
    "examples/crm-client/generated/": typedClient("examples/crm-client", "examples/crm-client/schema.graphql"),
    "examples/typed-client/generated/": typedClient("examples/typed-client", "schema/api.graphql"),
    "examples/workflow/generated/": typedClient("examples/workflow", "schema/api.graphql"),
  },
};

export default config;
