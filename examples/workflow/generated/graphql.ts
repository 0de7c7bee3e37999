/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How far an approval is. */
export type ApprovalStatus =
  /** Somebody has approved. */
  | 'APPROVED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  /** Nobody has decided. */
  | 'PENDING'
  /** Somebody has rejected. */
  | 'REJECTED'
  /** The run has ended, and nobody wants to know any more. */
  | 'WITHDRAWN';

/** What can happen to a run. */
export type RunUpdateKind =
  /** The run was cancelled; nothing follows. */
  | 'CANCELLED'
  /** It is to be cancelled. */
  | 'CANCELLING'
  /** The run failed; nothing follows, unless it is tried again. */
  | 'FAILED'
  /** It stops until it is resumed. */
  | 'PAUSED'
  /** It was asked for. */
  | 'QUEUED'
  /** It goes on. */
  | 'RESUMED'
  /** It failed, and is tried again. */
  | 'RETRIED'
  /** A worker took it up. */
  | 'STARTED'
  /** A step was given up. */
  | 'STEP_FAILED'
  /** An attempt failed, and another follows. */
  | 'STEP_RETRYING'
  /** A step's condition did not hold. */
  | 'STEP_SKIPPED'
  /** A step is tried, for the first time or again. */
  | 'STEP_STARTED'
  /** A step is done. */
  | 'STEP_SUCCEEDED'
  /** A step waits for what it is about. */
  | 'STEP_WAITING'
  /** The run is done; nothing follows. */
  | 'SUCCEEDED'
  /** Nothing is left to be done for now but to wait. */
  | 'WAITING';

export type SignInToRunMutationVariables = Exact<{
  login: string;
  password: string;
}>;


export type SignInToRunMutation = { signIn:
    | { accessToken: string | null }
    | Record<PropertyKey, never>
   };

export type LostDealQueryVariables = Exact<{
  base: string;
}>;


export type LostDealQuery = { base: { table: { records: { nodes: Array<{ id: string }> } | null } | null } | null };

export type WorkflowsQueryVariables = Exact<{ [key: string]: never; }>;


export type WorkflowsQuery = { workflows: { nodes: Array<{ name: string, draftRevision: number }> } | null };

export type CreateWorkflowMutationVariables = Exact<{
  name: string;
  draft: Record<string, unknown>;
}>;


export type CreateWorkflowMutation = { createWorkflow: { workflow: { draftRevision: number } } };

export type SaveDraftMutationVariables = Exact<{
  name: string;
  draft: Record<string, unknown>;
  expectedRevision: number;
}>;


export type SaveDraftMutation = { saveWorkflowDraft: { workflow: { draftRevision: number } } };

export type PublishMutationVariables = Exact<{
  name: string;
  expectedRevision: number;
}>;


export type PublishMutation = { publishWorkflow: { workflow: { published: { number: number } | null } } };

export type StartMutationVariables = Exact<{
  workflow: string;
  input: Record<string, unknown>;
}>;


export type StartMutation = { startRun: { run: { id: string } } };

export type RunProgressSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type RunProgressSubscription = { runUpdated: { cursor: string, kind: RunUpdateKind, path: string | null, error: { code: string, message: string } | null, run: { output: unknown } } };

export type PendingQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingQuery = { pendingApprovals: { nodes: Array<{ id: string, title: string, run: { id: string } | null }> } | null };

export type DecideMutationVariables = Exact<{
  id: string;
}>;


export type DecideMutation = { decideApproval: { approval: { status: ApprovalStatus } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SignInToRunDocument = new TypedDocumentString(`
    mutation SignInToRun($login: String!, $password: String!) {
  signIn(input: {login: $login, password: $password}) {
    ... on SignedIn {
      accessToken
    }
  }
}
    `) as unknown as TypedDocumentString<SignInToRunMutation, SignInToRunMutationVariables>;
export const LostDealDocument = new TypedDocumentString(`
    query LostDeal($base: ID!) {
  base(id: $base) {
    table(key: "Deals") {
      records(
        first: 1
        filter: {and: [{field: "Stage", eq: "Lost"}, {field: "Tasks", isEmpty: false}]}
      ) {
        nodes {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LostDealQuery, LostDealQueryVariables>;
export const WorkflowsDocument = new TypedDocumentString(`
    query Workflows {
  workflows(first: 100) {
    nodes {
      name
      draftRevision
    }
  }
}
    `) as unknown as TypedDocumentString<WorkflowsQuery, WorkflowsQueryVariables>;
export const CreateWorkflowDocument = new TypedDocumentString(`
    mutation CreateWorkflow($name: String!, $draft: JSONObject!) {
  createWorkflow(input: {name: $name, draft: $draft}) {
    workflow {
      draftRevision
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWorkflowMutation, CreateWorkflowMutationVariables>;
export const SaveDraftDocument = new TypedDocumentString(`
    mutation SaveDraft($name: ID!, $draft: JSONObject!, $expectedRevision: Int!) {
  saveWorkflowDraft(
    input: {id: $name, draft: $draft, expectedRevision: $expectedRevision}
  ) {
    workflow {
      draftRevision
    }
  }
}
    `) as unknown as TypedDocumentString<SaveDraftMutation, SaveDraftMutationVariables>;
export const PublishDocument = new TypedDocumentString(`
    mutation Publish($name: ID!, $expectedRevision: Int!) {
  publishWorkflow(input: {id: $name, expectedRevision: $expectedRevision}) {
    workflow {
      published {
        number
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PublishMutation, PublishMutationVariables>;
export const StartDocument = new TypedDocumentString(`
    mutation Start($workflow: String!, $input: JSONObject!) {
  startRun(input: {workflow: $workflow, input: $input}) {
    run {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StartMutation, StartMutationVariables>;
export const RunProgressDocument = new TypedDocumentString(`
    subscription RunProgress($id: ID!, $after: ID) {
  runUpdated(id: $id, after: $after) {
    cursor
    kind
    path
    error {
      code
      message
    }
    run {
      output
    }
  }
}
    `) as unknown as TypedDocumentString<RunProgressSubscription, RunProgressSubscriptionVariables>;
export const PendingDocument = new TypedDocumentString(`
    query Pending {
  pendingApprovals(first: 100) {
    nodes {
      id
      title
      run {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PendingQuery, PendingQueryVariables>;
export const DecideDocument = new TypedDocumentString(`
    mutation Decide($id: ID!) {
  decideApproval(input: {id: $id, approved: true}) {
    approval {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<DecideMutation, DecideMutationVariables>;