import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredRun } from '../store/runs.ts';
import type { RunUpdateModel, StepModel, StepFailureModel } from '../models.ts';
import type { Told } from '../engine/failure.ts';
import type { StoredApproval } from '../store/approvals.ts';
import type { ApprovalChange } from '../runs/follow-approvals.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, as ISO 8601 with milliseconds in UTC. */
  DateTime: { input: Date; output: Date; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A JSON object. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type AirtableRecord = {
  __typename?: 'AirtableRecord';
  id: Scalars['ID']['output'];
  /** Runs about this record, newest first. */
  workflowRuns: Maybe<WorkflowRunConnection>;
};


export type AirtableRecordWorkflowRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** What a run asks people. */
export type Approval = {
  __typename?: 'Approval';
  /** What they said. */
  comment: Maybe<Scalars['String']['output']>;
  /** When it was asked. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is too late, or others are asked besides. */
  deadlineAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was decided, or ended. */
  decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who decided, if it was a person. */
  decidedBy: Maybe<User>;
  /** More of it. */
  description: Maybe<Scalars['String']['output']>;
  /** When others were asked besides, because nobody had decided. */
  escalatedAt: Maybe<Scalars['DateTime']['output']>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** Who asks. */
  run: Maybe<WorkflowRun>;
  /** How far it is. */
  status: ApprovalStatus;
  /** Path of the step that asks. */
  step: Scalars['String']['output'];
  /** What is asked. */
  title: Scalars['String']['output'];
};

/** A page of approvals. */
export type ApprovalConnection = {
  __typename?: 'ApprovalConnection';
  /** The approvals of this page. */
  nodes: Array<Approval>;
  /** How to go on. */
  pageInfo: PageInfo;
};

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

/** What becomes of an approval. */
export type ApprovalUpdate = {
  __typename?: 'ApprovalUpdate';
  /** The approval as it is now. */
  approval: Approval;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['ID']['output'];
  /** What happened. */
  kind: ApprovalUpdateKind;
};

/** What can happen to an approval. */
export type ApprovalUpdateKind =
  /** You are asked. */
  | 'ASKED'
  /** It was decided. */
  | 'DECIDED'
  /** Others are asked besides. */
  | 'ESCALATED'
  /** Nobody decided in time. */
  | 'EXPIRED'
  /** Nobody wants to know any more. */
  | 'WITHDRAWN';

/** A decision. */
export type DecideApprovalInput = {
  /** Whether it is approved; otherwise it is rejected. */
  approved: Scalars['Boolean']['input'];
  /** For those who look at the run later. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The approval's `id`. */
  id: Scalars['ID']['input'];
};

/** What was decided. */
export type DecideApprovalPayload = {
  __typename?: 'DecideApprovalPayload';
  /** As it is now. */
  approval: Approval;
};

/** A secret that has been deleted. */
export type DeleteWorkflowSecretPayload = {
  __typename?: 'DeleteWorkflowSecretPayload';
  /** The secret's name. */
  name: Scalars['String']['output'];
};

export type HookAnswer = {
  __typename?: 'HookAnswer';
  /** The run that was started; null when the trigger's condition did not hold. */
  runId: Maybe<Scalars['ID']['output']>;
};

export type HookInput = {
  /** As it came; of the media type that `contentType` says. */
  body: Scalars['String']['input'];
  /** The header Content-Type. */
  contentType?: InputMaybe<Scalars['String']['input']>;
  /** The header Idempotency-Key. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The header X-Airgraph-Signature. */
  signature: Scalars['String']['input'];
  /** The end of the URL. */
  topic: Scalars['String']['input'];
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Has a run stop before its next step: what it waits for is withdrawn, its sagas are undone, its steps for failures are taken. Needs the scope runs:control. */
  cancelRun: RunPayload;
  /** Approves or rejects what a run asks you. Needs the scope approvals:decide. */
  decideApproval: DecideApprovalPayload;
  /** Deletes a secret; steps that need it fail from now on. Needs the scope workflows:write. */
  deleteWorkflowSecret: DeleteWorkflowSecretPayload;
  /** Has a run stop before its next step until it is resumed. Needs the scope runs:control. */
  pauseRun: RunPayload;
  /** Takes a request to a trigger's URL. The router calls it; nobody else can. */
  receiveHook: HookAnswer;
  /** Starts a run with the input of another, in your name, by the version of the workflow that is published now. Needs the scope runs:start. */
  replayRun: RunPayload;
  /** Lets a paused run go on. Needs the scope runs:control. */
  resumeRun: RunPayload;
  /** Has a run that failed go on from the step that did; what succeeded is not done again. Needs the scope runs:control. */
  retryRun: RunPayload;
  /** Sends an event to the runs that wait for it, or will have come to. Needs the scope runs:control. */
  sendRunEvent: SendRunEventPayload;
  /** Stores a secret for workflows to send, in the place of the one of its name. Needs the scope workflows:write. */
  setWorkflowSecret: WorkflowSecret;
  /** Starts a run. It goes on whatever happens to the process that started it. Needs the scope runs:start. */
  startRun: RunPayload;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCancelRunArgs = {
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDecideApprovalArgs = {
  input: DecideApprovalInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteWorkflowSecretArgs = {
  name: Scalars['String']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationPauseRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReceiveHookArgs = {
  input: HookInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReplayRunArgs = {
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationResumeRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRetryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSendRunEventArgs = {
  input: SendRunEventInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSetWorkflowSecretArgs = {
  input: SetWorkflowSecretInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationStartRunArgs = {
  input: StartRunInput;
};

/** How to go on after a page. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** To be passed as `after`; null for an empty page. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is another page. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** What you are asked to decide, oldest first. */
  pendingApprovals: Maybe<ApprovalConnection>;
  /** One run of the tenant. */
  run: Maybe<WorkflowRun>;
  /** The tenant's runs, newest first. */
  runs: Maybe<WorkflowRunConnection>;
  /** The tenant's secrets by name. Nobody can read their values. Needs the scope workflows:write. */
  workflowSecrets: Array<WorkflowSecret>;
};


/** What can be asked. */
export type QueryPendingApprovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: Scalars['Int']['input'];
};

/** Why a run or a step failed. */
export type RunError = {
  __typename?: 'RunError';
  /** A code of the documented list, or one that the definition gives. */
  code: Scalars['String']['output'];
  /** For people. */
  message: Scalars['String']['output'];
};

/** Which runs; all that is given must hold. */
export type RunFilter = {
  /** With one of these statuses. */
  status?: InputMaybe<Array<RunStatus>>;
  /** Started by this. */
  trigger?: InputMaybe<TriggerKind>;
  /** Of this workflow, by id or name. */
  workflow?: InputMaybe<Scalars['String']['input']>;
};

/** What became of a run. */
export type RunPayload = {
  __typename?: 'RunPayload';
  /** The run as it is now. */
  run: WorkflowRun;
};

/** How far a run is. */
export type RunStatus =
  /** It was cancelled. */
  | 'CANCELLED'
  /** It is to be cancelled, and puts things in order first. */
  | 'CANCELLING'
  /** A step failed for good, or time ran out; `error` tells why. */
  | 'FAILED'
  /** It was paused, and waits to be resumed. */
  | 'PAUSED'
  /** Waiting for a worker, or to be let go by its workflow's concurrency or rate. */
  | 'QUEUED'
  /** A worker carries it out. */
  | 'RUNNING'
  /** All steps succeeded, or what failed was provided for. */
  | 'SUCCEEDED'
  /** It waits for an approval, an event, a time, or another run. */
  | 'WAITING';

/** One step of a run. */
export type RunStep = {
  __typename?: 'RunStep';
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** When it succeeded, failed or was skipped. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed. */
  error: Maybe<RunError>;
  /** Attempts that failed, oldest first. */
  failures: Array<StepFailure>;
  /** What it was told; null like `WorkflowRun.triggerData`. Secrets are not in it. */
  input: Maybe<Scalars['JSON']['output']>;
  /** What it does, as the definition says. */
  kind: Scalars['String']['output'];
  /** What it answered, as soon as it succeeded; null like `WorkflowRun.triggerData`. */
  output: Maybe<Scalars['JSON']['output']>;
  /** The beginning of `output` as text, at most 1,000 characters; null like `output`. */
  outputPreview: Maybe<Scalars['String']['output']>;
  /** Its id in the definition, behind those of the items that it is inside of: `notify`, `each[12].update`. */
  path: Scalars['String']['output'];
  /** When it was reached. */
  startedAt: Scalars['DateTime']['output'];
  /** How far it is. */
  status: StepStatus;
};

/** A page of a run's steps. */
export type RunStepConnection = {
  __typename?: 'RunStepConnection';
  /** The steps of this page. */
  nodes: Array<RunStep>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** One change of a run. */
export type RunUpdate = {
  __typename?: 'RunUpdate';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Which of its attempts. */
  attempt: Maybe<Scalars['Int']['output']>;
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['ID']['output'];
  /** Why an attempt, a step or the run failed. */
  error: Maybe<RunError>;
  /** What happened. */
  kind: RunUpdateKind;
  /** Its path. */
  path: Maybe<Scalars['String']['output']>;
  /** The run as it is now. */
  run: WorkflowRun;
  /** The step that changed, as it is now, when one did. */
  step: Maybe<RunStep>;
};

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

/** An event for runs. */
export type SendRunEventInput = {
  /** Its name, as steps of the kind waitForEvent say it. */
  event: Scalars['String']['input'];
  /** Which of those that wait for such events are meant. */
  key?: Scalars['String']['input'];
  /** What the steps answer; at most 100,000 characters of JSON. */
  payload?: InputMaybe<Scalars['JSON']['input']>;
};

/** An event that was sent. */
export type SendRunEventPayload = {
  __typename?: 'SendRunEventPayload';
  /** How many steps were waiting for it. */
  received: Scalars['Int']['output'];
};

/** A secret to be stored. */
export type SetWorkflowSecretInput = {
  /** By which definitions refer to it, as `secrets.name`: letters, digits and _, at most 64. */
  name: Scalars['String']['input'];
  /** 8 to 10,000 characters. Stored encrypted, never shown again. */
  value: Scalars['String']['input'];
};

/** A run to be started. */
export type StartRunInput = {
  /** A start repeated with the same key answers with the run of the first. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What the workflow asks for, by name. */
  input?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Id or name of a workflow that is published. `summarizeRecord` is there for everybody: it files a summary of its input `record`. */
  workflow: Scalars['String']['input'];
};

/** An attempt that failed. */
export type StepFailure = {
  __typename?: 'StepFailure';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Its number, from 1. */
  attempt: Scalars['Int']['output'];
  /** Why. */
  error: RunError;
};

/** How far a step is. */
export type StepStatus =
  /** It was given up. */
  | 'FAILED'
  /** It is being tried, for the first time or again. */
  | 'RUNNING'
  /** Its condition did not hold. */
  | 'SKIPPED'
  /** Its effect is there and `output` tells of it. */
  | 'SUCCEEDED'
  /** It waits for what it is about. */
  | 'WAITING';

/** What can be watched, over WebSocket. */
export type Subscription = {
  __typename?: 'Subscription';
  /** What becomes of approvals that you are asked for, from now on or after a cursor. */
  approvalsPending: ApprovalUpdate;
  /** Every change of one run, from the first or after a cursor, until the run has ended. A client that reconnects with the last cursor it saw misses nothing. */
  runUpdated: RunUpdate;
  /** Every change of the tenant's runs, from now on or after a cursor. */
  runsUpdated: RunUpdate;
};


/** What can be watched, over WebSocket. */
export type SubscriptionApprovalsPendingArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be watched, over WebSocket. */
export type SubscriptionRunUpdatedArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};


/** What can be watched, over WebSocket. */
export type SubscriptionRunsUpdatedArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  filter?: InputMaybe<RunFilter>;
};

/** What can start a run. */
export type TriggerKind =
  /** A schedule. */
  | 'CRON'
  /** A file that was stored. */
  | 'FILE_CREATED'
  /** Somebody asked for it. */
  | 'MANUAL'
  /** A record that was created, changed or deleted. */
  | 'RECORD'
  /** The end of another run. */
  | 'RUN_ENDED'
  /** What the tenant uses. */
  | 'USAGE'
  /** An HTTP request. */
  | 'WEBHOOK'
  /** A step of another run. */
  | 'WORKFLOW';

export type User = {
  __typename?: 'User';
  id: Scalars['ID']['output'];
};

/** One execution of a workflow. */
export type WorkflowRun = {
  __typename?: 'WorkflowRun';
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is to have ended, or is cancelled. */
  deadlineAt: Maybe<Scalars['DateTime']['output']>;
  /** When it succeeded, failed or was cancelled. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why the run failed. */
  error: Maybe<RunError>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** What it was started with; null like `triggerData`. */
  input: Maybe<Scalars['JSONObject']['output']>;
  /** What it answered; null like `triggerData`, and as long as it has not succeeded. */
  output: Maybe<Scalars['JSON']['output']>;
  /** The run that started this one. */
  parent: Maybe<WorkflowRun>;
  /** The record that it is about: the first of its inputs that is one. */
  record: Maybe<AirtableRecord>;
  /** The run whose input this one was started with again. */
  replayOf: Maybe<WorkflowRun>;
  /** When a worker took it up. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whose name it acts in; null when it is an API key's. */
  startedBy: Maybe<User>;
  /** How far it is. */
  status: RunStatus;
  /** One step by its `path`; null before it is reached. */
  step: Maybe<RunStep>;
  /** The steps that were reached, in that order; of a forEach, each step once for each item. */
  steps: RunStepConnection;
  /** What started it. */
  trigger: TriggerKind;
  /** What the trigger brought; null if you may not see what the run saw: it acted for somebody else, and you have not the scope runs:data. */
  triggerData: Maybe<Scalars['JSON']['output']>;
  /** By which version of it the run goes, whatever is published meanwhile. */
  version: Scalars['Int']['output'];
  /** Name of the workflow. */
  workflow: Scalars['String']['output'];
};


/** One execution of a workflow. */
export type WorkflowRunStepArgs = {
  path: Scalars['String']['input'];
};


/** One execution of a workflow. */
export type WorkflowRunStepsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  status?: InputMaybe<Array<StepStatus>>;
};

/** A page of runs. */
export type WorkflowRunConnection = {
  __typename?: 'WorkflowRunConnection';
  /** The runs of this page. */
  nodes: Array<WorkflowRun>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** A value that workflows can send without anybody seeing it. */
export type WorkflowSecret = {
  __typename?: 'WorkflowSecret';
  /** By which definitions refer to it. */
  name: Scalars['String']['output'];
  /** When its value was set. */
  updatedAt: Scalars['DateTime']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AirtableRecord: AirtableRecord;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AirtableRecord:
    ( { __typename: 'AirtableRecord' }
    & GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true}> );
  WorkflowRun:
    ( { __typename: 'WorkflowRun' }
    & GraphQLRecursivePick<FederationTypes['WorkflowRun'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AirtableRecord: ResolverTypeWrapper<Omit<AirtableRecord, 'workflowRuns'> & { workflowRuns?: Maybe<ResolversTypes['WorkflowRunConnection']> }>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Approval: ResolverTypeWrapper<StoredApproval>;
  ApprovalConnection: ResolverTypeWrapper<Omit<ApprovalConnection, 'nodes'> & { nodes: Array<ResolversTypes['Approval']> }>;
  ApprovalStatus: ApprovalStatus;
  ApprovalUpdate: ResolverTypeWrapper<ApprovalChange>;
  ApprovalUpdateKind: ApprovalUpdateKind;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DecideApprovalInput: DecideApprovalInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DecideApprovalPayload: ResolverTypeWrapper<Omit<DecideApprovalPayload, 'approval'> & { approval: ResolversTypes['Approval'] }>;
  DeleteWorkflowSecretPayload: ResolverTypeWrapper<DeleteWorkflowSecretPayload>;
  HookAnswer: ResolverTypeWrapper<HookAnswer>;
  HookInput: HookInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RunError: ResolverTypeWrapper<Told>;
  RunFilter: RunFilter;
  RunPayload: ResolverTypeWrapper<Omit<RunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  RunStatus: RunStatus;
  RunStep: ResolverTypeWrapper<StepModel>;
  RunStepConnection: ResolverTypeWrapper<Omit<RunStepConnection, 'nodes'> & { nodes: Array<ResolversTypes['RunStep']> }>;
  RunUpdate: ResolverTypeWrapper<RunUpdateModel>;
  RunUpdateKind: RunUpdateKind;
  SendRunEventInput: SendRunEventInput;
  SendRunEventPayload: ResolverTypeWrapper<SendRunEventPayload>;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StepFailure: ResolverTypeWrapper<StepFailureModel>;
  StepStatus: StepStatus;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TriggerKind: TriggerKind;
  User: ResolverTypeWrapper<User>;
  WorkflowRun: ResolverTypeWrapper<StoredRun>;
  WorkflowRunConnection: ResolverTypeWrapper<Omit<WorkflowRunConnection, 'nodes'> & { nodes: Array<ResolversTypes['WorkflowRun']> }>;
  WorkflowSecret: ResolverTypeWrapper<WorkflowSecret>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AirtableRecord: Omit<AirtableRecord, 'workflowRuns'> & { workflowRuns?: Maybe<ResolversParentTypes['WorkflowRunConnection']> } | FederationReferenceTypes['AirtableRecord'];
  ID: Scalars['ID']['output'];
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Approval: StoredApproval;
  ApprovalConnection: Omit<ApprovalConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Approval']> };
  ApprovalUpdate: ApprovalChange;
  DateTime: Scalars['DateTime']['output'];
  DecideApprovalInput: DecideApprovalInput;
  Boolean: Scalars['Boolean']['output'];
  DecideApprovalPayload: Omit<DecideApprovalPayload, 'approval'> & { approval: ResolversParentTypes['Approval'] };
  DeleteWorkflowSecretPayload: DeleteWorkflowSecretPayload;
  HookAnswer: HookAnswer;
  HookInput: HookInput;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RunError: Told;
  RunFilter: RunFilter;
  RunPayload: Omit<RunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  RunStep: StepModel;
  RunStepConnection: Omit<RunStepConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['RunStep']> };
  RunUpdate: RunUpdateModel;
  SendRunEventInput: SendRunEventInput;
  SendRunEventPayload: SendRunEventPayload;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StepFailure: StepFailureModel;
  Subscription: Record<PropertyKey, never>;
  User: User;
  WorkflowRun: StoredRun;
  WorkflowRunConnection: Omit<WorkflowRunConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['WorkflowRun']> };
  WorkflowSecret: WorkflowSecret;
};

export type AirtableRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableRecord'] = ResolversParentTypes['AirtableRecord'], FederationReferenceType extends FederationReferenceTypes['AirtableRecord'] = FederationReferenceTypes['AirtableRecord']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AirtableRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workflowRuns?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, RequireFields<AirtableRecordWorkflowRunsArgs, 'first'>>;
};

export type ApprovalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Approval'] = ResolversParentTypes['Approval']> = {
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  escalatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ApprovalStatus'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApprovalConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApprovalConnection'] = ResolversParentTypes['ApprovalConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Approval']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApprovalUpdate'] = ResolversParentTypes['ApprovalUpdate']> = {
  approval?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ApprovalUpdateKind'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecideApprovalPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DecideApprovalPayload'] = ResolversParentTypes['DecideApprovalPayload']> = {
  approval?: Resolver<ResolversTypes['Approval'], ParentType, ContextType>;
};

export type DeleteWorkflowSecretPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteWorkflowSecretPayload'] = ResolversParentTypes['DeleteWorkflowSecretPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HookAnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HookAnswer'] = ResolversParentTypes['HookAnswer']> = {
  runId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cancelRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationCancelRunArgs, 'id'>>;
  decideApproval?: Resolver<ResolversTypes['DecideApprovalPayload'], ParentType, ContextType, RequireFields<MutationDecideApprovalArgs, 'input'>>;
  deleteWorkflowSecret?: Resolver<ResolversTypes['DeleteWorkflowSecretPayload'], ParentType, ContextType, RequireFields<MutationDeleteWorkflowSecretArgs, 'name'>>;
  pauseRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationPauseRunArgs, 'id'>>;
  receiveHook?: Resolver<ResolversTypes['HookAnswer'], ParentType, ContextType, RequireFields<MutationReceiveHookArgs, 'input'>>;
  replayRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationReplayRunArgs, 'id'>>;
  resumeRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationResumeRunArgs, 'id'>>;
  retryRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationRetryRunArgs, 'id'>>;
  sendRunEvent?: Resolver<ResolversTypes['SendRunEventPayload'], ParentType, ContextType, RequireFields<MutationSendRunEventArgs, 'input'>>;
  setWorkflowSecret?: Resolver<ResolversTypes['WorkflowSecret'], ParentType, ContextType, RequireFields<MutationSetWorkflowSecretArgs, 'input'>>;
  startRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationStartRunArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  pendingApprovals?: Resolver<Maybe<ResolversTypes['ApprovalConnection']>, ParentType, ContextType, RequireFields<QueryPendingApprovalsArgs, 'first'>>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runs?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  workflowSecrets?: Resolver<Array<ResolversTypes['WorkflowSecret']>, ParentType, ContextType>;
};

export type RunErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunError'] = ResolversParentTypes['RunError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RunPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunPayload'] = ResolversParentTypes['RunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  failures?: Resolver<Array<ResolversTypes['StepFailure']>, ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  outputPreview?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
};

