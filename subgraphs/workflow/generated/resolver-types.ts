import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { StoredRun } from '../store/runs.ts';
import type { RunChange } from '../run-update.ts';
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

/** A secret that has been deleted. */
export type DeleteWorkflowSecretPayload = {
  __typename?: 'DeleteWorkflowSecretPayload';
  /** The secret's name. */
  name: Scalars['String']['output'];
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Deletes a secret; steps that need it fail from now on. Needs the scope workflows:write. */
  deleteWorkflowSecret: DeleteWorkflowSecretPayload;
  /** Stores a secret for workflows to send, in the place of the one of its name. Needs the scope workflows:write. */
  setWorkflowSecret: WorkflowSecret;
  /** Starts a run. It goes on whatever happens to the process that started it. Needs the scope runs:start. */
  startRun: StartRunPayload;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteWorkflowSecretArgs = {
  name: Scalars['String']['input'];
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
  /** One run of the tenant. */
  run: Maybe<WorkflowRun>;
  /** The tenant's runs, newest first. */
  runs: Maybe<WorkflowRunConnection>;
  /** The tenant's secrets by name. Nobody can read their values. Needs the scope workflows:write. */
  workflowSecrets: Array<WorkflowSecret>;
};


/** What can be asked. */
export type QueryRunArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** Why a run failed. */
export type RunError = {
  __typename?: 'RunError';
  /** A code of the documented list. */
  code: Scalars['String']['output'];
  /** For people. */
  message: Scalars['String']['output'];
};

/** How far a run is. */
export type RunStatus =
  /** A step failed for good; `error` tells why. */
  | 'FAILED'
  /** Waiting for a worker. */
  | 'QUEUED'
  /** A worker carries it out. */
  | 'RUNNING'
  /** All steps succeeded. */
  | 'SUCCEEDED';

/** One step of a run. */
export type RunStep = {
  __typename?: 'RunStep';
  /** How often it was tried. */
  attempts: Scalars['Int']['output'];
  /** Unique in the run. */
  id: Scalars['ID']['output'];
  /** What the step answered, as soon as it succeeded. */
  output: Maybe<Scalars['JSON']['output']>;
  /** How far it is. */
  status: StepStatus;
};

/** One change of a run. */
export type RunUpdate = {
  __typename?: 'RunUpdate';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** Pass it as `after` to go on from here. */
  cursor: Scalars['ID']['output'];
  /** What happened. */
  kind: RunUpdateKind;
  /** The run as it is now. */
  run: WorkflowRun;
  /** The step that changed, when one did. */
  stepId: Maybe<Scalars['ID']['output']>;
};

/** What can happen to a run. */
export type RunUpdateKind =
  /** The run failed; nothing follows. */
  | 'FAILED'
  /** It was asked for. */
  | 'QUEUED'
  /** A worker took it up. */
  | 'STARTED'
  /** A step was given up, and the run with it. */
  | 'STEP_FAILED'
  /** A step is tried, for the first time or again. */
  | 'STEP_STARTED'
  /** A step is done. */
  | 'STEP_SUCCEEDED'
  /** The run is done; nothing follows. */
  | 'SUCCEEDED';

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
  /** The record that the run is about. */
  recordId: Scalars['ID']['input'];
  /** What is done. */
  workflow: Workflow;
};

/** A run that has been started. */
export type StartRunPayload = {
  __typename?: 'StartRunPayload';
  /** The run, which a worker takes up in a moment. */
  run: WorkflowRun;
};

/** How far a step is. */
export type StepStatus =
  /** It was given up. */
  | 'FAILED'
  /** The steps before are not done. */
  | 'PENDING'
  /** It is being tried, for the first time or again. */
  | 'RUNNING'
  /** Its effect is there and `output` tells of it. */
  | 'SUCCEEDED';

/** What can be watched, over WebSocket. */
export type Subscription = {
  __typename?: 'Subscription';
  /** Every change of one run, from the first or after a cursor, until the run has ended. A client that reconnects with the last cursor it saw misses nothing. */
  runUpdated: RunUpdate;
};


/** What can be watched, over WebSocket. */
export type SubscriptionRunUpdatedArgs = {
  after?: InputMaybe<Scalars['ID']['input']>;
  id: Scalars['ID']['input'];
};

export type User = {
  __typename?: 'User';
  id: Scalars['ID']['output'];
};

