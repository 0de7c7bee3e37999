import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RecordReference } from '../models.ts';
import type { StoredActivity } from '../store/record-activity.ts';
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
  _FieldSet: { input: unknown; output: unknown; }
};

export type AirtableRecord = {
  __typename?: 'AirtableRecord';
  /**
   * What happened to it, newest first, as far as its base was watched at the time, and as long as that is kept: the latest 1,000 of
   * 90 days, if nobody set another number of days. It follows what happens by a moment.
   */
  activity: Maybe<RecordActivityConnection>;
  /** When it was created. */
  createdTime: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
};


export type AirtableRecordActivityArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

export type Base = {
  __typename?: 'Base';
  /** Calls made for this base to Airtable's Web API in the last 24 hours. */
  airtableCalls: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
};

/** A person in Airtable. */
export type Collaborator = {
  __typename?: 'Collaborator';
  /** Their address. */
  email: Maybe<Scalars['String']['output']>;
  /** Airtable's id (`usr…`). */
  id: Scalars['ID']['output'];
  /** Their name. */
  name: Maybe<Scalars['String']['output']>;
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Reports finished operations. For the router. */
  recordOperations: Scalars['Boolean']['output'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRecordOperationsArgs = {
  operations: Array<OperationReport>;
};

export type OperationKind =
  | 'MUTATION'
  | 'QUERY'
  | 'SUBSCRIPTION';

export type OperationReport = {
  durationMs: Scalars['Float']['input'];
  endedAt: Scalars['DateTime']['input'];
  errors: Scalars['Int']['input'];
  kind: OperationKind;
  /** Unique, so that a report sent twice counts once. */
  operationId: Scalars['ID']['input'];
  operationName?: InputMaybe<Scalars['String']['input']>;
  tenantId: Scalars['ID']['input'];
  userId?: InputMaybe<Scalars['ID']['input']>;
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

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** What the tenant used since an instant (by default the last 24 hours). */
  usage: Maybe<Usage>;
};


/** What can be asked. */
export type QueryUsageArgs = {
  since?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Something that happened to a record. */
export type RecordActivity = {
  __typename?: 'RecordActivity';
  /** Who did it, if it was a person. */
  actor: Maybe<Collaborator>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** What happened. */
  kind: RecordChangeKind;
  /** Where it came from, in Airtable's words: client, publicApi, automation, formSubmission and others. */
  source: Maybe<Scalars['String']['output']>;
};

/** A page of what happened to a record. */
export type RecordActivityConnection = {
  __typename?: 'RecordActivityConnection';
  /** What happened, as far as this page goes. */
  nodes: Array<RecordActivity>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** What happened to a record. */
export type RecordChangeKind =
  /** It was created. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** Some of its cells were changed. */
  | 'UPDATED';

/** What a tenant used. */
export type Usage = {
  __typename?: 'Usage';
  /** Calls made to Airtable's Web API. */
  airtableCalls: Scalars['Int']['output'];
  /** GraphQL operations of the tenant's people and machines. */
  operations: Scalars['Int']['output'];
  /** Operations that were answered with at least one error. */
  operationsWithErrors: Scalars['Int']['output'];
  /** From when on it is counted. */
  since: Scalars['DateTime']['output'];
};

export type WorkflowRun = {
  __typename?: 'WorkflowRun';
  /** Calls that the run made to Airtable's Web API. */
  airtableCalls: Maybe<Scalars['Int']['output']>;
  id: Scalars['ID']['output'];
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
  Base: Base;
  WorkflowRun: WorkflowRun;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AirtableRecord:
    ( { __typename: 'AirtableRecord' }
    & GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true,"createdTime":true}> );
  Base:
    ( { __typename: 'Base' }
    & GraphQLRecursivePick<FederationTypes['Base'], {"id":true}> );
  WorkflowRun:
    ( { __typename: 'WorkflowRun' }
    & GraphQLRecursivePick<FederationTypes['WorkflowRun'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AirtableRecord: ResolverTypeWrapper<RecordReference>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Base: ResolverTypeWrapper<Base>;
  Collaborator: ResolverTypeWrapper<Collaborator>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  OperationKind: OperationKind;
  OperationReport: OperationReport;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordActivity: ResolverTypeWrapper<StoredActivity>;
  RecordActivityConnection: ResolverTypeWrapper<Omit<RecordActivityConnection, 'nodes'> & { nodes: Array<ResolversTypes['RecordActivity']> }>;
  RecordChangeKind: RecordChangeKind;
  Usage: ResolverTypeWrapper<Usage>;
  WorkflowRun: ResolverTypeWrapper<WorkflowRun>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AirtableRecord: RecordReference;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Base: Base | FederationReferenceTypes['Base'];
  Collaborator: Collaborator;
  DateTime: Scalars['DateTime']['output'];
  Mutation: Record<PropertyKey, never>;
  Boolean: Scalars['Boolean']['output'];
  OperationReport: OperationReport;
  Float: Scalars['Float']['output'];
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RecordActivity: StoredActivity;
  RecordActivityConnection: Omit<RecordActivityConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['RecordActivity']> };
  Usage: Usage;
  WorkflowRun: WorkflowRun | FederationReferenceTypes['WorkflowRun'];
};

export type AirtableRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableRecord'] = ResolversParentTypes['AirtableRecord'], FederationReferenceType extends FederationReferenceTypes['AirtableRecord'] = FederationReferenceTypes['AirtableRecord']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AirtableRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activity?: Resolver<Maybe<ResolversTypes['RecordActivityConnection']>, ParentType, ContextType, RequireFields<AirtableRecordActivityArgs, 'first'>>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type BaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Base'] = ResolversParentTypes['Base'], FederationReferenceType extends FederationReferenceTypes['Base'] = FederationReferenceTypes['Base']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Base']> | FederationReferenceType, FederationReferenceType, ContextType>;
  airtableCalls?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CollaboratorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Collaborator'] = ResolversParentTypes['Collaborator']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  recordOperations?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRecordOperationsArgs, 'operations'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  usage?: Resolver<Maybe<ResolversTypes['Usage']>, ParentType, ContextType, Partial<QueryUsageArgs>>;
};

export type RecordActivityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordActivity'] = ResolversParentTypes['RecordActivity']> = {
  actor?: Resolver<Maybe<ResolversTypes['Collaborator']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RecordChangeKind'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecordActivityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordActivityConnection'] = ResolversParentTypes['RecordActivityConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['RecordActivity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type UsageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Usage'] = ResolversParentTypes['Usage']> = {
  airtableCalls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  operationsWithErrors?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WorkflowRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkflowRun'] = ResolversParentTypes['WorkflowRun'], FederationReferenceType extends FederationReferenceTypes['WorkflowRun'] = FederationReferenceTypes['WorkflowRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkflowRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  airtableCalls?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AirtableRecord?: AirtableRecordResolvers<ContextType>;
  Base?: BaseResolvers<ContextType>;
  Collaborator?: CollaboratorResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordActivity?: RecordActivityResolvers<ContextType>;
  RecordActivityConnection?: RecordActivityConnectionResolvers<ContextType>;
  Usage?: UsageResolvers<ContextType>;
  WorkflowRun?: WorkflowRunResolvers<ContextType>;
};