export type RunStepConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunStepConnection'] = ResolversParentTypes['RunStepConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['RunStep']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RunUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunUpdate'] = ResolversParentTypes['RunUpdate']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RunUpdateKind'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['RunStep']>, ParentType, ContextType>;
};

export type SendRunEventPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SendRunEventPayload'] = ResolversParentTypes['SendRunEventPayload']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StepFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepFailure'] = ResolversParentTypes['StepFailure']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['RunError'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  approvalsPending?: SubscriptionResolver<ResolversTypes['ApprovalUpdate'], "approvalsPending", ParentType, ContextType, Partial<SubscriptionApprovalsPendingArgs>>;
  runUpdated?: SubscriptionResolver<ResolversTypes['RunUpdate'], "runUpdated", ParentType, ContextType, RequireFields<SubscriptionRunUpdatedArgs, 'id'>>;
  runsUpdated?: SubscriptionResolver<ResolversTypes['RunUpdate'], "runsUpdated", ParentType, ContextType, Partial<SubscriptionRunsUpdatedArgs>>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun'], FederationReferenceType extends FederationReferenceTypes['WorkflowRun'] = FederationReferenceTypes['WorkflowRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkflowRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
  replayOf?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['RunStep']>, ParentType, ContextType, RequireFields<WorkflowRunStepArgs, 'path'>>;
  steps?: Resolver<ResolversTypes['RunStepConnection'], ParentType, ContextType, RequireFields<WorkflowRunStepsArgs, 'first'>>;
  trigger?: Resolver<ResolversTypes['TriggerKind'], ParentType, ContextType>;
  triggerData?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkflowRunConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowRunConnection'] = ResolversParentTypes['WorkflowRunConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowSecretResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowSecret'] = ResolversParentTypes['WorkflowSecret']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AirtableRecord?: AirtableRecordResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  ApprovalConnection?: ApprovalConnectionResolvers<ContextType>;
  ApprovalUpdate?: ApprovalUpdateResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DecideApprovalPayload?: DecideApprovalPayloadResolvers<ContextType>;
  DeleteWorkflowSecretPayload?: DeleteWorkflowSecretPayloadResolvers<ContextType>;
  HookAnswer?: HookAnswerResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RunError?: RunErrorResolvers<ContextType>;
  RunPayload?: RunPayloadResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  RunStepConnection?: RunStepConnectionResolvers<ContextType>;
  RunUpdate?: RunUpdateResolvers<ContextType>;
  SendRunEventPayload?: SendRunEventPayloadResolvers<ContextType>;
  StepFailure?: StepFailureResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowSecret?: WorkflowSecretResolvers<ContextType>;
};

