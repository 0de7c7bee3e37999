import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredRun } from '../store/runs.ts';
import type { StoredWorkflow, StoredVersion } from '../store/workflows.ts';
import type { StoredTrigger } from '../store/triggers.ts';
import type { DryRun, DryStep } from '../dry-run/dry-step.ts';
import type { RunUpdateModel, StepModel, StepFailureModel } from '../models.ts';
import type { Told } from '../engine/failure.ts';
import type { StoredApproval } from '../store/approvals.ts';
import type { ApprovalChange } from '../runs/follow-approvals.ts';
import type { StoredSaga } from '../store/sagas.ts';
import type { SagaModel, SagaStepModel } from '../sagas/saga-model.ts';
import type { SagaUpdateModel } from '../sagas/follow-saga.ts';
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

/** A workflow to be created. */
export type CreateWorkflowInput = {
  /** Need not be fit to be published. */
  draft: Scalars['JSONObject']['input'];
  /** 1 to 100 characters, unique in the tenant. */
  name: Scalars['String']['input'];
};

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

/** What would become of a step. */
export type DryRunOutcome =
  /** It would fail. */
  | 'FAILS'
  /** It was read, in your name; `output` is what came back. */
  | 'READ'
  /** Its condition does not hold. */
  | 'SKIPPED'
  /** It was worked out without asking anybody. */
  | 'WORKED_OUT'
  /** It would act, ask or wait; nothing of that was done. */
  | 'WOULD_BE_DONE';

/** A step of a run that did not take place. */
export type DryRunStep = {
  __typename?: 'DryRunStep';
  /** Whether it would be reached in any case, as far as can be told. */
  certain: Scalars['Boolean']['output'];
  /** Ids of steps whose outputs would have to be known to know more. */
  dependsOn: Array<Scalars['String']['output']>;
  /** What it would fail with. */
  error: Maybe<RunError>;
  /** What it would be told. Expressions that can't be worked out yet stand as they are. */
  input: Maybe<Scalars['JSON']['output']>;
  /** What it does, as the definition says. */
  kind: Scalars['String']['output'];
  /** For people: what would be done, which branch is taken, how many items there are. */
  note: Maybe<Scalars['String']['output']>;
  /** What would become of it. */
  outcome: DryRunOutcome;
  /** Null as long as it is not known. */
  output: Maybe<Scalars['JSON']['output']>;
  /** As in a run: `notify`, `each[12].update`; `each[*].update` where the items are not known. */
  path: Scalars['String']['output'];
};