/** What a run can do. */
export type Workflow =
  /** Reads a record and files a Markdown summary of its cells. */
  | 'SUMMARIZE_RECORD';

/** One execution of a workflow. */
export type WorkflowRun = {
  __typename?: 'WorkflowRun';
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** When it succeeded or failed. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why the run failed. */
  error: Maybe<RunError>;
  /** Stays the same for ever. */
  id: Scalars['ID']['output'];
  /** The record that it is about. */
  record: Maybe<AirtableRecord>;
  /** When a worker took it up. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** Who started it; null when it was an API key. */
  startedBy: Maybe<User>;
  /** How far it is. */
  status: RunStatus;
  /** In the order in which they are taken. */
  steps: Array<RunStep>;
  /** What it does. */
  workflow: Workflow;
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
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteWorkflowSecretPayload: ResolverTypeWrapper<DeleteWorkflowSecretPayload>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RunError: ResolverTypeWrapper<RunError>;
  RunStatus: RunStatus;
  RunStep: ResolverTypeWrapper<RunStep>;
  RunUpdate: ResolverTypeWrapper<RunChange>;
  RunUpdateKind: RunUpdateKind;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StartRunPayload: ResolverTypeWrapper<Omit<StartRunPayload, 'run'> & { run: ResolversTypes['WorkflowRun'] }>;
  StepStatus: StepStatus;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  User: ResolverTypeWrapper<User>;
  Workflow: Workflow;
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
  DateTime: Scalars['DateTime']['output'];
  DeleteWorkflowSecretPayload: DeleteWorkflowSecretPayload;
  JSON: Scalars['JSON']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  Query: Record<PropertyKey, never>;
  RunError: RunError;
  RunStep: RunStep;
  RunUpdate: RunChange;
  SetWorkflowSecretInput: SetWorkflowSecretInput;
  StartRunInput: StartRunInput;
  StartRunPayload: Omit<StartRunPayload, 'run'> & { run: ResolversParentTypes['WorkflowRun'] };
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

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteWorkflowSecretPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteWorkflowSecretPayload'] = ResolversParentTypes['DeleteWorkflowSecretPayload']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  deleteWorkflowSecret?: Resolver<ResolversTypes['DeleteWorkflowSecretPayload'], ParentType, ContextType, RequireFields<MutationDeleteWorkflowSecretArgs, 'name'>>;
  setWorkflowSecret?: Resolver<ResolversTypes['WorkflowSecret'], ParentType, ContextType, RequireFields<MutationSetWorkflowSecretArgs, 'input'>>;
  startRun?: Resolver<ResolversTypes['StartRunPayload'], ParentType, ContextType, RequireFields<MutationStartRunArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  run?: Resolver<Maybe<ResolversTypes['WorkflowRun']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'id'>>;
  runs?: Resolver<Maybe<ResolversTypes['WorkflowRunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  workflowSecrets?: Resolver<Array<ResolversTypes['WorkflowSecret']>, ParentType, ContextType>;
};

export type RunErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunError'] = ResolversParentTypes['RunError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RunStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunStep'] = ResolversParentTypes['RunStep']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  output?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
};

export type RunUpdateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunUpdate'] = ResolversParentTypes['RunUpdate']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RunUpdateKind'], ParentType, ContextType>;
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
  stepId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type StartRunPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StartRunPayload'] = ResolversParentTypes['StartRunPayload']> = {
  run?: Resolver<ResolversTypes['WorkflowRun'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  runUpdated?: SubscriptionResolver<ResolversTypes['RunUpdate'], "runUpdated", ParentType, ContextType, RequireFields<SubscriptionRunUpdatedArgs, 'id'>>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun'], FederationReferenceType extends FederationReferenceTypes['WorkflowRun'] = FederationReferenceTypes['WorkflowRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkflowRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['RunError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RunStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['RunStep']>, ParentType, ContextType>;
  workflow?: Resolver<ResolversTypes['Workflow'], ParentType, ContextType>;
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
  DateTime?: GraphQLScalarType;
  DeleteWorkflowSecretPayload?: DeleteWorkflowSecretPayloadResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RunError?: RunErrorResolvers<ContextType>;
  RunStep?: RunStepResolvers<ContextType>;
  RunUpdate?: RunUpdateResolvers<ContextType>;
  StartRunPayload?: StartRunPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
  WorkflowRunConnection?: WorkflowRunConnectionResolvers<ContextType>;
  WorkflowSecret?: WorkflowSecretResolvers<ContextType>;
};

