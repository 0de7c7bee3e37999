/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A record to be created. */
export type CreateRecordInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Record<string, unknown>;
  /** Id (`tbl…`) or name of the table. */
  table: string;
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: boolean;
};

/** What happened to a record. */
export type RecordChangeKind =
  /** It was created. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** Some of its cells were changed. */
  | 'UPDATED';

/** What a member may do in a tenant, from most to least. */
export type Role =
  /** Everything but what is the owner's. */
  | 'ADMIN'
  /** Reads and writes data, starts runs. */
  | 'EDITOR'
  /** Everything, and the tenant is theirs. */
  | 'OWNER'
  /** Reads. */
  | 'VIEWER';

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

/** Credentials. */
export type SignInInput = {
  /** The email address or the username. */
  login: string;
  /** The password, as it was chosen. */
  password: string;
};

/** A person and the tenant that comes into being with them. */
export type SignUpInput = {
  /** Where mail reaches the person; compared without regard to case. */
  email: string;
  /** 12 to 200 characters. */
  password: string;
  /** Name of the tenant, usually the company's. */
  tenantName: string;
  /** 3 to 40 letters, digits, dots, dashes or underscores; compared without regard to case. */
  username: string;
};

/** A run to be started. */
export type StartRunInput = {
  /** A start repeated with the same key answers with the run of the first. */
  idempotencyKey?: string | null | undefined;
  /** The record that the run is about. */
  recordId: string;
  /** What is done. */
  workflow: Workflow;
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

/** What a run can do. */
export type Workflow =
  /** Reads a record and files a Markdown summary of its cells. */
  | 'SUMMARIZE_RECORD';

export type NestedDealsQueryVariables = Exact<{
  base: string;
}>;


export type NestedDealsQuery = { base: { table: { records: { nodes: Array<{ company: { nodes: Array<{ id: string }> } | null, contacts: { nodes: Array<{ id: string, company: { nodes: Array<{ id: string, cell: unknown }> } | null }> } | null }> } | null } | null } | null };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { signUp: { accessToken: string, expiresAt: string, user: { id: string, username: string, email: string | null, role: Role, tenant: { name: string } } } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { accessToken: string, user: { id: string } } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, username: string, tenant: { id: string, name: string } } | null };

export type ConnectAirtableMutationVariables = Exact<{
  token: string;
}>;


export type ConnectAirtableMutation = { connectAirtable: { airtableUserId: string } };

export type BasesQueryVariables = Exact<{ [key: string]: never; }>;


export type BasesQuery = { bases: Array<{ id: string, name: string, tables: Array<{ id: string, name: string }> | null } | null> | null };

export type DealsWithCompanyQueryVariables = Exact<{
  base: string;
  first: number;
  after?: string | null | undefined;
}>;


