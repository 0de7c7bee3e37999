import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { BaseModel, TableModel, FieldModel, RecordModel, RecordPage } from '../models.ts';
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

/** A tenant's connection to Airtable. */
export type AirtableConnection = {
  __typename?: 'AirtableConnection';
  /** Airtable's id of the token's owner (`usr…`). */
  airtableUserId: Scalars['ID']['output'];
  /** When the token was given. */
  connectedAt: Scalars['DateTime']['output'];
};

/** A record of any base and table. */
export type AirtableRecord = {
  /** The base that it is in. */
  base: Maybe<Base>;
  /** One cell by the name or id of its field; null when it is empty. If Airtable could not compute it: null, and told in `errors`. */
  cell: Maybe<Scalars['JSON']['output']>;
  /** All cells that are not empty. What Airtable could not compute (a formula in error, a division by zero) is null. */
  cells: Scalars['JSONObject']['output'];
  /** When it was created. */
  createdTime: Scalars['DateTime']['output'];
  /** Globally unique: base, table and record id, as `app…/tbl…/rec…`. */
  id: Scalars['ID']['output'];
  /** The records that a link field points at, in the cell's order. Read in batches of 100, whatever the depth. */
  linkedRecords: Maybe<RecordConnection>;
  /** Airtable's id (`rec…`). */
  recordId: Scalars['ID']['output'];
  /** The table that it is in. */
  table: Maybe<Table>;
};


/** A record of any base and table. */
export type AirtableRecordCellArgs = {
  field: Scalars['String']['input'];
};


/** A record of any base and table. */
export type AirtableRecordCellsArgs = {
  keyedBy?: CellKey;
};


/** A record of any base and table. */
export type AirtableRecordLinkedRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  field: Scalars['String']['input'];
  first?: Scalars['Int']['input'];
};

/** An Airtable base. */
export type Base = {
  __typename?: 'Base';
  /** Airtable's id (`app…`). */
  id: Scalars['ID']['output'];
  /** As Airtable shows it. */
  name: Scalars['String']['output'];
  /** What the token may do in it: none, read, comment, edit or create. */
  permissionLevel: Scalars['String']['output'];
  /** One table by id (`tbl…`) or name. */
  table: Maybe<Table>;
  /** In Airtable's order. */
  tables: Maybe<Array<Table>>;
};


/** An Airtable base. */
export type BaseTableArgs = {
  key: Scalars['String']['input'];
};

/** Names cells by the field's name or by its id. */
export type CellKey =
  /** The id (`fld…`), which stays. */
  | 'ID'
  /** The name, which people may change in Airtable. */
  | 'NAME';

/** How Airgraph reaches the tenant's Airtable. */
export type ConnectAirtableInput = {
  /** A personal access token with `schema.bases:read` and `data.records:read`, for writes `data.records:write` too. Stored encrypted, never shown again. */
  token: Scalars['String']['input'];
};

/** A record to be created. */
export type CreateRecordInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Scalars['JSONObject']['input'];
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: Scalars['Boolean']['input'];
};

/** A record that has been created. */
export type CreateRecordPayload = {
  __typename?: 'CreateRecordPayload';
  /** As Airtable stored it, computed cells included. */
  record: AirtableRecord;
};

