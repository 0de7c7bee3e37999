import type { CodegenConfig } from "@graphql-codegen/cli";
import { subgraphNames } from "./subgraphs/registry.ts";

const scalars = {
  ID: "string",
  DateTime: { input: "Date", output: "Date" },
  Date: "string",
  URL: "string",
  EmailAddress: "string",
  PhoneNumber: "string",
  JSON: "unknown",
  JSONObject: "Record<string, unknown>",
};

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
  analytics: {},
};

/** Types for the operations that stand in a folder's files, as a frontend developer would generate them. */
function typedClient(folder: string) {
  return {
    schema: "schema/api.graphql",
    documents: [`${folder}/**/*.ts`, `!${folder}/generated/**`],
    preset: "client" as const,
    presetConfig: { fragmentMasking: false },
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      importExtension: ".ts" as const,
      scalars: { ...scalars, DateTime: "string" },
      defaultScalarType: "unknown",
      documentMode: "string",
    },
  };
}

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
    "tests/generated/": typedClient("tests"),
    "examples/typed-client/generated/": typedClient("examples/typed-client"),
    "examples/workflow/generated/": typedClient("examples/workflow"),
  },
};

export default config;