export type DealsWithCompanyQuery = { base: { table: { records: { nodes: Array<{ id: string, cells: Record<string, unknown>, linkedRecords: { nodes: Array<{ id: string, cell: unknown }> } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type CreateRecordMutationVariables = Exact<{
  input: CreateRecordInput;
}>;


export type CreateRecordMutation = { createRecord: { record: { id: string, cells: Record<string, unknown> } } | null };

export type StartRunMutationVariables = Exact<{
  input: StartRunInput;
}>;


export type StartRunMutation = { startRun: { run: { id: string, status: RunStatus } } };

export type RunUpdatedSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type RunUpdatedSubscription = { runUpdated: { cursor: string, kind: RunUpdateKind, stepId: string | null, run: { status: RunStatus, startedBy: { username: string } | null, files: { nodes: Array<{ name: string }> } | null } } };

export type RunAcrossSubgraphsQueryVariables = Exact<{
  id: string;
}>;


export type RunAcrossSubgraphsQuery = { run: { status: RunStatus, airtableCalls: number | null, error: { code: string, message: string } | null, steps: Array<{ id: string, status: StepStatus, attempts: number }>, startedBy: { username: string } | null, record: { cell: unknown, workflowRuns: { nodes: Array<{ id: string }> } | null } | null, files: { nodes: Array<{ name: string, content: string, createdBy: { username: string } | null }> } | null } | null };

export type UsageQueryVariables = Exact<{ [key: string]: never; }>;


export type UsageQuery = { usage: { operations: number, airtableCalls: number } | null };

export type RunStatusQueryVariables = Exact<{
  id: string;
}>;


export type RunStatusQuery = { run: { status: RunStatus, steps: Array<{ id: string, status: StepStatus }> } | null };

export type RecordsChangedSubscriptionVariables = Exact<{
  base: string;
  table?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RecordsChangedSubscription = { recordsChanged: { cursor: string, changes: Array<{ kind: RecordChangeKind, id: string }> } };

export type ChangedRecordsSubscriptionVariables = Exact<{
  base: string;
  table?: string | null | undefined;
}>;


export type ChangedRecordsSubscription = { recordsChanged: { changes: Array<{ kind: RecordChangeKind, record: { cells: Record<string, unknown>, workflowRuns: { nodes: Array<{ id: string }> } | null } | null }> } };

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

export const NestedDealsDocument = new TypedDocumentString(`
    query NestedDeals($base: ID!) {
  base(id: $base) {
    table(key: "Deals") {
      records(first: 100) {
        nodes {
          company: linkedRecords(field: "Company") {
            nodes {
              id
            }
          }
          contacts: linkedRecords(field: "Contacts") {
            nodes {
              id
              company: linkedRecords(field: "Company") {
                nodes {
                  id
                  cell(field: "Name")
                }
              }
            }
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<NestedDealsQuery, NestedDealsQueryVariables>;
export const SignUpDocument = new TypedDocumentString(`
    mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    accessToken
    expiresAt
    user {
      id
      username
      email
      role
      tenant {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SignUpMutation, SignUpMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    accessToken
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    username
    tenant {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const ConnectAirtableDocument = new TypedDocumentString(`
    mutation ConnectAirtable($token: String!) {
  connectAirtable(input: {token: $token}) {
    airtableUserId
  }
}
    `) as unknown as TypedDocumentString<ConnectAirtableMutation, ConnectAirtableMutationVariables>;
export const BasesDocument = new TypedDocumentString(`
    query Bases {
  bases {
    id
    name
    tables {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<BasesQuery, BasesQueryVariables>;
export const DealsWithCompanyDocument = new TypedDocumentString(`
    query DealsWithCompany($base: ID!, $first: Int!, $after: String) {
  base(id: $base) {
    table(key: "Deals") {
      records(first: $first, after: $after, sort: [{field: "Name"}]) {
        nodes {
          id
          cells
          linkedRecords(field: "Company") {
            nodes {
              id
              cell(field: "Name")
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DealsWithCompanyQuery, DealsWithCompanyQueryVariables>;
export const CreateRecordDocument = new TypedDocumentString(`
    mutation CreateRecord($input: CreateRecordInput!) {
  createRecord(input: $input) {
    record {
      id
      cells
    }
  }
}
    `) as unknown as TypedDocumentString<CreateRecordMutation, CreateRecordMutationVariables>;
export const StartRunDocument = new TypedDocumentString(`
    mutation StartRun($input: StartRunInput!) {
  startRun(input: $input) {
    run {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<StartRunMutation, StartRunMutationVariables>;
export const RunUpdatedDocument = new TypedDocumentString(`
    subscription RunUpdated($id: ID!, $after: ID) {
  runUpdated(id: $id, after: $after) {
    cursor
    kind
    stepId
    run {
      status
      startedBy {
        username
      }
      files {
        nodes {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RunUpdatedSubscription, RunUpdatedSubscriptionVariables>;
export const RunAcrossSubgraphsDocument = new TypedDocumentString(`
    query RunAcrossSubgraphs($id: ID!) {
  run(id: $id) {
    status
    error {
      code
      message
    }
    steps {
      id
      status
      attempts
    }
    startedBy {
      username
    }
    record {
      cell(field: "Name")
      workflowRuns {
        nodes {
          id
        }
      }
    }
    files {
      nodes {
        name
        content
        createdBy {
          username
        }
      }
    }
    airtableCalls
  }
}
    `) as unknown as TypedDocumentString<RunAcrossSubgraphsQuery, RunAcrossSubgraphsQueryVariables>;
export const UsageDocument = new TypedDocumentString(`
    query Usage {
  usage {
    operations
    airtableCalls
  }
}
    `) as unknown as TypedDocumentString<UsageQuery, UsageQueryVariables>;
export const RunStatusDocument = new TypedDocumentString(`
    query RunStatus($id: ID!) {
  run(id: $id) {
    status
    steps {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<RunStatusQuery, RunStatusQueryVariables>;
export const RecordsChangedDocument = new TypedDocumentString(`
    subscription RecordsChanged($base: ID!, $table: String, $after: String) {
  recordsChanged(baseId: $base, table: $table, after: $after) {
    cursor
    changes {
      kind
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RecordsChangedSubscription, RecordsChangedSubscriptionVariables>;
export const ChangedRecordsDocument = new TypedDocumentString(`
    subscription ChangedRecords($base: ID!, $table: String) {
  recordsChanged(baseId: $base, table: $table) {
    changes {
      kind
      record {
        cells
        workflowRuns(first: 1) {
          nodes {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ChangedRecordsSubscription, ChangedRecordsSubscriptionVariables>;