/** A column of a table. */
export type Field = {
  __typename?: 'Field';
  /** As written in Airtable. */
  description: Maybe<Scalars['String']['output']>;
  /** Airtable's id (`fld…`). */
  id: Scalars['ID']['output'];
  /** As Airtable shows it. */
  name: Scalars['String']['output'];
  /** The type's options as Airtable prints them, for example a select's choices. */
  options: Maybe<Scalars['JSON']['output']>;
  /** Airtable's field type, for example singleLineText or multipleRecordLinks. */
  type: Scalars['String']['output'];
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Connects the tenant to Airtable by a personal access token, replacing an earlier one. Needs the role admin. */
  connectAirtable: AirtableConnection;
  /** Creates one record. Needs the role editor. */
  createRecord: CreateRecordPayload;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationConnectAirtableArgs = {
  input: ConnectAirtableInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateRecordArgs = {
  input: CreateRecordInput;
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
  /** The tenant's connection to Airtable, or null before there is one. */
  airtableConnection: Maybe<AirtableConnection>;
  /** One base by its Airtable id (`app…`). */
  base: Maybe<Base>;
  /** The bases that the tenant's token was granted. */
  bases: Maybe<Array<Base>>;
  /** One record by its `id`. */
  record: Maybe<AirtableRecord>;
};


/** What can be asked. */
export type QueryBaseArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
};

/** A page of records. */
export type RecordConnection = {
  __typename?: 'RecordConnection';
  /** The records of this page. */
  nodes: Array<AirtableRecord>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** One key of an order. */
export type RecordSort = {
  /** Ascending unless told otherwise. */
  direction?: SortDirection;
  /** Name or id of a field. */
  field: Scalars['String']['input'];
};

/** Which end comes first. */
export type SortDirection =
  /** Smallest first; empty cells before all others. */
  | 'ASC'
  /** Largest first; empty cells after all others. */
  | 'DESC';

/** A table of a base. */
export type Table = {
  __typename?: 'Table';
  /** As written in Airtable. */
  description: Maybe<Scalars['String']['output']>;
  /** The table's columns, in Airtable's order. */
  fields: Array<Field>;
  /** Airtable's id (`tbl…`). */
  id: Scalars['ID']['output'];
  /** As Airtable shows it. */
  name: Scalars['String']['output'];
  /** Records in the order of `sort`, else of the view, else of Airtable's choosing. */
  records: Maybe<RecordConnection>;
};


/** A table of a base. */
export type TableRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  sort?: InputMaybe<Array<RecordSort>>;
  view?: InputMaybe<Scalars['String']['input']>;
};

/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecord = AirtableRecord & {
  __typename?: 'UntypedRecord';
  /** The base that it is in. */
  base: Maybe<Base>;
  /** One cell by the name or id of its field; null when it is empty. If Airtable could not compute it: null, and told in `errors`. */
  cell: Maybe<Scalars['JSON']['output']>;
  /** All cells that are not empty. What Airtable could not compute (a formula in error, a division by zero) is null. */
  cells: Scalars['JSONObject']['output'];
  /** When it was created. */
  createdTime: Scalars['DateTime']['output'];
  /** Globally unique: base, table and record id, as `app…/tbl…/rec…`. */
  id: Scalars['ID']['output'];
  /** The records that a link field points at, in the cell's order. Read in batches of 100, whatever the depth. */
  linkedRecords: Maybe<RecordConnection>;
  /** Airtable's id (`rec…`). */
  recordId: Scalars['ID']['output'];
  /** The table that it is in. */
  table: Maybe<Table>;
};


/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecordCellArgs = {
  field: Scalars['String']['input'];
};


/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecordCellsArgs = {
  keyedBy?: CellKey;
};


/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecordLinkedRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  field: Scalars['String']['input'];
  first?: Scalars['Int']['input'];
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
  UntypedRecord: UntypedRecord;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AirtableRecord:
    ( { __typename: 'AirtableRecord' }
    & GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true}> );
  Base:
    ( { __typename: 'Base' }
    & GraphQLRecursivePick<FederationTypes['Base'], {"id":true}> );
  UntypedRecord:
    ( { __typename: 'UntypedRecord' }
    & GraphQLRecursivePick<FederationTypes['UntypedRecord'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AirtableConnection: ResolverTypeWrapper<AirtableConnection>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AirtableRecord: ResolverTypeWrapper<RecordModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Base: ResolverTypeWrapper<BaseModel>;
  CellKey: CellKey;
  ConnectAirtableInput: ConnectAirtableInput;
  CreateRecordInput: CreateRecordInput;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CreateRecordPayload: ResolverTypeWrapper<Omit<CreateRecordPayload, 'record'> & { record: ResolversTypes['AirtableRecord'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Field: ResolverTypeWrapper<FieldModel>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordConnection: ResolverTypeWrapper<RecordPage>;
  RecordSort: RecordSort;
  SortDirection: SortDirection;
  Table: ResolverTypeWrapper<TableModel>;
  UntypedRecord: ResolverTypeWrapper<RecordModel>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AirtableConnection: AirtableConnection;
  ID: Scalars['ID']['output'];
  AirtableRecord: RecordModel;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Base: BaseModel;
  ConnectAirtableInput: ConnectAirtableInput;
  CreateRecordInput: CreateRecordInput;
  Boolean: Scalars['Boolean']['output'];
  CreateRecordPayload: Omit<CreateRecordPayload, 'record'> & { record: ResolversParentTypes['AirtableRecord'] };
  DateTime: Scalars['DateTime']['output'];
  Field: FieldModel;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  RecordConnection: RecordPage;
  RecordSort: RecordSort;
  Table: TableModel;
  UntypedRecord: RecordModel;
};

export type AirtableConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableConnection'] = ResolversParentTypes['AirtableConnection']> = {
  airtableUserId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  connectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AirtableRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableRecord'] = ResolversParentTypes['AirtableRecord'], FederationReferenceType extends FederationReferenceTypes['AirtableRecord'] = FederationReferenceTypes['AirtableRecord']> = {
  __resolveType: TypeResolveFn<'UntypedRecord', ParentType, ContextType>;
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AirtableRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
};

export type BaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Base'] = ResolversParentTypes['Base'], FederationReferenceType extends FederationReferenceTypes['Base'] = FederationReferenceTypes['Base']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Base']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissionLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  table?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType, RequireFields<BaseTableArgs, 'key'>>;
  tables?: Resolver<Maybe<Array<ResolversTypes['Table']>>, ParentType, ContextType>;
};