/** A run that is only tried out. */
export type DryRunWorkflowInput = {
  /** A definition, taken instead of a workflow's draft. */
  definition?: InputMaybe<Scalars['JSONObject']['input']>;
  /** What the workflow asks for, by name; nothing when absent. */
  input?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Id or name of a workflow, whose draft is taken. */
  workflow?: InputMaybe<Scalars['ID']['input']>;
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
  /** Puts a workflow away for good: its triggers fire no more, no run of it can be started, its name is free. Its runs go on. Needs the scope workflows:write. */
  archiveWorkflow: WorkflowPayload;
  /** Has a run stop before its next step: what it waits for is withdrawn, its sagas are undone, its steps for failures are taken. Needs the scope runs:control. */
  cancelRun: RunPayload;
  /** Has a saga stop before its next step, and undo what it did. Needs the scope sagas:start. */
  cancelSaga: SagaPayload;
  /** Creates a workflow with its first draft. Needs the scope workflows:write. */
  createWorkflow: WorkflowPayload;
  /** Approves or rejects what a run asks you. Needs the scope approvals:decide. */
  decideApproval: DecideApprovalPayload;
  /** Deletes a secret; steps that need it fail from now on. Needs the scope workflows:write. */
  deleteWorkflowSecret: DeleteWorkflowSecretPayload;
  /** Has a run stop before its next step until it is resumed. Needs the scope runs:control. */
  pauseRun: RunPayload;
  /** Makes a version of the draft, which runs start with from then on; its triggers start runs in your name. BAD_USER_INPUT with `problems` when it can't be carried out. Needs the scope workflows:write. */
  publishWorkflow: WorkflowPayload;
  /** Takes a request to a trigger's URL. The router calls it; nobody else can. */
  receiveHook: HookAnswer;
  /** Gives a workflow another name. Needs the scope workflows:write. */
  renameWorkflow: WorkflowPayload;
  /** Starts a run with the input of another, in your name, by the version of the workflow that is published now. Needs the scope runs:start. */
  replayRun: RunPayload;
  /** Says what became of the step that a saga is stuck at; what was done before it is undone from then on. Needs the scope sagas:start. */
  resolveStuck: SagaPayload;
  /** Lets a paused run go on. Needs the scope runs:control. */
  resumeRun: RunPayload;
  /** Has a saga that is stuck try again to undo the step that it is stuck at. Needs the scope sagas:start. */
  retryCompensation: SagaPayload;
  /** Has a run that failed go on from the step that did; what succeeded is not done again. Needs the scope runs:control. */
  retryRun: RunPayload;
  /** Puts a draft in the place of the one before; CONFLICT when somebody else saved meanwhile. Needs the scope workflows:write. */
  saveWorkflowDraft: WorkflowPayload;
  /** Sends an event to the runs that wait for it, or will have come to. Needs the scope runs:control. */
  sendRunEvent: SendRunEventPayload;
  /** Sets whether a workflow's triggers fire. Needs the scope workflows:write. */
  setWorkflowEnabled: WorkflowPayload;
  /** Stores a secret for workflows to send, in the place of the one of its name. Needs the scope workflows:write. */
  setWorkflowSecret: WorkflowSecret;
  /** Starts a run. It goes on whatever happens to the process that started it. Needs the scope runs:start. */
  startRun: RunPayload;
  /** Starts a saga in your name: all of its steps are done, or what was done is undone. Needs the scope sagas:start. */
  startSaga: SagaPayload;
  /** Writes records of any tables and bases: all operations are carried out, or what was carried out is undone. Needs the scope sagas:start. */
  transact: TransactPayload;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationArchiveWorkflowArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCancelRunArgs = {
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCancelSagaArgs = {
  id: Scalars['ID']['input'];
  reason?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateWorkflowArgs = {
  input: CreateWorkflowInput;
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
export type MutationPublishWorkflowArgs = {
  input: PublishWorkflowInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReceiveHookArgs = {
  input: HookInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRenameWorkflowArgs = {
  input: RenameWorkflowInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReplayRunArgs = {
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationResolveStuckArgs = {
  input: ResolveStuckInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationResumeRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRetryCompensationArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRetryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSaveWorkflowDraftArgs = {
  input: SaveWorkflowDraftInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSendRunEventArgs = {
  input: SendRunEventInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSetWorkflowEnabledArgs = {
  input: SetWorkflowEnabledInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSetWorkflowSecretArgs = {
  input: SetWorkflowSecretInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationStartRunArgs = {
  input: StartRunInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationStartSagaArgs = {
  input: StartSagaInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationTransactArgs = {
  input: TransactInput;
};

/** How to go on after a page. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** To be passed as `after`; null for an empty page. */
  endCursor: Maybe<Scalars['String']['output']>;
  /** Whether there is another page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether `after` was given, so that something comes before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** Where the first item of this page stands: as `after` it leads to what follows that item. Null for an empty page, and where it is not known. */
  startCursor: Maybe<Scalars['String']['output']>;
};

/** A draft to be published. */
export type PublishWorkflowInput = {
  /** `draftRevision` of the draft that is meant. */
  expectedRevision: Scalars['Int']['input'];
  /** The workflow's `id` or name. */
  id: Scalars['ID']['input'];
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** What is wrong with a definition, if you published it; empty when nothing is. Tells at most 100 problems. Needs the scope workflows:read. */
  checkWorkflow: Array<WorkflowProblem>;
  /** What a run would do. Nothing is done: what only reads is asked in your name, everything else is described. Needs the scopes workflows:read and runs:start. */
  dryRunWorkflow: WorkflowDryRun;
  /** What you are asked to decide, oldest first. */
  pendingApprovals: Maybe<ApprovalConnection>;
  /** What `transact` would do with these operations, record by record, and what would keep it from it. Nothing is written. Needs the scopes sagas:start and data:read. */
  previewTransact: Maybe<TransactPreview>;
  /** One run of the tenant. */
  run: Maybe<WorkflowRun>;
  /** The tenant's runs, newest first. */
  runs: Maybe<WorkflowRunConnection>;
  /** One saga of the tenant. */
  saga: Maybe<Saga>;
  /** The tenant's sagas, newest first. */
  sagas: Maybe<SagaConnection>;
  /** One workflow of the tenant. Needs the scope workflows:read. */
  workflow: Maybe<Workflow>;
  /** The tenant's secrets by name. Nobody can read their values. Needs the scope workflows:write. */
  workflowSecrets: Array<WorkflowSecret>;
  /** The tenant's workflows, newest first. Needs the scope workflows:read. */
  workflows: Maybe<WorkflowConnection>;
};


/** What can be asked. */
export type QueryCheckWorkflowArgs = {
  definition: Scalars['JSON']['input'];
  name?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryDryRunWorkflowArgs = {
  input: DryRunWorkflowInput;
};


/** What can be asked. */
export type QueryPendingApprovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryPreviewTransactArgs = {
  operations: Array<TransactOperation>;
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


/** What can be asked. */
export type QuerySagaArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySagasArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SagaFilter>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryWorkflowArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryWorkflowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  archived?: Scalars['Boolean']['input'];
  first?: Scalars['Int']['input'];
};

/** A workflow's new name. */
export type RenameWorkflowInput = {
  /** The workflow's `id` or name. */
  id: Scalars['ID']['input'];
  /** 1 to 100 characters, unique in the tenant. */
  name: Scalars['String']['input'];
};

/** What became of the step that a saga is stuck at. */
export type ResolveStuckInput = {
  /** For those who look at the saga later. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** The saga's `id`. */
  id: Scalars['ID']['input'];
  /** What became of it. */
  resolution: StuckResolution;
  /** The step that it is stuck at. */
  stepId: Scalars['ID']['input'];
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

/** Writes that are all done, or undone. */
export type Saga = {
  __typename?: 'Saga';
  /** Why it is to be cancelled, once somebody wants it. */
  cancelReason: Maybe<Scalars['String']['output']>;
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is to be done, or is undone. */
  deadlineAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was done, or undone. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** For people. */
  name: Maybe<Scalars['String']['output']>;
  /** The run that started it, and waits for its end. */
  run: Maybe<WorkflowRun>;
  /** When a worker took it up. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whose name it acts in; null when it is an API key's. */
  startedBy: Maybe<User>;
  /** How far it is, with what belongs to that. */
  state: SagaState;
  /** How far it is. */
  status: SagaStatus;
  /** In the order in which they are taken. */
  steps: Array<SagaStep>;
  /** What may be left neither done nor undone. */
  warnings: Array<Scalars['String']['output']>;
};

/** What it did has been undone. */
export type SagaCompensated = {
  __typename?: 'SagaCompensated';
  /** Why. */
  error: RunError;
  /** Steps whose effects stay, because nothing undoes them or somebody said so. */
  left: Array<SagaStep>;
};

/** What it did is being undone. */
export type SagaCompensating = {
  __typename?: 'SagaCompensating';
  /** Why. */
  error: RunError;
  /** How many steps are still to be undone. */
  stepsLeft: Scalars['Int']['output'];
};

/** All of its steps are done. */
export type SagaCompleted = {
  __typename?: 'SagaCompleted';
  /** Outputs by the steps' ids; null if you may not see what the saga saw: it acted for somebody else, and you have not the scope runs:data. */
  output: Maybe<Scalars['JSON']['output']>;
};

/** A page of sagas. */
export type SagaConnection = {
  __typename?: 'SagaConnection';
  /** The sagas of this page. */
  nodes: Array<Saga>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** What a person must decide. */
export type SagaDecision = {
  __typename?: 'SagaDecision';
  /** A code of the documented list. */
  code: Scalars['String']['output'];
  /** What is known of its effect; null like `SagaCompleted.output`. */
  known: Maybe<Scalars['JSON']['output']>;
  /** The step that could not be undone. */
  stepId: Scalars['ID']['output'];
  /** Why not, and what to look for. */
  why: Scalars['String']['output'];
};

/** Which sagas; all that is given must hold. */
export type SagaFilter = {
  /** With one of these statuses. */
  status?: InputMaybe<Array<SagaStatus>>;
};

/** What became of a saga. */
export type SagaPayload = {
  __typename?: 'SagaPayload';
  /** The saga as it is now. */
  saga: Saga;
};

/** It waits for a worker, or its steps are being done. */
export type SagaRunning = {
  __typename?: 'SagaRunning';
  /** How many there are. */
  stepCount: Scalars['Int']['output'];
  /** How many are done. */
  stepsDone: Scalars['Int']['output'];
};

/** How far a saga is. */
export type SagaState = SagaCompensated | SagaCompensating | SagaCompleted | SagaRunning | SagaStuck;

/** How far a saga is. */
export type SagaStatus =
  /** What it did has been undone, as far as it can be; its steps tell. */
  | 'COMPENSATED'
  /** What it did is being undone. */
  | 'COMPENSATING'
  /** All of its steps are done. */
  | 'COMPLETED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** Its steps are being done. */
  | 'RUNNING'
  /** A person has to decide. */
  | 'STUCK';

/** One step of a saga. */
export type SagaStep = {
  __typename?: 'SagaStep';
  /** How often it was begun to do it. */
  attempts: Scalars['Int']['output'];
  /** When it was done, given up or undone. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why it was given up, or could not be undone. */
  error: Maybe<RunError>;
  /** Unique in the saga. */
  id: Scalars['ID']['output'];
  /** What it was told; null like `SagaCompleted.output`, and before it is reached. */
  input: Maybe<Scalars['JSON']['output']>;
  /** What it does, as definitions name it. */
  kind: Scalars['String']['output'];
  /** What it answered; null like `input`. */
  output: Maybe<Scalars['JSON']['output']>;
  /** When it was reached. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** How far it is. */
  status: SagaStepStatus;
  /** How often it was begun to undo it. */
  undoAttempts: Scalars['Int']['output'];
  /** How it is undone. */
  undoing: SagaUndoing;
  /** What has been undone, and what was not: what others have changed meanwhile, for example. Null like `input`. */
  undone: Maybe<Scalars['JSON']['output']>;
};

/** How far a saga's step is. */
export type SagaStepStatus =
  /** It is being done. */
  | 'DOING'
  /** It is done. */
  | 'DONE'
  /** It was given up. */
  | 'FAILED'
  /** Its effect stays. */
  | 'LEFT'
  /** The steps before are not done. */
  | 'PENDING'
  /** It could not be undone, and a person has to decide. */
  | 'STUCK'
  /** It is being undone. */
  | 'UNDOING'
  /** It has been undone. */
  | 'UNDONE';

/** A person has to decide: see `retryCompensation` and `resolveStuck`. */
export type SagaStuck = {
  __typename?: 'SagaStuck';
  /** What is to be decided. */
  decisions: Array<SagaDecision>;
  /** Why it is undone. */
  error: RunError;
};

/** How a step is undone. */
export type SagaUndoing =
  /** By what is known of what it did. */
  | 'AUTOMATIC'
  /** As it says. */
  | 'EXPLICIT'
  /** Its effect stays. */
  | 'IMPOSSIBLE'
  /** It changes nothing. */
  | 'NEEDLESS';

/** One change of a saga. */
export type SagaUpdate = {
  __typename?: 'SagaUpdate';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Which attempt it was, of those that were begun. */
  attempt: Maybe<Scalars['Int']['output']>;
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['ID']['output'];
  /** Why something failed, when it did. */
  error: Maybe<RunError>;
  /** What happened. */
  kind: SagaUpdateKind;
  /** The saga as it is now. */
  saga: Saga;
  /** The step that changed, when one did. */
  stepId: Maybe<Scalars['ID']['output']>;
};

/** What can happen to a saga. */
export type SagaUpdateKind =
  /** The saga has been undone; nothing follows. */
  | 'COMPENSATED'
  /** What was done is undone from here on. */
  | 'COMPENSATING'
  /** The saga is done; nothing follows. */
  | 'COMPLETED'
  /** It was asked for. */
  | 'QUEUED'
  /** Somebody has decided. */
  | 'RESUMED'
  /** A worker took it up. */
  | 'STARTED'
  /** A step is done. */
  | 'STEP_DONE'
  /** A step was given up. */
  | 'STEP_FAILED'
  /** A step's effect stays. */
  | 'STEP_LEFT'
  /** An attempt of doing or undoing a step failed; another follows. */
  | 'STEP_RETRYING'
  /** A step is being done, for the first time or again. */
  | 'STEP_STARTED'
  /** A step could not be undone. */
  | 'STEP_STUCK'
  /** A step is being undone, for the first time or again. */
  | 'STEP_UNDOING'
  /** A step has been undone. */
  | 'STEP_UNDONE'
  /** A person has to decide. */
  | 'STUCK';

/** A draft to be saved. */
export type SaveWorkflowDraftInput = {
  /** Need not be fit to be published. */
  draft: Scalars['JSONObject']['input'];
  /** `draftRevision` of the draft that this one comes after. */
  expectedRevision: Scalars['Int']['input'];
  /** The workflow's `id` or name. */
  id: Scalars['ID']['input'];
};

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

/** Whether a workflow's triggers fire. */
export type SetWorkflowEnabledInput = {
  /** Whether they do from now on. */
  enabled: Scalars['Boolean']['input'];
  /** The workflow's `id` or name. */
  id: Scalars['ID']['input'];
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

/** A saga to be started. */
export type StartSagaInput = {
  /** A saga that is not done then is undone. */
  deadlineSeconds?: InputMaybe<Scalars['Float']['input']>;
  /** A start repeated with the same key answers with the saga of the first. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What expressions know as `input`. */
  input?: InputMaybe<Scalars['JSONObject']['input']>;
  /** For people. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** At most 200 steps: `{id, do: {kind, with}, undo?: {kind, with}}`, as in a workflow's step of the kind saga. Deletions are taken last. `${input.…}` and `${steps.<id>.output…}` are known. */
  steps: Array<Scalars['JSONObject']['input']>;
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

/** What became of a step that could not be undone. */
export type StuckResolution =
  /** Somebody undid it by hand. */
  | 'DONE_BY_HAND'
  /** Its effect is to stay. */
  | 'IGNORE';

/** What can be watched, over WebSocket. */
export type Subscription = {
  __typename?: 'Subscription';
  /** What becomes of approvals that you are asked for, from now on or after a cursor. */
  approvalsPending: ApprovalUpdate;
  /** Every change of one run, from the first or after a cursor, until the run has ended. A client that reconnects with the last cursor it saw misses nothing. */
  runUpdated: RunUpdate;
  /** Every change of the tenant's runs, from now on or after a cursor. */
  runsUpdated: RunUpdate;
  /** Every change of one saga, from the first or after a cursor, until the saga has ended. A client that reconnects with the last cursor it saw misses nothing. */
  sagaUpdated: SagaUpdate;
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


/** What can be watched, over WebSocket. */
export type SubscriptionSagaUpdatedArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};

/** What one operation would do. */
export type TransactChange = {
  __typename?: 'TransactChange';
  /** The same cells as they would be; null of a record to be deleted. */
  after: Maybe<Scalars['JSONObject']['output']>;
  /** Cells that would change, or all of them of a record to be deleted, as they are, by the field's name; null of a record to be created. */
  before: Maybe<Scalars['JSONObject']['output']>;
  /** The record's global `id`; null of one that is to be created. */
  id: Maybe<Scalars['ID']['output']>;
  /** CREATE, UPDATE, DELETE or LINK. */
  operation: TransactOperationKind;
  /** What would keep it from it, as far as can be known beforehand. */
  problems: Array<TransactProblem>;
};

/** A record to be created. */
export type TransactCreateInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Scalars['JSONObject']['input'];
  /** A text field that takes a key, by which the record is found again when nobody heard whether it was created. Without it, such a saga gets stuck. */
  keyField?: InputMaybe<Scalars['String']['input']>;
  /** A name for the record, of letters, digits and _. In cells, in `id` and in `recordIds` of later operations, `${ref.name}` stands for it. A text that is to hold `${ref.` itself says `$${ref.`. */
  ref?: InputMaybe<Scalars['String']['input']>;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
  /** Lets Airtable convert values. */
  typecast?: Scalars['Boolean']['input'];
};

/** A record to be deleted. */
export type TransactDeleteInput = {
  /** The record's global `id`. */
  id: Scalars['ID']['input'];
};

/** Operations that are all carried out, or undone. */
export type TransactInput = {
  /** Repeated with the same key, it answers with the saga of the first. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** In their order, deletions last; at most 200. */
  operations: Array<TransactOperation>;
  /** How long to wait for the end, 0 to 25; whatever is not done then goes on. */
  waitSeconds?: Scalars['Float']['input'];
};

/** Records to be linked. */
export type TransactLinkInput = {
  /** Name or id of a link field. */
  field: Scalars['String']['input'];
  /** The record with the link cell: its global `id`, or `${ref.name}`. */
  id: Scalars['ID']['input'];
  /** Global ids, Airtable's (`rec…`), or `${ref.name}`. */
  recordIds: Array<Scalars['ID']['input']>;
};

/** One operation: exactly one of these. */
export type TransactOperation = {
  /** Creates a record. */
  create?: InputMaybe<TransactCreateInput>;
  /** Deletes a record. */
  delete?: InputMaybe<TransactDeleteInput>;
  /** Adds records to a link cell, and leaves those that are in it. */
  link?: InputMaybe<TransactLinkInput>;
  /** Changes cells of a record. */
  update?: InputMaybe<TransactUpdateInput>;
};

/** What an operation does. */
export type TransactOperationKind =
  /** Creates a record. */
  | 'CREATE'
  /** Deletes a record. */
  | 'DELETE'
  /** Links records. */
  | 'LINK'
  /** Changes a record. */
  | 'UPDATE';

/** What became of the operations. */
export type TransactPayload = {
  __typename?: 'TransactPayload';
  /** One for each operation, in that order: the record that it created or is about; null as long as there is none. */
  ids: Array<Maybe<Scalars['ID']['output']>>;
  /** Whether all of them are carried out, undone, or under way. */
  saga: Saga;
};

/** What `transact` would do. */
export type TransactPreview = {
  __typename?: 'TransactPreview';
  /** One for each operation, in that order. */
  changes: Array<TransactChange>;
  /** Whether nothing is known that would keep it from it. */
  ok: Scalars['Boolean']['output'];
};

/** Why an operation could not be carried out. */
export type TransactProblem = {
  __typename?: 'TransactProblem';
  /** A code of the documented list. */
  code: Scalars['String']['output'];
  /** The field at fault, if it is known. */
  field: Maybe<Scalars['String']['output']>;
  /** For people. */
  message: Scalars['String']['output'];
};

/** A record to be changed. */
export type TransactUpdateInput = {
  /** Cell values by field name or id; null clears a cell. */
  cells: Scalars['JSONObject']['input'];
  /** The record's global `id`, or `${ref.name}`. */
  id: Scalars['ID']['input'];
  /** Lets Airtable convert values. */
  typecast?: Scalars['Boolean']['input'];
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

/** What runs do, as data: a draft that is worked on, and the versions of it that were published. */
export type Workflow = {
  __typename?: 'Workflow';
  /** When it was put away. */
  archivedAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** As it was saved last, whether it is fit to be published or not. */
  draft: Scalars['JSONObject']['output'];
  /** Counts the drafts: to be passed as `expectedRevision`. */
  draftRevision: Scalars['Int']['output'];
  /** Whether its triggers fire. */
  enabled: Scalars['Boolean']['output'];
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** By which runs are started, unique in the tenant. */
  name: Scalars['String']['output'];
  /** The version that runs start with; null before the first was published. */
  published: Maybe<WorkflowVersion>;
  /** The triggers of its published version, by their ids; none while they do not fire. */
  triggers: Array<WorkflowTrigger>;
  /** When it was changed last, in whatever way. */
  updatedAt: Scalars['DateTime']['output'];
  /** One version; null when there is none of this number. */
  version: Maybe<WorkflowVersion>;
  /** All versions, newest first. */
  versions: WorkflowVersionConnection;
};


/** What runs do, as data: a draft that is worked on, and the versions of it that were published. */
export type WorkflowVersionArgs = {
  number: Scalars['Int']['input'];
};


/** What runs do, as data: a draft that is worked on, and the versions of it that were published. */
export type WorkflowVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of workflows. */
export type WorkflowConnection = {
  __typename?: 'WorkflowConnection';
  /** The workflows of this page. */
  nodes: Array<Workflow>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** A run that did not take place. */
export type WorkflowDryRun = {
  __typename?: 'WorkflowDryRun';
  /** What it would fail with. */
  error: Maybe<RunError>;
  /** What the run would answer; null when that is not known. */
  output: Maybe<Scalars['JSON']['output']>;
  /** The steps that would be reached, or may be, in that order; at most 500. */
  steps: Array<DryRunStep>;
  /** Whether there were more steps than are told. */
  truncated: Scalars['Boolean']['output'];
};

/** What became of a workflow. */
export type WorkflowPayload = {
  __typename?: 'WorkflowPayload';
  /** As it is now. */
  workflow: Workflow;
};

/** What is wrong with a definition. */
export type WorkflowProblem = {
  __typename?: 'WorkflowProblem';
  /** What kind of problem it is. */
  code: WorkflowProblemCode;
  /** For people. */
  message: Scalars['String']['output'];
  /** Where: `steps[3].with.url`; empty for the whole. */
  path: Scalars['String']['output'];
};

/** What can be wrong with a definition. */
export type WorkflowProblemCode =
  /** An expression can't be read, or does not fit what it reads. */
  | 'BAD_EXPRESSION'
  /** It is no GraphQL operation, or does not fit the schema. */
  | 'BAD_GRAPHQL'
  /** It is no cron schedule or no time zone, or never comes about. */
  | 'BAD_SCHEDULE'
  /** No request to this URL can be made. */
  | 'BAD_URL'
  /** Two have the same id. */
  | 'DUPLICATE_ID'
  /** Workflows start each other without end. */
  | 'ENDLESS'
  /** It has not the shape of a definition: something is missing, not known, or of another kind. */
  | 'MALFORMED'
  /** Whoever publishes it may not do what it does. */
  | 'MISSING_SCOPE'
  /** It reads a step that is not done by then, or not in every case. */
  | 'STEP_NOT_DONE'
  /** It is larger than definitions may be. */
  | 'TOO_LARGE'
  /** A value is of another kind than what it is used for. */
  | 'TYPE_MISMATCH'
  /** It gives an input that there is not, or not all that are required. */
  | 'UNKNOWN_INPUT'
  /** It names a secret that the tenant has not. */
  | 'UNKNOWN_SECRET'
  /** It reads a step that there is not. */
  | 'UNKNOWN_STEP'
  /** It runs a workflow that was not published. */
  | 'UNKNOWN_WORKFLOW'
  /** It is never reached. */
  | 'UNREACHABLE';

/** One execution of a workflow. */
export type WorkflowRun = {
  __typename?: 'WorkflowRun';
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** When it is to have ended, or fails with TIMEOUT. */
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

/** What starts runs of a workflow by itself. */
export type WorkflowTrigger = {
  __typename?: 'WorkflowTrigger';
  /** As the definition has it. */
  id: Scalars['String']['output'];
  /** What starts runs. */
  kind: TriggerKind;
  /** When it started a run last. */
  lastFiredAt: Maybe<Scalars['DateTime']['output']>;
  /** When it fires next, if it goes by a schedule. */
  nextAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * Where requests start runs, if they do: `POST` to this path on the origin of the endpoint, a JSON body of at most 1 MiB. The header
   * `X-Airgraph-Signature` must be `t=…,v1=…`: the seconds since the epoch, at most 300 from now, and the HMAC-SHA256 of `t.body` with
   * the trigger's secret, in hexadecimal. With a header `Idempotency-Key` it is that of `t.idempotency-key:key.body`, and a request
   * that comes again starts nothing. Null unless you hold the scope workflows:write.
   */
  webhookPath: Maybe<Scalars['String']['output']>;
};

/** What was published of a workflow. Never changes. */
export type WorkflowVersion = {
  __typename?: 'WorkflowVersion';
  /** With all defaults. */
  definition: Scalars['JSONObject']['output'];
  /** From 1. */
  number: Scalars['Int']['output'];
  /** When. */
  publishedAt: Scalars['DateTime']['output'];
  /** By whom, and in whose name its triggers start runs; null when it was an API key. */
  publishedBy: Maybe<User>;
};

/** A page of a workflow's versions. */
export type WorkflowVersionConnection = {
  __typename?: 'WorkflowVersionConnection';
  /** The versions of this page. */
  nodes: Array<WorkflowVersion>;
  /** How to go on. */
  pageInfo: PageInfo;
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
  Saga: Saga;
  Workflow: Workflow;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AirtableRecord:
    ( { __typename: 'AirtableRecord' }
    & GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true}> );
  Saga:
    ( { __typename: 'Saga' }
    & GraphQLRecursivePick<FederationTypes['Saga'], {"id":true}> );
  Workflow:
    ( { __typename: 'Workflow' }
    & GraphQLRecursivePick<FederationTypes['Workflow'], {"id":true}> );
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
  CreateWorkflowInput: CreateWorkflowInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DecideApprovalInput: DecideApprovalInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  DecideApprovalPayload: ResolverTypeWrapper<Omit<DecideApprovalPayload, 'approval'> & { approval: ResolversTypes['Approval'] }>;
  DeleteWorkflowSecretPayload: ResolverTypeWrapper<DeleteWorkflowSecretPayload>;
  DryRunOutcome: DryRunOutcome;
  DryRunStep: ResolverTypeWrapper<DryStep>;
  DryRunWorkflowInput: DryRunWorkflowInput;
  HookAnswer: ResolverTypeWrapper<HookAnswer>;
  HookInput: HookInput;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PublishWorkflowInput: PublishWorkflowInput;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RenameWorkflowInput: RenameWorkflowInput;
  ResolveStuckInput: ResolveStuckInput;
  RunError: ResolverTypeWrapper<Told>;
  RunFilter: RunFilter;
  RunPayload: ResolverTypeWrapper<Omit<RunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  RunStatus: RunStatus;
  RunStep: ResolverTypeWrapper<StepModel>;
  RunStepConnection: ResolverTypeWrapper<Omit<RunStepConnection, 'nodes'> & { nodes: Array<ResolversTypes['RunStep']> }>;
  RunUpdate: ResolverTypeWrapper<RunUpdateModel>;
  RunUpdateKind: RunUpdateKind;
  Saga: ResolverTypeWrapper<StoredSaga>;
  SagaCompensated: ResolverTypeWrapper<SagaModel>;
  SagaCompensating: ResolverTypeWrapper<SagaModel>;
  SagaCompleted: ResolverTypeWrapper<SagaModel>;
  SagaConnection: ResolverTypeWrapper<Omit<SagaConnection, 'nodes'> & { nodes: Array<ResolversTypes['Saga']> }>;
  SagaDecision: ResolverTypeWrapper<SagaStepModel>;
  SagaFilter: SagaFilter;
  SagaPayload: ResolverTypeWrapper<Omit<SagaPayload, 'saga'> & { saga: ResolversTypes['Saga'] }>;
  SagaRunning: ResolverTypeWrapper<SagaModel>;
  SagaState: ResolverTypeWrapper<SagaModel>;
  SagaStatus: SagaStatus;
  SagaStep: ResolverTypeWrapper<SagaStepModel>;
  SagaStepStatus: SagaStepStatus;
  SagaStuck: ResolverTypeWrapper<SagaModel>;
  SagaUndoing: SagaUndoing;
  SagaUpdate: ResolverTypeWrapper<SagaUpdateModel>;
  SagaUpdateKind: SagaUpdateKind;
  SaveWorkflowDraftInput: SaveWorkflowDraftInput;
  SendRunEventInput: SendRunEventInput;
  SendRunEventPayload: ResolverTypeWrapper<SendRunEventPayload>;
  SetWorkflowEnabledInput: SetWorkflowEnabledInput;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StartSagaInput: StartSagaInput;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  StepFailure: ResolverTypeWrapper<StepFailureModel>;
  StepStatus: StepStatus;
  StuckResolution: StuckResolution;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TransactChange: ResolverTypeWrapper<TransactChange>;
  TransactCreateInput: TransactCreateInput;
  TransactDeleteInput: TransactDeleteInput;
  TransactInput: TransactInput;
  TransactLinkInput: TransactLinkInput;
  TransactOperation: TransactOperation;
  TransactOperationKind: TransactOperationKind;
  TransactPayload: ResolverTypeWrapper<Omit<TransactPayload, 'saga'> & { saga: ResolversTypes['Saga'] }>;
  TransactPreview: ResolverTypeWrapper<TransactPreview>;
  TransactProblem: ResolverTypeWrapper<TransactProblem>;
  TransactUpdateInput: TransactUpdateInput;
  TriggerKind: TriggerKind;
  User: ResolverTypeWrapper<User>;
  Workflow: ResolverTypeWrapper<StoredWorkflow>;
  WorkflowConnection: ResolverTypeWrapper<Omit<WorkflowConnection, 'nodes'> & { nodes: Array<ResolversTypes['Workflow']> }>;
  WorkflowDryRun: ResolverTypeWrapper<DryRun>;
  WorkflowPayload: ResolverTypeWrapper<Omit<WorkflowPayload, 'workflow'> & { workflow: ResolversTypes['Workflow'] }>;
  WorkflowProblem: ResolverTypeWrapper<WorkflowProblem>;
  WorkflowProblemCode: WorkflowProblemCode;
  WorkflowRun: ResolverTypeWrapper<StoredRun>;
  WorkflowRunConnection: ResolverTypeWrapper<Omit<WorkflowRunConnection, 'nodes'> & { nodes: Array<ResolversTypes['WorkflowRun']> }>;
  WorkflowSecret: ResolverTypeWrapper<WorkflowSecret>;
  WorkflowTrigger: ResolverTypeWrapper<StoredTrigger>;
  WorkflowVersion: ResolverTypeWrapper<StoredVersion>;
  WorkflowVersionConnection: ResolverTypeWrapper<Omit<WorkflowVersionConnection, 'nodes'> & { nodes: Array<ResolversTypes['WorkflowVersion']> }>;
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
  CreateWorkflowInput: CreateWorkflowInput;
  DateTime: Scalars['DateTime']['output'];
  DecideApprovalInput: DecideApprovalInput;
  Boolean: Scalars['Boolean']['output'];
  DecideApprovalPayload: Omit<DecideApprovalPayload, 'approval'> & { approval: ResolversParentTypes['Approval'] };
  DeleteWorkflowSecretPayload: DeleteWorkflowSecretPayload;
  DryRunStep: DryStep;
  DryRunWorkflowInput: DryRunWorkflowInput;
  HookAnswer: HookAnswer;
  HookInput: HookInput;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PublishWorkflowInput: PublishWorkflowInput;
  Query: Record<PropertyKey, never>;
  RenameWorkflowInput: RenameWorkflowInput;
  ResolveStuckInput: ResolveStuckInput;
  RunError: Told;
  RunFilter: RunFilter;
  RunPayload: Omit<RunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
  RunStep: StepModel;
  RunStepConnection: Omit<RunStepConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['RunStep']> };
  RunUpdate: RunUpdateModel;
  Saga: StoredSaga;
  SagaCompensated: SagaModel;
  SagaCompensating: SagaModel;
  SagaCompleted: SagaModel;
  SagaConnection: Omit<SagaConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Saga']> };
  SagaDecision: SagaStepModel;
  SagaFilter: SagaFilter;
  SagaPayload: Omit<SagaPayload, 'saga'> & { saga: ResolversParentTypes['Saga'] };
  SagaRunning: SagaModel;
  SagaState: SagaModel;
  SagaStep: SagaStepModel;
  SagaStuck: SagaModel;
  SagaUpdate: SagaUpdateModel;
  SaveWorkflowDraftInput: SaveWorkflowDraftInput;
  SendRunEventInput: SendRunEventInput;
  SendRunEventPayload: SendRunEventPayload;
  SetWorkflowEnabledInput: SetWorkflowEnabledInput;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StartSagaInput: StartSagaInput;
  Float: Scalars['Float']['output'];
  StepFailure: StepFailureModel;
  Subscription: Record<PropertyKey, never>;
  TransactChange: TransactChange;
  TransactCreateInput: TransactCreateInput;
  TransactDeleteInput: TransactDeleteInput;
  TransactInput: TransactInput;
  TransactLinkInput: TransactLinkInput;
  TransactOperation: TransactOperation;
  TransactPayload: Omit<TransactPayload, 'saga'> & { saga: ResolversParentTypes['Saga'] };
  TransactPreview: TransactPreview;
  TransactProblem: TransactProblem;
  TransactUpdateInput: TransactUpdateInput;
  User: User;
  Workflow: StoredWorkflow;
  WorkflowConnection: Omit<WorkflowConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['Workflow']> };
  WorkflowDryRun: DryRun;
  WorkflowPayload: Omit<WorkflowPayload, 'workflow'> & { workflow: ResolversParentTypes['Workflow'] };
  WorkflowProblem: WorkflowProblem;
  WorkflowRun: StoredRun;
  WorkflowRunConnection: Omit<WorkflowRunConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['WorkflowRun']> };
  WorkflowSecret: WorkflowSecret;
  WorkflowTrigger: StoredTrigger;
  WorkflowVersion: StoredVersion;
  WorkflowVersionConnection: Omit<WorkflowVersionConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['WorkflowVersion']> };
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

export type DryRunStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DryRunStep'] = ResolversParentTypes['DryRunStep']> = {
  certain?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dependsOn?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['DryRunOutcome'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  archiveWorkflow?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationArchiveWorkflowArgs, 'id'>>;
  cancelRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationCancelRunArgs, 'id'>>;
  cancelSaga?: Resolver<ResolversTypes['SagaPayload'], ParentType, ContextType, RequireFields<MutationCancelSagaArgs, 'id'>>;
  createWorkflow?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationCreateWorkflowArgs, 'input'>>;
  decideApproval?: Resolver<ResolversTypes['DecideApprovalPayload'], ParentType, ContextType, RequireFields<MutationDecideApprovalArgs, 'input'>>;
  deleteWorkflowSecret?: Resolver<ResolversTypes['DeleteWorkflowSecretPayload'], ParentType, ContextType, RequireFields<MutationDeleteWorkflowSecretArgs, 'name'>>;
  pauseRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationPauseRunArgs, 'id'>>;
  publishWorkflow?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationPublishWorkflowArgs, 'input'>>;
  receiveHook?: Resolver<ResolversTypes['HookAnswer'], ParentType, ContextType, RequireFields<MutationReceiveHookArgs, 'input'>>;
  renameWorkflow?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationRenameWorkflowArgs, 'input'>>;
  replayRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationReplayRunArgs, 'id'>>;
  resolveStuck?: Resolver<ResolversTypes['SagaPayload'], ParentType, ContextType, RequireFields<MutationResolveStuckArgs, 'input'>>;
  resumeRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationResumeRunArgs, 'id'>>;
  retryCompensation?: Resolver<ResolversTypes['SagaPayload'], ParentType, ContextType, RequireFields<MutationRetryCompensationArgs, 'id'>>;
  retryRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationRetryRunArgs, 'id'>>;
  saveWorkflowDraft?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationSaveWorkflowDraftArgs, 'input'>>;
  sendRunEvent?: Resolver<ResolversTypes['SendRunEventPayload'], ParentType, ContextType, RequireFields<MutationSendRunEventArgs, 'input'>>;
  setWorkflowEnabled?: Resolver<ResolversTypes['WorkflowPayload'], ParentType, ContextType, RequireFields<MutationSetWorkflowEnabledArgs, 'input'>>;
  setWorkflowSecret?: Resolver<ResolversTypes['WorkflowSecret'], ParentType, ContextType, RequireFields<MutationSetWorkflowSecretArgs, 'input'>>;
  startRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<MutationStartRunArgs, 'input'>>;
  startSaga?: Resolver<ResolversTypes['SagaPayload'], ParentType, ContextType, RequireFields<MutationStartSagaArgs, 'input'>>;
  transact?: Resolver<ResolversTypes['TransactPayload'], ParentType, ContextType, RequireFields<MutationTransactArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  checkWorkflow?: Resolver<Array<ResolversTypes['WorkflowProblem']>, ParentType, ContextType, RequireFields<QueryCheckWorkflowArgs, 'definition'>>;
  dryRunWorkflow?: Resolver<ResolversTypes['WorkflowDryRun'], ParentType, ContextType, RequireFields<QueryDryRunWorkflowArgs, 'input'>>;
  pendingApprovals?: Resolver<Maybe<ResolversTypes['ApprovalConnection']>, ParentType, ContextType, RequireFields<QueryPendingApprovalsArgs, 'first'>>;
  previewTransact?: Resolver<Maybe<ResolversTypes['TransactPreview']>, ParentType, ContextType, RequireFields<QueryPreviewTransactArgs, 'operations'>>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runs?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  saga?: Resolver<Maybe<ResolversTypes['Saga']>, ParentType, ContextType, RequireFields<QuerySagaArgs, 'id'>>;
  sagas?: Resolver<Maybe<ResolversTypes['SagaConnection']>, ParentType, ContextType, RequireFields<QuerySagasArgs, 'first'>>;
  workflow?: Resolver<Maybe<ResolversTypes['Workflow']>, ParentType, ContextType, RequireFields<QueryWorkflowArgs, 'id'>>;
  workflowSecrets?: Resolver<Array<ResolversTypes['WorkflowSecret']>, ParentType, ContextType>;
  workflows?: Resolver<Maybe<ResolversTypes['WorkflowConnection']>, ParentType, ContextType, RequireFields<QueryWorkflowsArgs, 'archived' | 'first'>>;
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

export type SagaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Saga'] = ResolversParentTypes['Saga'], FederationReferenceType extends FederationReferenceTypes['Saga'] = FederationReferenceTypes['Saga']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Saga']> | FederationReferenceType, FederationReferenceType, ContextType>;
  cancelReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SagaState'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SagaStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['SagaStep']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SagaCompensatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaCompensated'] = ResolversParentTypes['SagaCompensated']> = {
  error?: Resolver<ResolversTypes['RunError'], ParentType, ContextType>;
  left?: Resolver<Array<ResolversTypes['SagaStep']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SagaCompensatingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaCompensating'] = ResolversParentTypes['SagaCompensating']> = {
  error?: Resolver<ResolversTypes['RunError'], ParentType, ContextType>;
  stepsLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SagaCompletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaCompleted'] = ResolversParentTypes['SagaCompleted']> = {
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SagaConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaConnection'] = ResolversParentTypes['SagaConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Saga']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SagaDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaDecision'] = ResolversParentTypes['SagaDecision']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  known?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  stepId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  why?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SagaPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaPayload'] = ResolversParentTypes['SagaPayload']> = {
  saga?: Resolver<ResolversTypes['Saga'], ParentType, ContextType>;
};

export type SagaRunningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaRunning'] = ResolversParentTypes['SagaRunning']> = {
  stepCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stepsDone?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SagaStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaState'] = ResolversParentTypes['SagaState']> = {
  __resolveType: TypeResolveFn<'SagaCompensated' | 'SagaCompensating' | 'SagaCompleted' | 'SagaRunning' | 'SagaStuck', ParentType, ContextType>;
};

export type SagaStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaStep'] = ResolversParentTypes['SagaStep']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  input?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SagaStepStatus'], ParentType, ContextType>;
  undoAttempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  undoing?: Resolver<ResolversTypes['SagaUndoing'], ParentType, ContextType>;
  undone?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type SagaStuckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaStuck'] = ResolversParentTypes['SagaStuck']> = {
  decisions?: Resolver<Array<ResolversTypes['SagaDecision']>, ParentType, ContextType>;
  error?: Resolver<ResolversTypes['RunError'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SagaUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SagaUpdate'] = ResolversParentTypes['SagaUpdate']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SagaUpdateKind'], ParentType, ContextType>;
  saga?: Resolver<ResolversTypes['Saga'], ParentType, ContextType>;
  stepId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
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
  sagaUpdated?: SubscriptionResolver<ResolversTypes['SagaUpdate'], "sagaUpdated", ParentType, ContextType, RequireFields<SubscriptionSagaUpdatedArgs, 'id'>>;
};

export type TransactChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactChange'] = ResolversParentTypes['TransactChange']> = {
  after?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  operation?: Resolver<ResolversTypes['TransactOperationKind'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['TransactProblem']>, ParentType, ContextType>;
};

export type TransactPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactPayload'] = ResolversParentTypes['TransactPayload']> = {
  ids?: Resolver<Array<Maybe<ResolversTypes['ID']>>, ParentType, ContextType>;
  saga?: Resolver<ResolversTypes['Saga'], ParentType, ContextType>;
};

export type TransactPreviewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactPreview'] = ResolversParentTypes['TransactPreview']> = {
  changes?: Resolver<Array<ResolversTypes['TransactChange']>, ParentType, ContextType>;
  ok?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TransactProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransactProblem'] = ResolversParentTypes['TransactProblem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkflowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Workflow'] = ResolversParentTypes['Workflow'], FederationReferenceType extends FederationReferenceTypes['Workflow'] = FederationReferenceTypes['Workflow']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workflow']> | FederationReferenceType, FederationReferenceType, ContextType>;
  archivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  draft?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  draftRevision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  published?: Resolver<Maybe<ResolversTypes['WorkflowVersion']>, ParentType, ContextType>;
  triggers?: Resolver<Array<ResolversTypes['WorkflowTrigger']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['WorkflowVersion']>, ParentType, ContextType, RequireFields<WorkflowVersionArgs, 'number'>>;
  versions?: Resolver<ResolversTypes['WorkflowVersionConnection'], ParentType, ContextType, RequireFields<WorkflowVersionsArgs, 'first'>>;
};

export type WorkflowConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowConnection'] = ResolversParentTypes['WorkflowConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Workflow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkflowDryRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowDryRun'] = ResolversParentTypes['WorkflowDryRun']> = {
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['DryRunStep']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type WorkflowPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowPayload'] = ResolversParentTypes['WorkflowPayload']> = {
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
};

export type WorkflowProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowProblem'] = ResolversParentTypes['WorkflowProblem']> = {
  code?: Resolver<ResolversTypes['WorkflowProblemCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type WorkflowTriggerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowTrigger'] = ResolversParentTypes['WorkflowTrigger']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TriggerKind'], ParentType, ContextType>;
  lastFiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  webhookPath?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkflowVersionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowVersion'] = ResolversParentTypes['WorkflowVersion']> = {
  definition?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  publishedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  publishedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type WorkflowVersionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowVersionConnection'] = ResolversParentTypes['WorkflowVersionConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['WorkflowVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AirtableRecord?: AirtableRecordResolvers<ContextType>;
  Approval?: ApprovalResolvers<ContextType>;
  ApprovalConnection?: ApprovalConnectionResolvers<ContextType>;
  ApprovalUpdate?: ApprovalUpdateResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DecideApprovalPayload?: DecideApprovalPayloadResolvers<ContextType>;
  DeleteWorkflowSecretPayload?: DeleteWorkflowSecretPayloadResolvers<ContextType>;
  DryRunStep?: DryRunStepResolvers<ContextType>;
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
  Saga?: SagaResolvers<ContextType>;
  SagaCompensated?: SagaCompensatedResolvers<ContextType>;
  SagaCompensating?: SagaCompensatingResolvers<ContextType>;
  SagaCompleted?: SagaCompletedResolvers<ContextType>;
  SagaConnection?: SagaConnectionResolvers<ContextType>;
  SagaDecision?: SagaDecisionResolvers<ContextType>;
  SagaPayload?: SagaPayloadResolvers<ContextType>;
  SagaRunning?: SagaRunningResolvers<ContextType>;
  SagaState?: SagaStateResolvers<ContextType>;
  SagaStep?: SagaStepResolvers<ContextType>;
  SagaStuck?: SagaStuckResolvers<ContextType>;
  SagaUpdate?: SagaUpdateResolvers<ContextType>;
  SendRunEventPayload?: SendRunEventPayloadResolvers<ContextType>;
  StepFailure?: StepFailureResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TransactChange?: TransactChangeResolvers<ContextType>;
  TransactPayload?: TransactPayloadResolvers<ContextType>;
  TransactPreview?: TransactPreviewResolvers<ContextType>;
  TransactProblem?: TransactProblemResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Workflow?: WorkflowResolvers<ContextType>;
  WorkflowConnection?: WorkflowConnectionResolvers<ContextType>;
  WorkflowDryRun?: WorkflowDryRunResolvers<ContextType>;
  WorkflowPayload?: WorkflowPayloadResolvers<ContextType>;
  WorkflowProblem?: WorkflowProblemResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowSecret?: WorkflowSecretResolvers<ContextType>;
  WorkflowTrigger?: WorkflowTriggerResolvers<ContextType>;
  WorkflowVersion?: WorkflowVersionResolvers<ContextType>;
  WorkflowVersionConnection?: WorkflowVersionConnectionResolvers<ContextType>;
};