export type CreateRecordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRecordPayload'] = ResolversParentTypes['CreateRecordPayload']> = {
  record?: Resolver<ResolversTypes['AirtableRecord'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type FieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Field'] = ResolversParentTypes['Field']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  connectAirtable?: Resolver<ResolversTypes['AirtableConnection'], ParentType, ContextType, RequireFields<MutationConnectAirtableArgs, 'input'>>;
  createRecord?: Resolver<ResolversTypes['CreateRecordPayload'], ParentType, ContextType, RequireFields<MutationCreateRecordArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  airtableConnection?: Resolver<Maybe<ResolversTypes['AirtableConnection']>, ParentType, ContextType>;
  base?: Resolver<Maybe<ResolversTypes['Base']>, ParentType, ContextType, RequireFields<QueryBaseArgs, 'id'>>;
  bases?: Resolver<Maybe<Array<ResolversTypes['Base']>>, ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType, RequireFields<QueryRecordArgs, 'id'>>;
};

export type RecordConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordConnection'] = ResolversParentTypes['RecordConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Table'] = ResolversParentTypes['Table']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['Field']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<Maybe<ResolversTypes['RecordConnection']>, ParentType, ContextType, RequireFields<TableRecordsArgs, 'first'>>;
};

export type UntypedRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UntypedRecord'] = ResolversParentTypes['UntypedRecord'], FederationReferenceType extends FederationReferenceTypes['UntypedRecord'] = FederationReferenceTypes['UntypedRecord']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['UntypedRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  base?: Resolver<Maybe<ResolversTypes['Base']>, ParentType, ContextType>;
  cell?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, RequireFields<UntypedRecordCellArgs, 'field'>>;
  cells?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType, RequireFields<UntypedRecordCellsArgs, 'keyedBy'>>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  linkedRecords?: Resolver<Maybe<ResolversTypes['RecordConnection']>, ParentType, ContextType, RequireFields<UntypedRecordLinkedRecordsArgs, 'field' | 'first'>>;
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  table?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AirtableConnection?: AirtableConnectionResolvers<ContextType>;
  AirtableRecord?: AirtableRecordResolvers<ContextType>;
  Base?: BaseResolvers<ContextType>;
  CreateRecordPayload?: CreateRecordPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Field?: FieldResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RecordConnection?: RecordConnectionResolvers<ContextType>;
  Table?: TableResolvers<ContextType>;
  UntypedRecord?: UntypedRecordResolvers<ContextType>;
};

