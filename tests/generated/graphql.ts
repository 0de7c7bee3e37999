/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whose the credentials of a request are. */
export type AccessKind =
  /** Of a person who acts in no tenant. */
  | 'ACCOUNT'
  /** Nobody's: the request has none. */
  | 'ANONYMOUS'
  /** Of an API key. */
  | 'API_KEY'
  /** Of a person who acts in a tenant. */
  | 'MEMBER';

/** How a connection proves itself to Airtable. */
export type AirtableConnectionMethod =
  /** By OAuth; its token is renewed by itself. */
  | 'OAUTH'
  /** By a personal access token. */
  | 'PERSONAL_ACCESS_TOKEN';

/** Whether a connection works. */
export type AirtableConnectionStatus =
  /** It worked when it was used last. */
  | 'ACTIVE'
  /** Airtable refused its token: it was revoked, or has expired. Connect again. */
  | 'REVOKED';

/** Which entries of the audit log. */
export type AuditFilter = {
  /** Only these actions, for example session.started. */
  actions?: Array<string> | null | undefined;
  /** Only what this API key did. */
  apiKeyId?: string | null | undefined;
  /** Only at or after. */
  from?: string | null | undefined;
  /** Only before. */
  to?: string | null | undefined;
  /** Only what this person did. */
  userId?: string | null | undefined;
};

/** The end of an audit log as it was told before. */
export type AuditHeadInput = {
  /** Its seal. */
  hash: string;
  /** Its place in the log. */
  sequence: number;
};

/** How something that was tried ended. */
export type AuditResult =
  /** It was not permitted, or the credentials were wrong. */
  | 'DENIED'
  /** It was tried, and failed. */
  | 'FAILED'
  /** It was done. */
  | 'SUCCEEDED';

/** What becomes of changes of the typed graph that break clients: because fields have become of another type, because bases are gone, or by an admin's doing. */
export type BreakingGraphChanges =
  /** They are reported and held, with all that comes after them, until somebody accepts them. */
  | 'HOLD'
  /** They are reported and taken. */
  | 'TAKE';

/** A record to be changed. */
export type ChangedRecordInput = {
  /** Cell values by field name or id, as Airtable's Web API takes them; null clears a cell. */
  cells: Record<string, unknown>;
  /** The record's global `id`. */
  id: string;
};

/** A code for a sign-in that waits for it. */
export type CompleteSignInInput = {
  /** As `SecondFactorRequired` told it. */
  challenge: string;
  /** Six digits from the authenticator, or one of the recovery codes. */
  code: string;
  /** Where the session is kept. */
  store?: SessionStore;
};

/** A proof of who one is: one of the two. */
export type ConfirmIdentityInput = {
  /** Six digits from the authenticator. With a second factor set up, a password alone does not do. */
  code?: string | null | undefined;
  /** The password. */
  password?: string | null | undefined;
};

/** How Airgraph reaches the tenant's Airtable. */
export type ConnectAirtableInput = {
  /** The connection whose token this replaces; a new connection when absent. */
  connectionId?: string | null | undefined;
  /** What to call the connection; the token owner's address or id when absent. */
  name?: string | null | undefined;
  /** A personal access token with `schema.bases:read` and `data.records:read`, for writes `data.records:write` too. Stored encrypted, never shown again. */
  token: string;
};

/** How `content` stands for bytes. */
export type ContentEncoding =
  /** Base64 with padding (RFC 4648, section 4). */
  | 'BASE64'
  /** As text. A file that is none can't be read so. */
  | 'UTF8';

/** An API key to be created. */
export type CreateApiKeyInput = {
  /** After this it is refused; never when absent. */
  expiresAt?: string | null | undefined;
  /** 1 to 100 characters. */
  name: string;
  /** What it permits, for example data:read. */
  scopes: Array<string>;
};

/** A base to be created. */
export type CreateBaseInput = {
  /** The connection that creates it; needed only when there are several. */
  connectionId?: string | null | undefined;
  /** Its name. */
  name: string;
  /** At least one. */
  tables: Array<NewTableInput>;
  /** Airtable's id of the workspace (`wsp…`). */
  workspaceId: string;
};

/** A comment to be written. */
export type CreateCommentInput = {
  /** The comment (`com…`) that this one answers. */
  parentCommentId?: string | null | undefined;
  /** The record's global `id`. */
  recordId: string;
  /** The text; `@[usr…]` or `@[address]` mentions somebody. */
  text: string;
};

/** A data policy to be created. */
export type CreateDataPolicyInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** For people. */
  description?: string | null | undefined;
  /** Whether it permits or denies. */
  effect: DataPolicyEffect;
  /** Names or ids of fields. Not together with `rows`, and not for DELETE. */
  fields?: Array<string> | null | undefined;
  /** What to call it. */
  name: string;
  /** What it is about, at least one. */
  operations: Array<DataOperation>;
  /**
   * Which records; `isMe` stands for whoever asks. Not together with `fields`: write two policies. For CREATE only what can be told of
   * the cells that are given: `eq`, `in`, `isEmpty`, `hasAny`, `hasAll` and `isMe`, on fields that can be written.
   */
  rows?: RecordFilter | null | undefined;
  /** Whom it is about. */
  subject: DataPolicySubjectInput;
  /** Id (`tbl…`) or name of a table; all tables of the base when absent. */
  table?: string | null | undefined;
};

/** A field to be created. */
export type CreateFieldInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** For people. */
  description?: string | null | undefined;
  /** Its name. */
  name: string;
  /** The type's options, as Airtable's Web API takes them. */
  options?: Record<string, unknown> | null | undefined;
  /** Id (`tbl…`) or name of the table. */
  table: string;
  /** Airtable's field type, for example singleLineText. */
  type: string;
};

/** A file to be stored. */
export type CreateFileInput = {
  /** At most 1 MiB once decoded. */
  content: string;
  /** A media type, for example text/markdown. */
  contentType: string;
  /** How `content` stands for bytes. */
  encoding?: ContentEncoding;
  /** A creation repeated with the same key answers with the file of the first. */
  idempotencyKey?: string | null | undefined;
  /** 1 to 255 characters, without path separators. */
  name: string;
  /** The record that the file belongs to. */
  recordId?: string | null | undefined;
};

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

/** Records to be created in one table. */
export type CreateRecordsInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** At most 1000. */
  records: Array<NewRecordInput>;
  /** Id (`tbl…`) or name of the table. */
  table: string;
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: boolean;
};

/** A role of the tenant's own. */
export type CreateRoleInput = {
  /** What it is for. */
  description?: string | null | undefined;
  /** 1 to 60 characters, unlike those of the tenant's other roles. */
  name: string;
  /** What it permits, for example data:read. */
  scopes: Array<string>;
};

/** A table to be created. */
export type CreateTableInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** For people. */
  description?: string | null | undefined;
  /** At least one; the first becomes the primary field. */
  fields: Array<NewFieldInput>;
  /** Its name. */
  name: string;
};

/** A workflow to be created. */
export type CreateWorkflowInput = {
  /** Need not be fit to be published. */
  draft: Record<string, unknown>;
  /** 1 to 100 characters, unique in the tenant. */
  name: string;
};

/** What can be done with records. */
export type DataOperation =
  /** Create them. */
  | 'CREATE'
  /** Delete them. Takes READ of the same record, too. */
  | 'DELETE'
  /** Read them, be told of their changes, read and write their comments. */
  | 'READ'
  /** Change them, and add files to them. Takes READ of the same record, too. */
  | 'UPDATE';

/** What a data policy does. */
export type DataPolicyEffect =
  /**
   * Permits something, as far as the caller's scopes do. Where one or more such policies name a caller, an operation and a table
   * (or a field of it), only what they permit is permitted.
   */
  | 'ALLOW'
  /** Denies something, whatever other policies permit. */
  | 'DENY';

/** Whom a data policy is about. */
export type DataPolicySubjectInput = {
  /** `owner`, `admin`, `editor`, `viewer`, or the id of a role of the tenant's own, of a person or an API key; none for everyone. */
  id?: string | null | undefined;
  /** What `id` is the id of. */
  kind: DataPolicySubjectKind;
};

/** Whom a data policy is about. */
export type DataPolicySubjectKind =
  /** One API key. */
  | 'API_KEY'
  /** Everyone in the tenant, and every API key. */
  | 'EVERYONE'
  /** One person. */
  | 'PERSON'
  /** Everyone who has a role. */
  | 'ROLE';

/** Which records of a table. */
export type DataRows =
  /** All of them. */
  | 'ALL'
  /** None of them. */
  | 'NONE'
  /** Those that policies permit by a filter. */
  | 'SOME';

/** A decision. */
export type DecideApprovalInput = {
  /** Whether it is approved; otherwise it is rejected. */
  approved: boolean;
  /** For those who look at the run later. */
  comment?: string | null | undefined;
  /** The approval's `id`. */
  id: string;
};

/** A comment to be deleted. */
export type DeleteCommentInput = {
  /** The comment's id (`com…`). */
  commentId: string;
  /** The record's global `id`. */
  recordId: string;
};

/** Records to be deleted. */
export type DeleteRecordsInput = {
  /** The records' global `id`s, at most 1000. */
  ids: Array<string>;
};

/** Whether callers are told of data that policies deny them. */
export type DeniedData =
  /** They are left out of all lists; asking for them is answered as if they did not exist. Nothing can be written to them either. */
  | 'HIDE'
  /** Bases, tables and fields that may not be read are listed; asking for what is in them is FORBIDDEN. */
  | 'TELL';

/** What Airtable sent to the redirect URI. */
export type FinishAirtableOAuthInput = {
  /** The parameter `code`. */
  code: string;
  /** The connection whose token this replaces; a new connection when absent. */
  connectionId?: string | null | undefined;
  /** What to call the connection; the token owner's address or id when absent. */
  name?: string | null | undefined;
  /** The parameter `state`. */
  state: string;
};

/** What an external provider sent to the redirect URI. */
export type FinishExternalSignInInput = {
  /** As `startExternalSignIn` told it. */
  binding: string;
  /** All of the query string that came back, as `code=…&state=…`. */
  callback: string;
  /** Where the session is kept. */
  store?: SessionStore;
};

/** How far a change of the typed graph has come. */
export type GraphChangeState =
  /** It waits for somebody to accept it. */
  | 'HELD'
  /** It will not come any more: the bases have changed since. */
  | 'SUPERSEDED'
  /** It is there. */
  | 'TAKEN';

/** What a part of a typed graph is. */
export type GraphPartKind =
  /** A base: a field of queries and of mutations. */
  | 'BASE'
  /** A choice of a select: a value of an enum. */
  | 'CHOICE'
  /** A field of a table's type. */
  | 'FIELD'
  /** A table: a type, and fields of its base. */
  | 'TABLE';

/** A field of a new table. */
export type NewFieldInput = {
  /** For people. */
  description?: string | null | undefined;
  /** Its name. */
  name: string;
  /** The type's options, as Airtable's Web API takes them. */
  options?: Record<string, unknown> | null | undefined;
  /** Airtable's field type, for example singleLineText. */
  type: string;
};

/** A record to be created. */
export type NewRecordInput = {
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Record<string, unknown>;
};

/** A table of a new base. */
export type NewTableInput = {
  /** For people. */
  description?: string | null | undefined;
  /** At least one; the first becomes the primary field. */
  fields: Array<NewFieldInput>;
  /** Its name. */
  name: string;
};

/** A draft to be published. */
export type PublishWorkflowInput = {
  /** `draftRevision` of the draft that is meant. */
  expectedRevision: number;
  /** The workflow's `id` or name. */
  id: string;
};

/** What happened to a record. */
export type RecordChangeKind =
  /** It was created. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** Some of its cells were changed. */
  | 'UPDATED';

/** Which records. All that is given must be true; an empty filter is true for every record. A condition names its `field`. */
export type RecordFilter = {
  /** All of these must be true. */
  and?: Array<RecordFilter> | null | undefined;
  /** Contains this text, in whatever case. */
  contains?: string | null | undefined;
  /** Ends with this text, in whatever case. */
  endsWith?: string | null | undefined;
  /**
   * Equal to: text exactly, numbers, booleans, dates as ISO 8601, a choice or a person by name. Of several choices, people or
   * linked records: exactly these, in whatever order. Of a lookup: one of its values is, as with every condition on lookups.
   */
  eq?: unknown;
  /** Name or id of the field that the conditions below are about. */
  field?: string | null | undefined;
  /** Greater than, or later than. */
  gt?: unknown;
  /** Greater than or equal to, or not before. */
  gte?: unknown;
  /** Has all of these. */
  hasAll?: Array<string> | null | undefined;
  /**
   * Of several choices, collaborators or linked records: has one of these. Choices and collaborators by name; linked records by
   * `rec…` or global `id`, if the field has an inverse field and no more than 500 records link to these.
   */
  hasAny?: Array<string> | null | undefined;
  /** Has none of these. */
  hasNone?: Array<string> | null | undefined;
  /** Equal to one of these. */
  in?: Array<unknown> | null | undefined;
  /** Has an empty cell, or has not. */
  isEmpty?: boolean | null | undefined;
  /**
   * Of texts: is your e-mail address, in whatever case. Of people: is, or has, the person with your e-mail address; no two who
   * stand in the field may have the same name. In a data policy "you" is whoever asks.
   */
  isMe?: boolean | null | undefined;
  /** Less than, or earlier than. */
  lt?: unknown;
  /** Less than or equal to, or not after. */
  lte?: unknown;
  /** Not equal to, or empty. */
  ne?: unknown;
  /** This must not be true. */
  not?: RecordFilter | null | undefined;
  /** Equal to none of these, or empty. */
  notIn?: Array<unknown> | null | undefined;
  /** One of these must be true. */
  or?: Array<RecordFilter> | null | undefined;
  /** Begins with this text, in whatever case. */
  startsWith?: string | null | undefined;
};

/** One key of an order. */
export type RecordSort = {
  /** Ascending unless told otherwise. */
  direction?: SortDirection;
  /** Name or id of a field. */
  field: string;
};

/** Another name for a connection. */
export type RenameAirtableConnectionInput = {
  /** The connection's id. */
  id: string;
  /** Its name from now on. */
  name: string;
};

/** Other names for a part of the typed graph. */
export type RenameGraphPartInput = {
  /** The part's id. */
  id: string;
  /** What to call it: as `salesCrm`, `deals` (several records), `closeDate`, `NEGOTIATION`. Types are named after it. */
  name: string;
  /** Of a table: what to call one record; what is one of `name`, in English, when absent. */
  one?: string | null | undefined;
};

/** A new password for somebody who forgot the old one. */
export type ResetPasswordInput = {
  /** 12 to 200 characters, without the username and the address, and in no list of known passwords. */
  newPassword: string;
  /** From the mail. */
  token: string;
};

/** What became of the step that a saga is stuck at. */
export type ResolveStuckInput = {
  /** For those who look at the saga later. */
  comment?: string | null | undefined;
  /** The saga's `id`. */
  id: string;
  /** What became of it. */
  resolution: StuckResolution;
  /** The step that it is stuck at. */
  stepId: string;
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

/** Where a session's tokens are kept. */
export type SessionStore =
  /** By the client itself, which gets them in the answer and sends the access token as `Authorization: Bearer …`. */
  | 'CLIENT'
  /** By the browser, in cookies that no script can read. Over HTTP only. */
  | 'COOKIES';

/** Credentials. */
export type SignInInput = {
  /** The email address or the username. */
  login: string;
  /** The password, as it was chosen. */
  password: string;
  /** Where the session is kept. */
  store?: SessionStore;
  /** The tenant to act in; the one that was acted in last when absent. */
  tenantId?: string | null | undefined;
};

/** A person to be registered. */
export type SignUpInput = {
  /** Where mail reaches the person; compared without regard to case. */
  email: string;
  /** 12 to 200 characters, without the username and the address, and in no list of known passwords. */
  password: string;
  /** Name of a tenant that the person will own, usually the company's. None comes into being without it. */
  tenantName?: string | null | undefined;
  /** 3 to 40 letters, digits, dots, dashes or underscores; compared without regard to case. */
  username: string;
};

/** Which end comes first. */
export type SortDirection =
  /** Smallest first; empty cells before all others. */
  | 'ASC'
  /** Largest first; empty cells after all others. */
  | 'DESC';

/** How to begin a connection by OAuth. */
export type StartAirtableOAuthInput = {
  /** The scopes to ask for; those that Airgraph can make use of when absent. */
  scopes?: Array<string> | null | undefined;
};

/** How to sign in with an external account. */
export type StartExternalSignInInput = {
  /** Name of one of `signInProviders`. */
  provider: string;
  /** One of the redirect URIs that the operator permits; the first of them when absent. */
  redirectUri?: string | null | undefined;
};

/** A run to be started. */
export type StartRunInput = {
  /** A start repeated with the same key answers with the run of the first. */
  idempotencyKey?: string | null | undefined;
  /** What the workflow asks for, by name. */
  input?: Record<string, unknown> | null | undefined;
  /** Id or name of a workflow that is published. `summarizeRecord` is there for everybody: it files a summary of its input `record`. */
  workflow: string;
};

/** A saga to be started. */
export type StartSagaInput = {
  /** A saga that is not done then is undone. */
  deadlineSeconds?: number | null | undefined;
  /** A start repeated with the same key answers with the saga of the first. */
  idempotencyKey?: string | null | undefined;
  /** What expressions know as `input`. */
  input?: Record<string, unknown> | null | undefined;
  /** For people. */
  name?: string | null | undefined;
  /** At most 200 steps: `{id, do: {kind, with}, undo?: {kind, with}}`, as in a workflow's step of the kind saga. Deletions are taken last. `${input.…}` and `${steps.<id>.output…}` are known. */
  steps: Array<Record<string, unknown>>;
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

/** A CSV file for a synced table. */
export type SyncCsvInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** At most 10,000 rows, 500 columns and 2 MB. */
  csv: string;
  /** The sync's id, as Airtable shows it. */
  syncId: string;
  /** Id (`tbl…`) or name of the table. */
  table: string;
};

/** A record to be created. */
export type TransactCreateInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Record<string, unknown>;
  /** A text field that takes a key, by which the record is found again when nobody heard whether it was created. Without it, such a saga gets stuck. */
  keyField?: string | null | undefined;
  /** A name for the record, of letters, digits and _. In cells, in `id` and in `recordIds` of later operations, `${ref.name}` stands for it. A text that is to hold `${ref.` itself says `$${ref.`. */
  ref?: string | null | undefined;
  /** Id (`tbl…`) or name of the table. */
  table: string;
  /** Lets Airtable convert values. */
  typecast?: boolean;
};

/** A record to be deleted. */
export type TransactDeleteInput = {
  /** The record's global `id`. */
  id: string;
};

/** Operations that are all carried out, or undone. */
export type TransactInput = {
  /** Repeated with the same key, it answers with the saga of the first. */
  idempotencyKey?: string | null | undefined;
  /** In their order, deletions last; at most 200. */
  operations: Array<TransactOperation>;
  /** How long to wait for the end, 0 to 25; whatever is not done then goes on. */
  waitSeconds?: number;
};

/** Records to be linked. */
export type TransactLinkInput = {
  /** Name or id of a link field. */
  field: string;
  /** The record with the link cell: its global `id`, or `${ref.name}`. */
  id: string;
  /** Global ids, Airtable's (`rec…`), or `${ref.name}`. */
  recordIds: Array<string>;
};

/** One operation: exactly one of these. */
export type TransactOperation = {
  /** Creates a record. */
  create?: TransactCreateInput | null | undefined;
  /** Deletes a record. */
  delete?: TransactDeleteInput | null | undefined;
  /** Adds records to a link cell, and leaves those that are in it. */
  link?: TransactLinkInput | null | undefined;
  /** Changes cells of a record. */
  update?: TransactUpdateInput | null | undefined;
};

/** A record to be changed. */
export type TransactUpdateInput = {
  /** Cell values by field name or id; null clears a cell. */
  cells: Record<string, unknown>;
  /** The record's global `id`, or `${ref.name}`. */
  id: string;
  /** Lets Airtable convert values. */
  typecast?: boolean;
};

/** A comment to be changed. */
export type UpdateCommentInput = {
  /** The comment's id (`com…`). */
  commentId: string;
  /** The record's global `id`. */
  recordId: string;
  /** Its text from now on. */
  text: string;
};

/** A change of a data policy. */
export type UpdateDataPolicyInput = {
  /** For people; null for none. */
  description?: string | null | undefined;
  /** Whether it permits or denies. */
  effect?: DataPolicyEffect | null | undefined;
  /** Names or ids of fields; null for none. Not together with `rows`, and not for DELETE. */
  fields?: Array<string> | null | undefined;
  /** The policy's id. */
  id: string;
  /** What to call it. */
  name?: string | null | undefined;
  /** What it is about, at least one. */
  operations?: Array<DataOperation> | null | undefined;
  /** Which records; null for all of them. Not together with `fields`. */
  rows?: RecordFilter | null | undefined;
  /** Whom it is about. */
  subject?: DataPolicySubjectInput | null | undefined;
};

/** A change of a field. */
export type UpdateFieldInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** Its description from now on. */
  description?: string | null | undefined;
  /** Id (`fld…`) or name of the field. */
  field: string;
  /** Its name from now on. */
  name?: string | null | undefined;
  /** Its options from now on, as far as Airtable lets them be changed: a formula, for example. */
  options?: Record<string, unknown> | null | undefined;
  /** Id (`tbl…`) or name of the table. */
  table: string;
};

/** Records to be changed. */
export type UpdateRecordsInput = {
  /** At most 1000, each of them once. */
  records: Array<ChangedRecordInput>;
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: boolean;
};

/** A change of a role of the tenant's own. */
export type UpdateRoleInput = {
  /** What it is for, from now on. */
  description?: string | null | undefined;
  /** The role's id. */
  id: string;
  /** Its name from now on. */
  name?: string | null | undefined;
  /** What it permits from now on; it holds for its members within seconds. */
  scopes?: Array<string> | null | undefined;
};

/** A change of a table. */
export type UpdateTableInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** Its description from now on. */
  description?: string | null | undefined;
  /** Its name from now on. */
  name?: string | null | undefined;
  /** Id (`tbl…`) or name of the table. */
  table: string;
};

/** A file for an attachment cell. */
export type UploadAttachmentInput = {
  /** Its bytes in base64, at most 5 MB of them. Larger files: write a cell of `{url}` objects, which Airtable fetches. */
  content: string;
  /** Its media type, for example text/plain. */
  contentType: string;
  /** Name or id of an attachment field. */
  field: string;
  /** What to call the file. */
  filename: string;
  /** The record's global `id`. */
  recordId: string;
};

/** Records to be updated or created in one table. */
export type UpsertRecordsInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** One to three fields, by name or id, that tell which record is meant. More than one match fails. */
  mergeOn: Array<string>;
  /** At most 1000. */
  records: Array<NewRecordInput>;
  /** Clears the cells of a matched record that are not named. */
  replace?: boolean;
  /** Id (`tbl…`) or name of the table. */
  table: string;
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: boolean;
};

/** The token of a mail. */
export type VerifyEmailInput = {
  /** Where the session is kept. */
  store?: SessionStore;
  /** From the mail. */
  token: string;
};

/** A question about data policies. */
export type WhyDeniedInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: string;
  /** Of a person: the e-mail address that `isMe` stands for. */
  email?: string | null | undefined;
  /** Name or id of a field. */
  field?: string | null | undefined;
  /** What they would do. */
  operation: DataOperation;
  /** The global `id` of a record of that table. Not for CREATE. */
  recordId?: string | null | undefined;
  /** Of a person: their role, whose policies are theirs too. */
  roleId?: string | null | undefined;
  /** Who would do it. */
  subject: DataPolicySubjectInput;
  /** Id (`tbl…`) or name of the table. */
  table: string;
};

/** What became of a record. */
export type WriteRecordOutcome =
  /** It has been created. */
  | 'CREATED'
  /** It has been deleted. */
  | 'DELETED'
  /** Nothing was written; `error` says why. */
  | 'FAILED'
  /** Airtable did not confirm the write: look before you send it again. */
  | 'UNKNOWN'
  /** It has been changed. */
  | 'UPDATED';

export type CreateStormWorkflowMutationVariables = Exact<{
  input: CreateWorkflowInput;
}>;


export type CreateStormWorkflowMutation = { createWorkflow: { workflow: { draftRevision: number } } };

export type PublishStormWorkflowMutationVariables = Exact<{
  input: PublishWorkflowInput;
}>;


export type PublishStormWorkflowMutation = { publishWorkflow: { workflow: { name: string } } };

export type StartStormSagaMutationVariables = Exact<{
  input: StartSagaInput;
}>;


export type StartStormSagaMutation = { startSaga: { saga: { id: string } } };

export type TransactStormMutationVariables = Exact<{
  input: TransactInput;
}>;


export type TransactStormMutation = { transact: { saga: { id: string } } };

export type CancelStormSagaMutationVariables = Exact<{
  id: string;
}>;


export type CancelStormSagaMutation = { cancelSaga: { saga: { id: string } } };

export type CancelStormRunMutationVariables = Exact<{
  id: string;
}>;


export type CancelStormRunMutation = { cancelRun: { run: { id: string } } };

export type PauseStormRunMutationVariables = Exact<{
  id: string;
}>;


export type PauseStormRunMutation = { pauseRun: { run: { id: string } } };

export type ResumeStormRunMutationVariables = Exact<{
  id: string;
}>;


export type ResumeStormRunMutation = { resumeRun: { run: { id: string } } };

export type PendingStormApprovalsQueryVariables = Exact<{ [key: string]: never; }>;


export type PendingStormApprovalsQuery = { pendingApprovals: { nodes: Array<{ id: string }> } | null };

export type DecideStormApprovalMutationVariables = Exact<{
  input: DecideApprovalInput;
}>;


export type DecideStormApprovalMutation = { decideApproval: { approval: { id: string } } };

export type StuckStormSagasQueryVariables = Exact<{ [key: string]: never; }>;


export type StuckStormSagasQuery = { sagas: { nodes: Array<{ id: string, steps: Array<{ id: string }>, state:
        | { error: { message: string }, decisions: Array<{ stepId: string, why: string }> }
        | Record<PropertyKey, never>
       }> } | null };

export type RetryStormCompensationMutationVariables = Exact<{
  id: string;
}>;


export type RetryStormCompensationMutation = { retryCompensation: { saga: { id: string } } };

export type ResolveStormStuckMutationVariables = Exact<{
  input: ResolveStuckInput;
}>;


export type ResolveStormStuckMutation = { resolveStuck: { saga: { id: string } } };

export type FollowStormRunSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type FollowStormRunSubscription = { runUpdated: { cursor: string, kind: RunUpdateKind } };

export type FollowStormSagaSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type FollowStormSagaSubscription = { sagaUpdated: { cursor: string, kind: SagaUpdateKind } };

export type CommentsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CommentsQuery = { record: { commentCount: number | null, comments: { nodes: Array<{ id: string, text: string, createdTime: string, lastUpdatedTime: string | null, parentCommentId: string | null, author: { id: string, name: string | null }, mentions: Array<{ id: string, type: string, displayName: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null };

export type CreateCommentMutationVariables = Exact<{
  input: CreateCommentInput;
}>;


export type CreateCommentMutation = { createComment: { id: string } | null };

export type UpdateCommentMutationVariables = Exact<{
  input: UpdateCommentInput;
}>;


export type UpdateCommentMutation = { updateComment: { text: string, lastUpdatedTime: string | null } | null };

export type DeleteCommentMutationVariables = Exact<{
  input: DeleteCommentInput;
}>;


export type DeleteCommentMutation = { deleteComment: { id: string } | null };

export type FilesQueryVariables = Exact<{
  id: string;
}>;


export type FilesQuery = { record: { attachments: Array<{ id: string, url: string, filename: string, size: number | null, type: string | null }> | null } | null };

export type UploadMutationVariables = Exact<{
  input: UploadAttachmentInput;
}>;


export type UploadMutation = { uploadAttachment: { attachments: Array<{ id: string, url: string, filename: string, size: number | null, type: string | null, width: number | null, thumbnails: { small: { url: string } | null } | null }> } | null };

export type SyncCsvMutationVariables = Exact<{
  input: SyncCsvInput;
}>;


export type SyncCsvMutation = { syncCsv: { table: { id: string, name: string } } | null };

export type TeamNamesQueryVariables = Exact<{
  base: string;
}>;


export type TeamNamesQuery = { base: { table: { records: { nodes: Array<{ cell: unknown }> } | null } | null } | null };

export type ConnectByTokenMutationVariables = Exact<{
  input: ConnectAirtableInput;
}>;


export type ConnectByTokenMutation = { connectAirtable: { id: string, name: string, method: AirtableConnectionMethod, status: AirtableConnectionStatus, airtableUserId: string, email: string | null, scopes: Array<string>, connectedAt: string, checkedAt: string } };

export type ConnectionsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConnectionsQuery = { airtableConnections: Array<{ id: string, name: string, status: AirtableConnectionStatus }> };

export type StartOAuthMutationVariables = Exact<{
  input: StartAirtableOAuthInput;
}>;


export type StartOAuthMutation = { startAirtableOAuth: { authorizationUrl: string, state: string, expiresAt: string } };

export type FinishOAuthMutationVariables = Exact<{
  input: FinishAirtableOAuthInput;
}>;


export type FinishOAuthMutation = { finishAirtableOAuth: { method: AirtableConnectionMethod, status: AirtableConnectionStatus, airtableUserId: string, scopes: Array<string> } };

export type RenameConnectionMutationVariables = Exact<{
  input: RenameAirtableConnectionInput;
}>;


export type RenameConnectionMutation = { renameAirtableConnection: { id: string, name: string } };

export type CheckConnectionMutationVariables = Exact<{
  id: string;
}>;


export type CheckConnectionMutation = { checkAirtableConnection: { status: AirtableConnectionStatus, checkedAt: string } };

export type DisconnectMutationVariables = Exact<{
  id: string;
}>;


export type DisconnectMutation = { disconnectAirtable: { id: string } };

export type NamesOfBasesQueryVariables = Exact<{ [key: string]: never; }>;


export type NamesOfBasesQuery = { bases: Array<{ name: string, permissionLevel: string, connection: { id: string } | null } | null> | null };

export type CreatePolicyMutationVariables = Exact<{
  input: CreateDataPolicyInput;
}>;


export type CreatePolicyMutation = { createDataPolicy: { id: string, name: string, effect: DataPolicyEffect, operations: Array<DataOperation>, baseId: string, tableId: string | null, fieldIds: Array<string> | null, rows: Record<string, unknown> | null, problem: string | null, subject: { kind: DataPolicySubjectKind, id: string | null } } };

export type UpdatePolicyMutationVariables = Exact<{
  input: UpdateDataPolicyInput;
}>;


export type UpdatePolicyMutation = { updateDataPolicy: { id: string, description: string | null, fieldIds: Array<string> | null } };

export type DeletePolicyMutationVariables = Exact<{
  id: string;
}>;


export type DeletePolicyMutation = { deleteDataPolicy: { id: string } };

export type SetDeniedMutationVariables = Exact<{
  deniedData: DeniedData;
}>;


export type SetDeniedMutation = { setDeniedData: { deniedData: DeniedData } };

export type PoliciesQueryVariables = Exact<{ [key: string]: never; }>;


export type PoliciesQuery = { dataPolicies: Array<{ id: string, description: string | null, createdAt: string, createdBy: string, problem: string | null }> };

export type AccessQueryVariables = Exact<{ [key: string]: never; }>;


export type AccessQuery = { dataAccess: { deniedData: DeniedData } };

export type WhyQueryVariables = Exact<{
  input: WhyDeniedInput;
}>;


export type WhyQuery = { whyDenied: { allowed: boolean, rows: DataRows, deniedFields: Array<{ name: string }>, reasons: Array<{ effect: DataPolicyEffect, text: string, policy: { id: string } | null }> } | null };

export type PersonUnderPoliciesQueryVariables = Exact<{
  id: string;
}>;


export type PersonUnderPoliciesQuery = { record: { cells: Record<string, unknown>, age: unknown } | null };

export type PeopleUnderPoliciesQueryVariables = Exact<{
  base: string;
  search: string;
}>;


export type PeopleUnderPoliciesQuery = { base: { table: { fields: Array<{ name: string }>, records: { nodes: Array<{ id: string }> } | null } | null } | null };

export type RecordChangesSubscriptionVariables = Exact<{
  base: string;
  table?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RecordChangesSubscription = { recordsChanged: { cursor: string, changesMissed: boolean, changes: Array<{ kind: RecordChangeKind, id: string, at: string, source: string | null, actor: { id: string } | null, changedFields: Array<{ name: string }> | null, record: { age: unknown } | null }> } };

export type KeepWatchingMutationVariables = Exact<{
  base: string;
}>;


export type KeepWatchingMutation = { keepWatching: { active: boolean } };

export type SetAgeMutationVariables = Exact<{
  input: UpdateRecordsInput;
}>;


export type SetAgeMutation = { updateRecords: { succeeded: number } | null };

export type DeletePeopleMutationVariables = Exact<{
  input: DeleteRecordsInput;
}>;


export type DeletePeopleMutation = { deleteRecords: { succeeded: number } | null };

export type PeopleQueryVariables = Exact<{
  base: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  filter?: RecordFilter | null | undefined;
  search?: string | null | undefined;
  formula?: string | null | undefined;
  sort?: Array<RecordSort> | RecordSort | null | undefined;
  view?: string | null | undefined;
}>;


export type PeopleQuery = { base: { table: { records: { nodes: Array<{ id: string, name: unknown }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type OneRecordQueryVariables = Exact<{
  id: string;
}>;


export type OneRecordQuery = { record: { id: string, recordId: string, createdTime: string, cells: Record<string, unknown>, byId: Record<string, unknown>, age: unknown, base: { name: string } | null, table: { name: string } | null, linkedRecords: { nodes: Array<{ id: string, cell: unknown, linkedRecords: { nodes: Array<{ id: string }> } | null }> } | null } | null };

export type RatioQueryVariables = Exact<{
  id: string;
}>;


export type RatioQuery = { record: { cells: Record<string, unknown>, ratio: unknown } | null };

export type UnknownCellQueryVariables = Exact<{
  id: string;
}>;


export type UnknownCellQuery = { record: { id: string, cell: unknown } | null };

export type ManyRecordsQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ManyRecordsQuery = { records: Array<{ id: string, cell: unknown } | null> | null };

export type CreateOneMutationVariables = Exact<{
  input: CreateRecordInput;
}>;


export type CreateOneMutation = { createRecord: { record: { id: string, cells: Record<string, unknown> } | null } | null };

export type CreateManyMutationVariables = Exact<{
  input: CreateRecordsInput;
}>;


export type CreateManyMutation = { createRecords: { succeeded: number, failed: number, results: Array<{ outcome: WriteRecordOutcome, id: string | null, record: { cells: Record<string, unknown> } | null, error: { code: string, message: string, field: string | null, airtableType: string | null } | null }> } | null };

export type UpdateManyMutationVariables = Exact<{
  input: UpdateRecordsInput;
}>;


export type UpdateManyMutation = { updateRecords: { succeeded: number, failed: number, results: Array<{ outcome: WriteRecordOutcome, id: string | null, record: { cells: Record<string, unknown> } | null, error: { code: string, field: string | null } | null }> } | null };

export type ReplaceManyMutationVariables = Exact<{
  input: UpdateRecordsInput;
}>;


export type ReplaceManyMutation = { replaceRecords: { results: Array<{ outcome: WriteRecordOutcome, record: { cells: Record<string, unknown> } | null, error: { code: string } | null }> } | null };

export type UpsertManyMutationVariables = Exact<{
  input: UpsertRecordsInput;
}>;


export type UpsertManyMutation = { upsertRecords: { results: Array<{ outcome: WriteRecordOutcome, id: string | null, record: { cells: Record<string, unknown> } | null, error: { code: string, field: string | null } | null }> } | null };

export type DeleteManyMutationVariables = Exact<{
  input: DeleteRecordsInput;
}>;


export type DeleteManyMutation = { deleteRecords: { succeeded: number, failed: number, results: Array<{ outcome: WriteRecordOutcome, id: string | null, error: { code: string } | null }> } | null };

export type AgesOfQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type AgesOfQuery = { records: Array<{ cell: unknown } | null> | null };

export type CountByNameQueryVariables = Exact<{
  base: string;
  filter: RecordFilter;
}>;


export type CountByNameQuery = { base: { table: { records: { nodes: Array<{ id: string }> } | null } | null } | null };

export type SchemaQueryVariables = Exact<{
  base: string;
}>;


export type SchemaQuery = { base: { id: string, name: string, permissionLevel: string, tables: Array<{ id: string, name: string, description: string | null, primaryField: { name: string } | null, fields: Array<{ id: string, name: string, type: string, description: string | null, options: unknown }>, views: Array<{ id: string, name: string, type: string, visibleFields: Array<{ name: string }> | null }> }> | null } | null };

export type FieldsOfQueryVariables = Exact<{
  base: string;
  table: string;
}>;


export type FieldsOfQuery = { base: { table: { id: string, name: string, fields: Array<{ name: string, type: string }> } | null } | null };

export type CreateBaseMutationVariables = Exact<{
  input: CreateBaseInput;
}>;


export type CreateBaseMutation = { createBase: { id: string, name: string, permissionLevel: string, tables: Array<{ name: string }> | null } | null };

export type DeleteBaseMutationVariables = Exact<{
  id: string;
}>;


export type DeleteBaseMutation = { deleteBase: { id: string } | null };

export type CreateTableMutationVariables = Exact<{
  input: CreateTableInput;
}>;


export type CreateTableMutation = { createTable: { id: string, name: string, description: string | null, primaryField: { name: string, type: string } | null, views: Array<{ name: string }> } | null };

export type UpdateTableMutationVariables = Exact<{
  input: UpdateTableInput;
}>;


export type UpdateTableMutation = { updateTable: { id: string, name: string, description: string | null } | null };

export type CreateFieldMutationVariables = Exact<{
  input: CreateFieldInput;
}>;


export type CreateFieldMutation = { createField: { id: string, name: string, type: string, options: unknown } | null };

export type UpdateFieldMutationVariables = Exact<{
  input: UpdateFieldInput;
}>;


export type UpdateFieldMutation = { updateField: { id: string, name: string, description: string | null, options: unknown } | null };

export type FillMutationVariables = Exact<{
  input: CreateRecordsInput;
}>;


export type FillMutation = { createRecords: { succeeded: number } | null };

export type ByFieldQueryVariables = Exact<{
  base: string;
  table: string;
  field: string;
  filter: RecordFilter;
}>;


export type ByFieldQuery = { base: { table: { records: { nodes: Array<{ cell: unknown, cells: Record<string, unknown> }> } | null } | null } | null };

export type ConnectSmallWorkspaceMutationVariables = Exact<{
  token: string;
}>;


export type ConnectSmallWorkspaceMutation = { connectAirtable: { id: string } };

export type CreateInSmallWorkspaceMutationVariables = Exact<{
  input: CreateRecordsInput;
}>;


export type CreateInSmallWorkspaceMutation = { createRecords: { results: Array<{ id: string | null }> } | null };

export type GraphPartsOfQueryVariables = Exact<{
  of?: string | null | undefined;
}>;


export type GraphPartsOfQuery = { graphParts: Array<{ id: string, kind: GraphPartKind, label: string, name: string, one: string | null, typeName: string | null, hidden: boolean, removedAt: string | null }> };

export type RenamePartMutationVariables = Exact<{
  input: RenameGraphPartInput;
}>;


export type RenamePartMutation = { renameGraphPart: { id: string, name: string, one: string | null, typeName: string | null } };

export type HidePartMutationVariables = Exact<{
  id: string;
}>;


export type HidePartMutation = { hideGraphPart: { hidden: boolean } };

export type ShowPartMutationVariables = Exact<{
  id: string;
}>;


export type ShowPartMutation = { showGraphPart: { hidden: boolean } };

export type DropPartMutationVariables = Exact<{
  id: string;
}>;


export type DropPartMutation = { dropGraphPart: { id: string } };

export type GraphSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type GraphSettingsQuery = { graphSettings: { breakingChanges: BreakingGraphChanges } };

export type SetBreakingChangesMutationVariables = Exact<{
  policy: BreakingGraphChanges;
}>;


export type SetBreakingChangesMutation = { setBreakingGraphChanges: { breakingChanges: BreakingGraphChanges } };

export type GraphChangesQueryVariables = Exact<{ [key: string]: never; }>;


export type GraphChangesQuery = { graphChanges: { nodes: Array<{ id: string, state: GraphChangeState, decidedBy: string | null, breaks: Array<{ path: string }> }> } };

export type AcceptChangeMutationVariables = Exact<{
  id: string;
}>;


export type AcceptChangeMutation = { acceptGraphChange: { state: GraphChangeState } };

export type GraphChangeReportedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type GraphChangeReportedSubscription = { graphChangeReported: { cursor: string, change: { id: string, state: GraphChangeState } } };

export type TypeFieldsQueryVariables = Exact<{
  name: string;
}>;


export type TypeFieldsQuery = { type: { fields: Array<{ name: string }> | null } | null };

export type SignUpMutationVariables = Exact<{
  input: SignUpInput;
}>;


export type SignUpMutation = { signUp: { email: string } };

export type VerifyEmailMutationVariables = Exact<{
  input: VerifyEmailInput;
}>;


export type VerifyEmailMutation = { verifyEmail:
    | { accessToken: string | null, expiresAt: string, refreshToken: string | null, user: { id: string, username: string, email: string | null, role: { id: string } | null, tenant: { id: string, name: string } | null } }
    | Record<PropertyKey, never>
   };

export type RequestPasswordResetMutationVariables = Exact<{
  email: string;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { email: string } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { user: { username: string } } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'SecondFactorRequired', challenge: string }
    | { __typename: 'SignedIn', accessToken: string | null, refreshToken: string | null, user: { id: string } }
   };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, username: string, tenant: { id: string, name: string } | null } | null };

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


export type CreateRecordMutation = { createRecord: { record: { id: string, cells: Record<string, unknown> } | null } | null };

export type StartRunMutationVariables = Exact<{
  input: StartRunInput;
}>;


export type StartRunMutation = { startRun: { run: { id: string, status: RunStatus } } };

export type RunUpdatedSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type RunUpdatedSubscription = { runUpdated: { cursor: string, kind: RunUpdateKind, path: string | null, run: { status: RunStatus, startedBy: { username: string } | null, files: { nodes: Array<{ name: string }> } | null } } };

export type RunAcrossSubgraphsQueryVariables = Exact<{
  id: string;
}>;


export type RunAcrossSubgraphsQuery = { run: { status: RunStatus, airtableCalls: number | null, error: { code: string, message: string } | null, steps: { nodes: Array<{ path: string, status: StepStatus, attempts: number }> }, startedBy: { username: string } | null, record: { cell: unknown, workflowRuns: { nodes: Array<{ id: string }> } | null } | null, files: { nodes: Array<{ name: string, content: string, createdBy: { username: string } | null }> } | null } | null };

export type UsageQueryVariables = Exact<{ [key: string]: never; }>;


export type UsageQuery = { usage: { operations: number, airtableCalls: number } | null };

export type RunStatusQueryVariables = Exact<{
  id: string;
}>;


export type RunStatusQuery = { run: { status: RunStatus, steps: { nodes: Array<{ path: string, status: StepStatus }> } } | null };

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

export type TransactMutationVariables = Exact<{
  input: TransactInput;
}>;


export type TransactMutation = { transact: { ids: Array<string | null>, saga: { id: string, status: SagaStatus } } };

export type SagaStepsQueryVariables = Exact<{
  id: string;
}>;


export type SagaStepsQuery = { saga: { status: SagaStatus, steps: Array<{ id: string, status: SagaStepStatus, attempts: number, undone: unknown }> } | null };

export type RecordsByNameQueryVariables = Exact<{
  base: string;
  table: string;
  prefix: string;
}>;


export type RecordsByNameQuery = { base: { table: { records: { nodes: Array<{ id: string, cells: Record<string, unknown> }> } | null } | null } | null };

export type StartTotpMutationVariables = Exact<{ [key: string]: never; }>;


export type StartTotpMutation = { startTotp: { secret: string, uri: string } };

export type ConfirmTotpMutationVariables = Exact<{
  code: string;
}>;


export type ConfirmTotpMutation = { confirmTotp: { codes: Array<string> } };

export type RenewRecoveryCodesMutationVariables = Exact<{ [key: string]: never; }>;


export type RenewRecoveryCodesMutation = { renewRecoveryCodes: { codes: Array<string> } };

export type DisableTotpMutationVariables = Exact<{ [key: string]: never; }>;


export type DisableTotpMutation = { disableTotp: { user: { hasSecondFactor: boolean | null } } };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { accessToken: string | null, user: { id: string } } };

export type OwnSecondFactorQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnSecondFactorQuery = { me: { id: string, hasSecondFactor: boolean | null } | null };

export type SignInProvidersQueryVariables = Exact<{ [key: string]: never; }>;


export type SignInProvidersQuery = { signInProviders: Array<{ name: string, label: string }> };

export type StartExternalSignInMutationVariables = Exact<{
  input: StartExternalSignInInput;
}>;


export type StartExternalSignInMutation = { startExternalSignIn: { authorizationUrl: string, state: string, binding: string, expiresAt: string } };

export type FinishExternalSignInMutationVariables = Exact<{
  input: FinishExternalSignInInput;
}>;


export type FinishExternalSignInMutation = { finishExternalSignIn:
    | { accessToken: string | null, user: { id: string, email: string | null } }
    | Record<PropertyKey, never>
   };

export type ExternalIdentitiesQueryVariables = Exact<{ [key: string]: never; }>;


export type ExternalIdentitiesQuery = { externalIdentities: Array<{ id: string, provider: string, email: string | null, createdAt: string }> };

export type RemoveExternalIdentityMutationVariables = Exact<{
  id: string;
}>;


export type RemoveExternalIdentityMutation = { removeExternalIdentity: { user: { id: string } } };

export type RefreshSessionMutationVariables = Exact<{
  refreshToken?: string | null | undefined;
}>;


export type RefreshSessionMutation = { refreshSession: { accessToken: string | null, expiresAt: string, refreshToken: string | null, refreshTokenExpiresAt: string, user: { id: string, tenant: { id: string } | null } } };

export type SwitchTenantMutationVariables = Exact<{
  tenantId: string;
}>;


export type SwitchTenantMutation = { switchTenant: { accessToken: string | null, refreshToken: string | null, user: { tenant: { id: string } | null, role: { id: string } | null } } };

export type ConfirmIdentityMutationVariables = Exact<{
  input: ConfirmIdentityInput;
}>;


export type ConfirmIdentityMutation = { confirmIdentity: { accessToken: string | null, refreshToken: string | null, expiresAt: string } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { signOut: { sessionsEnded: number } };

export type SignOutEverywhereMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutEverywhereMutation = { signOutEverywhere: { sessionsEnded: number } };

export type EndSessionMutationVariables = Exact<{
  id: string;
}>;


export type EndSessionMutation = { endSession: { sessionsEnded: number } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: Array<{ id: string, isCurrent: boolean, userAgent: string | null, address: string | null, createdAt: string, lastUsedAt: string, expiresAt: string }> };

export type OwnAccessQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnAccessQuery = { access: { kind: AccessKind, scopes: Array<string>, apiKeyId: string | null, tenant: { id: string, name: string } | null, role: { id: string, name: string, description: string | null, isBuiltIn: boolean, scopes: Array<string> } | null } };

export type OwnTenantsQueryVariables = Exact<{ [key: string]: never; }>;


export type OwnTenantsQuery = { tenants: Array<{ joinedAt: string, tenant: { id: string, name: string }, role: { id: string, scopes: Array<string> } }> };

export type NestedDealsQueryVariables = Exact<{
  base: string;
}>;


export type NestedDealsQuery = { base: { table: { records: { nodes: Array<{ company: { nodes: Array<{ id: string }> } | null, contacts: { nodes: Array<{ id: string, company: { nodes: Array<{ id: string, cell: unknown }> } | null }> } | null }> } | null } | null } | null };

export type TenantsQueryVariables = Exact<{ [key: string]: never; }>;


export type TenantsQuery = { tenants: Array<{ joinedAt: string, tenant: { id: string, name: string }, role: { id: string, name: string, scopes: Array<string> } }> };

export type MembersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type MembersQuery = { members: { nodes: Array<{ id: string, username: string, email: string | null, role: { id: string, name: string, description: string | null, scopes: Array<string>, isBuiltIn: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RolesQueryVariables = Exact<{ [key: string]: never; }>;


export type RolesQuery = { roles: Array<{ id: string, name: string, description: string | null, scopes: Array<string>, isBuiltIn: boolean }> };

export type InvitationsQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitationsQuery = { invitations: Array<{ id: string, email: string, createdAt: string, expiresAt: string, role: { id: string }, invitedBy: { id: string } | null }> };

export type CreateTenantMutationVariables = Exact<{
  name: string;
}>;


export type CreateTenantMutation = { createTenant: { joinedAt: string, tenant: { id: string, name: string }, role: { id: string } } };

export type RenameTenantMutationVariables = Exact<{
  name: string;
}>;


export type RenameTenantMutation = { renameTenant: { id: string, name: string } };

export type LeaveTenantMutationVariables = Exact<{ [key: string]: never; }>;


export type LeaveTenantMutation = { leaveTenant: { tenantId: string } };

export type InviteMemberMutationVariables = Exact<{
  email: string;
  roleId: string;
}>;


export type InviteMemberMutation = { inviteMember: { id: string, email: string, createdAt: string, expiresAt: string, role: { id: string, name: string }, invitedBy: { id: string, username: string } | null } };

export type RevokeInvitationMutationVariables = Exact<{
  id: string;
}>;


export type RevokeInvitationMutation = { revokeInvitation: { id: string, email: string } };

export type AcceptInvitationMutationVariables = Exact<{
  token: string;
}>;


export type AcceptInvitationMutation = { acceptInvitation: { joinedAt: string, tenant: { id: string, name: string }, role: { id: string } } };

export type ChangeMemberRoleMutationVariables = Exact<{
  userId: string;
  roleId: string;
}>;


export type ChangeMemberRoleMutation = { changeMemberRole: { id: string, role: { id: string } | null } };

export type RemoveMemberMutationVariables = Exact<{
  userId: string;
}>;


export type RemoveMemberMutation = { removeMember: { userId: string } };

export type TransferOwnershipMutationVariables = Exact<{
  userId: string;
}>;


export type TransferOwnershipMutation = { transferOwnership: { id: string, role: { id: string } | null } };

export type CreateRoleMutationVariables = Exact<{
  input: CreateRoleInput;
}>;


export type CreateRoleMutation = { createRole: { id: string, name: string, description: string | null, scopes: Array<string>, isBuiltIn: boolean } };

export type UpdateRoleMutationVariables = Exact<{
  input: UpdateRoleInput;
}>;


export type UpdateRoleMutation = { updateRole: { id: string, name: string, description: string | null, scopes: Array<string> } };

export type DeleteRoleMutationVariables = Exact<{
  id: string;
}>;


export type DeleteRoleMutation = { deleteRole: { id: string } };

export type ApiKeysQueryVariables = Exact<{ [key: string]: never; }>;


export type ApiKeysQuery = { apiKeys: Array<{ id: string, name: string, prefix: string, scopes: Array<string>, createdAt: string, expiresAt: string | null, lastUsedAt: string | null, formerSecretExpiresAt: string | null, revokedAt: string | null, createdBy: { id: string } | null }> };

export type CreateApiKeyMutationVariables = Exact<{
  input: CreateApiKeyInput;
}>;


export type CreateApiKeyMutation = { createApiKey: { secret: string, apiKey: { id: string, name: string, prefix: string, scopes: Array<string>, expiresAt: string | null, createdBy: { id: string } | null } } };

export type RotateApiKeyMutationVariables = Exact<{
  id: string;
  overlapHours: number;
}>;


export type RotateApiKeyMutation = { rotateApiKey: { secret: string, apiKey: { id: string, prefix: string, formerSecretExpiresAt: string | null } } };

export type RevokeApiKeyMutationVariables = Exact<{
  id: string;
}>;


export type RevokeApiKeyMutation = { revokeApiKey: { id: string, revokedAt: string | null } };

export type AuditLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nodes: Array<{ sequence: number, at: string, action: string, userId: string | null, apiKeyId: string | null, runId: string | null, address: string | null, userAgent: string | null, targetKind: string | null, targetId: string | null, result: AuditResult, details: Record<string, unknown> | null, requestId: string, hash: string, user: { id: string, username: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type VerifyAuditLogQueryVariables = Exact<{
  expectedHead?: AuditHeadInput | null | undefined;
}>;


export type VerifyAuditLogQuery = { verifyAuditLog: { isIntact: boolean, entries: number, firstBroken: number | null, problem: string | null, head: { sequence: number, hash: string } | null } };

export type CreateFileMutationVariables = Exact<{
  input: CreateFileInput;
}>;


export type CreateFileMutation = { createFile: { file: { id: string, name: string, createdBy: { id: string } | null } } };

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

export const CreateStormWorkflowDocument = new TypedDocumentString(`
    mutation CreateStormWorkflow($input: CreateWorkflowInput!) {
  createWorkflow(input: $input) {
    workflow {
      draftRevision
    }
  }
}
    `) as unknown as TypedDocumentString<CreateStormWorkflowMutation, CreateStormWorkflowMutationVariables>;
export const PublishStormWorkflowDocument = new TypedDocumentString(`
    mutation PublishStormWorkflow($input: PublishWorkflowInput!) {
  publishWorkflow(input: $input) {
    workflow {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<PublishStormWorkflowMutation, PublishStormWorkflowMutationVariables>;
export const StartStormSagaDocument = new TypedDocumentString(`
    mutation StartStormSaga($input: StartSagaInput!) {
  startSaga(input: $input) {
    saga {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StartStormSagaMutation, StartStormSagaMutationVariables>;
export const TransactStormDocument = new TypedDocumentString(`
    mutation TransactStorm($input: TransactInput!) {
  transact(input: $input) {
    saga {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TransactStormMutation, TransactStormMutationVariables>;
export const CancelStormSagaDocument = new TypedDocumentString(`
    mutation CancelStormSaga($id: ID!) {
  cancelSaga(id: $id) {
    saga {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CancelStormSagaMutation, CancelStormSagaMutationVariables>;
export const CancelStormRunDocument = new TypedDocumentString(`
    mutation CancelStormRun($id: ID!) {
  cancelRun(id: $id) {
    run {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CancelStormRunMutation, CancelStormRunMutationVariables>;
export const PauseStormRunDocument = new TypedDocumentString(`
    mutation PauseStormRun($id: ID!) {
  pauseRun(id: $id) {
    run {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PauseStormRunMutation, PauseStormRunMutationVariables>;
export const ResumeStormRunDocument = new TypedDocumentString(`
    mutation ResumeStormRun($id: ID!) {
  resumeRun(id: $id) {
    run {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ResumeStormRunMutation, ResumeStormRunMutationVariables>;
export const PendingStormApprovalsDocument = new TypedDocumentString(`
    query PendingStormApprovals {
  pendingApprovals(first: 100) {
    nodes {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<PendingStormApprovalsQuery, PendingStormApprovalsQueryVariables>;
export const DecideStormApprovalDocument = new TypedDocumentString(`
    mutation DecideStormApproval($input: DecideApprovalInput!) {
  decideApproval(input: $input) {
    approval {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<DecideStormApprovalMutation, DecideStormApprovalMutationVariables>;
export const StuckStormSagasDocument = new TypedDocumentString(`
    query StuckStormSagas {
  sagas(first: 100, filter: {status: [STUCK]}) {
    nodes {
      id
      steps {
        id
      }
      state {
        ... on SagaStuck {
          error {
            message
          }
          decisions {
            stepId
            why
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StuckStormSagasQuery, StuckStormSagasQueryVariables>;
export const RetryStormCompensationDocument = new TypedDocumentString(`
    mutation RetryStormCompensation($id: ID!) {
  retryCompensation(id: $id) {
    saga {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RetryStormCompensationMutation, RetryStormCompensationMutationVariables>;
export const ResolveStormStuckDocument = new TypedDocumentString(`
    mutation ResolveStormStuck($input: ResolveStuckInput!) {
  resolveStuck(input: $input) {
    saga {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ResolveStormStuckMutation, ResolveStormStuckMutationVariables>;
export const FollowStormRunDocument = new TypedDocumentString(`
    subscription FollowStormRun($id: ID!, $after: ID) {
  runUpdated(id: $id, after: $after) {
    cursor
    kind
  }
}
    `) as unknown as TypedDocumentString<FollowStormRunSubscription, FollowStormRunSubscriptionVariables>;
export const FollowStormSagaDocument = new TypedDocumentString(`
    subscription FollowStormSaga($id: ID!, $after: ID) {
  sagaUpdated(id: $id, after: $after) {
    cursor
    kind
  }
}
    `) as unknown as TypedDocumentString<FollowStormSagaSubscription, FollowStormSagaSubscriptionVariables>;
export const CommentsDocument = new TypedDocumentString(`
    query Comments($id: ID!, $first: Int, $after: String) {
  record(id: $id) {
    commentCount
    comments(first: $first, after: $after) {
      nodes {
        id
        text
        author {
          id
          name
        }
        createdTime
        lastUpdatedTime
        parentCommentId
        mentions {
          id
          type
          displayName
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CommentsQuery, CommentsQueryVariables>;
export const CreateCommentDocument = new TypedDocumentString(`
    mutation CreateComment($input: CreateCommentInput!) {
  createComment(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<CreateCommentMutation, CreateCommentMutationVariables>;
export const UpdateCommentDocument = new TypedDocumentString(`
    mutation UpdateComment($input: UpdateCommentInput!) {
  updateComment(input: $input) {
    text
    lastUpdatedTime
  }
}
    `) as unknown as TypedDocumentString<UpdateCommentMutation, UpdateCommentMutationVariables>;
export const DeleteCommentDocument = new TypedDocumentString(`
    mutation DeleteComment($input: DeleteCommentInput!) {
  deleteComment(input: $input) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteCommentMutation, DeleteCommentMutationVariables>;
export const FilesDocument = new TypedDocumentString(`
    query Files($id: ID!) {
  record(id: $id) {
    attachments(field: "Files") {
      id
      url
      filename
      size
      type
    }
  }
}
    `) as unknown as TypedDocumentString<FilesQuery, FilesQueryVariables>;
export const UploadDocument = new TypedDocumentString(`
    mutation Upload($input: UploadAttachmentInput!) {
  uploadAttachment(input: $input) {
    attachments {
      id
      url
      filename
      size
      type
      width
      thumbnails {
        small {
          url
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UploadMutation, UploadMutationVariables>;
export const SyncCsvDocument = new TypedDocumentString(`
    mutation SyncCsv($input: SyncCsvInput!) {
  syncCsv(input: $input) {
    table {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SyncCsvMutation, SyncCsvMutationVariables>;
export const TeamNamesDocument = new TypedDocumentString(`
    query TeamNames($base: ID!) {
  base(id: $base) {
    table(key: "Teams") {
      records(first: 100) {
        nodes {
          cell(field: "Name")
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TeamNamesQuery, TeamNamesQueryVariables>;
export const ConnectByTokenDocument = new TypedDocumentString(`
    mutation ConnectByToken($input: ConnectAirtableInput!) {
  connectAirtable(input: $input) {
    id
    name
    method
    status
    airtableUserId
    email
    scopes
    connectedAt
    checkedAt
  }
}
    `) as unknown as TypedDocumentString<ConnectByTokenMutation, ConnectByTokenMutationVariables>;
export const ConnectionsDocument = new TypedDocumentString(`
    query Connections {
  airtableConnections {
    id
    name
    status
  }
}
    `) as unknown as TypedDocumentString<ConnectionsQuery, ConnectionsQueryVariables>;
export const StartOAuthDocument = new TypedDocumentString(`
    mutation StartOAuth($input: StartAirtableOAuthInput!) {
  startAirtableOAuth(input: $input) {
    authorizationUrl
    state
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<StartOAuthMutation, StartOAuthMutationVariables>;
export const FinishOAuthDocument = new TypedDocumentString(`
    mutation FinishOAuth($input: FinishAirtableOAuthInput!) {
  finishAirtableOAuth(input: $input) {
    method
    status
    airtableUserId
    scopes
  }
}
    `) as unknown as TypedDocumentString<FinishOAuthMutation, FinishOAuthMutationVariables>;
export const RenameConnectionDocument = new TypedDocumentString(`
    mutation RenameConnection($input: RenameAirtableConnectionInput!) {
  renameAirtableConnection(input: $input) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<RenameConnectionMutation, RenameConnectionMutationVariables>;
export const CheckConnectionDocument = new TypedDocumentString(`
    mutation CheckConnection($id: ID!) {
  checkAirtableConnection(id: $id) {
    status
    checkedAt
  }
}
    `) as unknown as TypedDocumentString<CheckConnectionMutation, CheckConnectionMutationVariables>;
export const DisconnectDocument = new TypedDocumentString(`
    mutation Disconnect($id: ID!) {
  disconnectAirtable(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DisconnectMutation, DisconnectMutationVariables>;
export const NamesOfBasesDocument = new TypedDocumentString(`
    query NamesOfBases {
  bases {
    name
    permissionLevel
    connection {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<NamesOfBasesQuery, NamesOfBasesQueryVariables>;
export const CreatePolicyDocument = new TypedDocumentString(`
    mutation CreatePolicy($input: CreateDataPolicyInput!) {
  createDataPolicy(input: $input) {
    id
    name
    effect
    subject {
      kind
      id
    }
    operations
    baseId
    tableId
    fieldIds
    rows
    problem
  }
}
    `) as unknown as TypedDocumentString<CreatePolicyMutation, CreatePolicyMutationVariables>;
export const UpdatePolicyDocument = new TypedDocumentString(`
    mutation UpdatePolicy($input: UpdateDataPolicyInput!) {
  updateDataPolicy(input: $input) {
    id
    description
    fieldIds
  }
}
    `) as unknown as TypedDocumentString<UpdatePolicyMutation, UpdatePolicyMutationVariables>;
export const DeletePolicyDocument = new TypedDocumentString(`
    mutation DeletePolicy($id: ID!) {
  deleteDataPolicy(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeletePolicyMutation, DeletePolicyMutationVariables>;
export const SetDeniedDocument = new TypedDocumentString(`
    mutation SetDenied($deniedData: DeniedData!) {
  setDeniedData(deniedData: $deniedData) {
    deniedData
  }
}
    `) as unknown as TypedDocumentString<SetDeniedMutation, SetDeniedMutationVariables>;
export const PoliciesDocument = new TypedDocumentString(`
    query Policies {
  dataPolicies {
    id
    description
    createdAt
    createdBy
    problem
  }
}
    `) as unknown as TypedDocumentString<PoliciesQuery, PoliciesQueryVariables>;
export const AccessDocument = new TypedDocumentString(`
    query Access {
  dataAccess {
    deniedData
  }
}
    `) as unknown as TypedDocumentString<AccessQuery, AccessQueryVariables>;
export const WhyDocument = new TypedDocumentString(`
    query Why($input: WhyDeniedInput!) {
  whyDenied(input: $input) {
    allowed
    rows
    deniedFields {
      name
    }
    reasons {
      effect
      text
      policy {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WhyQuery, WhyQueryVariables>;
export const PersonUnderPoliciesDocument = new TypedDocumentString(`
    query PersonUnderPolicies($id: ID!) {
  record(id: $id) {
    cells
    age: cell(field: "Age")
  }
}
    `) as unknown as TypedDocumentString<PersonUnderPoliciesQuery, PersonUnderPoliciesQueryVariables>;
export const PeopleUnderPoliciesDocument = new TypedDocumentString(`
    query PeopleUnderPolicies($base: ID!, $search: String!) {
  base(id: $base) {
    table(key: "People") {
      fields {
        name
      }
      records(search: $search) {
        nodes {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleUnderPoliciesQuery, PeopleUnderPoliciesQueryVariables>;
export const RecordChangesDocument = new TypedDocumentString(`
    subscription RecordChanges($base: ID!, $table: String, $after: String) {
  recordsChanged(baseId: $base, table: $table, after: $after) {
    cursor
    changesMissed
    changes {
      kind
      id
      at
      source
      actor {
        id
      }
      changedFields {
        name
      }
      record {
        age: cell(field: "Age")
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordChangesSubscription, RecordChangesSubscriptionVariables>;
export const KeepWatchingDocument = new TypedDocumentString(`
    mutation KeepWatching($base: ID!) {
  keepWatching(baseId: $base) {
    active
  }
}
    `) as unknown as TypedDocumentString<KeepWatchingMutation, KeepWatchingMutationVariables>;
export const SetAgeDocument = new TypedDocumentString(`
    mutation SetAge($input: UpdateRecordsInput!) {
  updateRecords(input: $input) {
    succeeded
  }
}
    `) as unknown as TypedDocumentString<SetAgeMutation, SetAgeMutationVariables>;
export const DeletePeopleDocument = new TypedDocumentString(`
    mutation DeletePeople($input: DeleteRecordsInput!) {
  deleteRecords(input: $input) {
    succeeded
  }
}
    `) as unknown as TypedDocumentString<DeletePeopleMutation, DeletePeopleMutationVariables>;
export const PeopleDocument = new TypedDocumentString(`
    query People($base: ID!, $first: Int, $after: String, $filter: RecordFilter, $search: String, $formula: String, $sort: [RecordSort!], $view: String) {
  base(id: $base) {
    table(key: "People") {
      records(
        first: $first
        after: $after
        filter: $filter
        search: $search
        formula: $formula
        sort: $sort
        view: $view
      ) {
        nodes {
          id
          name: cell(field: "Name")
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<PeopleQuery, PeopleQueryVariables>;
export const OneRecordDocument = new TypedDocumentString(`
    query OneRecord($id: ID!) {
  record(id: $id) {
    id
    recordId
    createdTime
    base {
      name
    }
    table {
      name
    }
    cells
    byId: cells(keyedBy: ID)
    age: cell(field: "Age")
    linkedRecords(field: "Team") {
      nodes {
        id
        cell(field: "Name")
        linkedRecords(field: "Members", first: 1) {
          nodes {
            id
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OneRecordQuery, OneRecordQueryVariables>;
export const RatioDocument = new TypedDocumentString(`
    query Ratio($id: ID!) {
  record(id: $id) {
    cells
    ratio: cell(field: "Ratio")
  }
}
    `) as unknown as TypedDocumentString<RatioQuery, RatioQueryVariables>;
export const UnknownCellDocument = new TypedDocumentString(`
    query UnknownCell($id: ID!) {
  record(id: $id) {
    id
    cell(field: "Nothing")
  }
}
    `) as unknown as TypedDocumentString<UnknownCellQuery, UnknownCellQueryVariables>;
export const ManyRecordsDocument = new TypedDocumentString(`
    query ManyRecords($ids: [ID!]!) {
  records(ids: $ids) {
    id
    cell(field: "Name")
  }
}
    `) as unknown as TypedDocumentString<ManyRecordsQuery, ManyRecordsQueryVariables>;
export const CreateOneDocument = new TypedDocumentString(`
    mutation CreateOne($input: CreateRecordInput!) {
  createRecord(input: $input) {
    record {
      id
      cells
    }
  }
}
    `) as unknown as TypedDocumentString<CreateOneMutation, CreateOneMutationVariables>;
export const CreateManyDocument = new TypedDocumentString(`
    mutation CreateMany($input: CreateRecordsInput!) {
  createRecords(input: $input) {
    results {
      outcome
      id
      record {
        cells
      }
      error {
        code
        message
        field
        airtableType
      }
    }
    succeeded
    failed
  }
}
    `) as unknown as TypedDocumentString<CreateManyMutation, CreateManyMutationVariables>;
export const UpdateManyDocument = new TypedDocumentString(`
    mutation UpdateMany($input: UpdateRecordsInput!) {
  updateRecords(input: $input) {
    results {
      outcome
      id
      record {
        cells
      }
      error {
        code
        field
      }
    }
    succeeded
    failed
  }
}
    `) as unknown as TypedDocumentString<UpdateManyMutation, UpdateManyMutationVariables>;
export const ReplaceManyDocument = new TypedDocumentString(`
    mutation ReplaceMany($input: UpdateRecordsInput!) {
  replaceRecords(input: $input) {
    results {
      outcome
      record {
        cells
      }
      error {
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReplaceManyMutation, ReplaceManyMutationVariables>;
export const UpsertManyDocument = new TypedDocumentString(`
    mutation UpsertMany($input: UpsertRecordsInput!) {
  upsertRecords(input: $input) {
    results {
      outcome
      id
      record {
        cells
      }
      error {
        code
        field
      }
    }
  }
}
    `) as unknown as TypedDocumentString<UpsertManyMutation, UpsertManyMutationVariables>;
export const DeleteManyDocument = new TypedDocumentString(`
    mutation DeleteMany($input: DeleteRecordsInput!) {
  deleteRecords(input: $input) {
    results {
      outcome
      id
      error {
        code
      }
    }
    succeeded
    failed
  }
}
    `) as unknown as TypedDocumentString<DeleteManyMutation, DeleteManyMutationVariables>;
export const AgesOfDocument = new TypedDocumentString(`
    query AgesOf($ids: [ID!]!) {
  records(ids: $ids) {
    cell(field: "Age")
  }
}
    `) as unknown as TypedDocumentString<AgesOfQuery, AgesOfQueryVariables>;
export const CountByNameDocument = new TypedDocumentString(`
    query CountByName($base: ID!, $filter: RecordFilter!) {
  base(id: $base) {
    table(key: "People") {
      records(filter: $filter) {
        nodes {
          id
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CountByNameQuery, CountByNameQueryVariables>;
export const SchemaDocument = new TypedDocumentString(`
    query Schema($base: ID!) {
  base(id: $base) {
    id
    name
    permissionLevel
    tables {
      id
      name
      description
      primaryField {
        name
      }
      fields {
        id
        name
        type
        description
        options
      }
      views {
        id
        name
        type
        visibleFields {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SchemaQuery, SchemaQueryVariables>;
export const FieldsOfDocument = new TypedDocumentString(`
    query FieldsOf($base: ID!, $table: String!) {
  base(id: $base) {
    table(key: $table) {
      id
      name
      fields {
        name
        type
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FieldsOfQuery, FieldsOfQueryVariables>;
export const CreateBaseDocument = new TypedDocumentString(`
    mutation CreateBase($input: CreateBaseInput!) {
  createBase(input: $input) {
    id
    name
    permissionLevel
    tables {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateBaseMutation, CreateBaseMutationVariables>;
export const DeleteBaseDocument = new TypedDocumentString(`
    mutation DeleteBase($id: ID!) {
  deleteBase(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteBaseMutation, DeleteBaseMutationVariables>;
export const CreateTableDocument = new TypedDocumentString(`
    mutation CreateTable($input: CreateTableInput!) {
  createTable(input: $input) {
    id
    name
    description
    primaryField {
      name
      type
    }
    views {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<CreateTableMutation, CreateTableMutationVariables>;
export const UpdateTableDocument = new TypedDocumentString(`
    mutation UpdateTable($input: UpdateTableInput!) {
  updateTable(input: $input) {
    id
    name
    description
  }
}
    `) as unknown as TypedDocumentString<UpdateTableMutation, UpdateTableMutationVariables>;
export const CreateFieldDocument = new TypedDocumentString(`
    mutation CreateField($input: CreateFieldInput!) {
  createField(input: $input) {
    id
    name
    type
    options
  }
}
    `) as unknown as TypedDocumentString<CreateFieldMutation, CreateFieldMutationVariables>;
export const UpdateFieldDocument = new TypedDocumentString(`
    mutation UpdateField($input: UpdateFieldInput!) {
  updateField(input: $input) {
    id
    name
    description
    options
  }
}
    `) as unknown as TypedDocumentString<UpdateFieldMutation, UpdateFieldMutationVariables>;
export const FillDocument = new TypedDocumentString(`
    mutation Fill($input: CreateRecordsInput!) {
  createRecords(input: $input) {
    succeeded
  }
}
    `) as unknown as TypedDocumentString<FillMutation, FillMutationVariables>;
export const ByFieldDocument = new TypedDocumentString(`
    query ByField($base: ID!, $table: String!, $field: String!, $filter: RecordFilter!) {
  base(id: $base) {
    table(key: $table) {
      records(filter: $filter, sort: [{field: $field}]) {
        nodes {
          cell(field: $field)
          cells
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ByFieldQuery, ByFieldQueryVariables>;
export const ConnectSmallWorkspaceDocument = new TypedDocumentString(`
    mutation ConnectSmallWorkspace($token: String!) {
  connectAirtable(input: {token: $token}) {
    id
  }
}
    `) as unknown as TypedDocumentString<ConnectSmallWorkspaceMutation, ConnectSmallWorkspaceMutationVariables>;
export const CreateInSmallWorkspaceDocument = new TypedDocumentString(`
    mutation CreateInSmallWorkspace($input: CreateRecordsInput!) {
  createRecords(input: $input) {
    results {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CreateInSmallWorkspaceMutation, CreateInSmallWorkspaceMutationVariables>;
export const GraphPartsOfDocument = new TypedDocumentString(`
    query GraphPartsOf($of: ID) {
  graphParts(of: $of) {
    id
    kind
    label
    name
    one
    typeName
    hidden
    removedAt
  }
}
    `) as unknown as TypedDocumentString<GraphPartsOfQuery, GraphPartsOfQueryVariables>;
export const RenamePartDocument = new TypedDocumentString(`
    mutation RenamePart($input: RenameGraphPartInput!) {
  renameGraphPart(input: $input) {
    id
    name
    one
    typeName
  }
}
    `) as unknown as TypedDocumentString<RenamePartMutation, RenamePartMutationVariables>;
export const HidePartDocument = new TypedDocumentString(`
    mutation HidePart($id: ID!) {
  hideGraphPart(id: $id) {
    hidden
  }
}
    `) as unknown as TypedDocumentString<HidePartMutation, HidePartMutationVariables>;
export const ShowPartDocument = new TypedDocumentString(`
    mutation ShowPart($id: ID!) {
  showGraphPart(id: $id) {
    hidden
  }
}
    `) as unknown as TypedDocumentString<ShowPartMutation, ShowPartMutationVariables>;
export const DropPartDocument = new TypedDocumentString(`
    mutation DropPart($id: ID!) {
  dropGraphPart(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DropPartMutation, DropPartMutationVariables>;
export const GraphSettingsDocument = new TypedDocumentString(`
    query GraphSettings {
  graphSettings {
    breakingChanges
  }
}
    `) as unknown as TypedDocumentString<GraphSettingsQuery, GraphSettingsQueryVariables>;
export const SetBreakingChangesDocument = new TypedDocumentString(`
    mutation SetBreakingChanges($policy: BreakingGraphChanges!) {
  setBreakingGraphChanges(policy: $policy) {
    breakingChanges
  }
}
    `) as unknown as TypedDocumentString<SetBreakingChangesMutation, SetBreakingChangesMutationVariables>;
export const GraphChangesDocument = new TypedDocumentString(`
    query GraphChanges {
  graphChanges(first: 5) {
    nodes {
      id
      state
      breaks {
        path
      }
      decidedBy
    }
  }
}
    `) as unknown as TypedDocumentString<GraphChangesQuery, GraphChangesQueryVariables>;
export const AcceptChangeDocument = new TypedDocumentString(`
    mutation AcceptChange($id: ID!) {
  acceptGraphChange(id: $id) {
    state
  }
}
    `) as unknown as TypedDocumentString<AcceptChangeMutation, AcceptChangeMutationVariables>;
export const GraphChangeReportedDocument = new TypedDocumentString(`
    subscription GraphChangeReported($after: String) {
  graphChangeReported(after: $after) {
    cursor
    change {
      id
      state
    }
  }
}
    `) as unknown as TypedDocumentString<GraphChangeReportedSubscription, GraphChangeReportedSubscriptionVariables>;
export const TypeFieldsDocument = new TypedDocumentString(`
    query TypeFields($name: String!) {
  type: __type(name: $name) {
    fields {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<TypeFieldsQuery, TypeFieldsQueryVariables>;
export const SignUpDocument = new TypedDocumentString(`
    mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    email
  }
}
    `) as unknown as TypedDocumentString<SignUpMutation, SignUpMutationVariables>;
export const VerifyEmailDocument = new TypedDocumentString(`
    mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input) {
    ... on SignedIn {
      accessToken
      expiresAt
      refreshToken
      user {
        id
        username
        email
        role {
          id
        }
        tenant {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<VerifyEmailMutation, VerifyEmailMutationVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($email: String!) {
  requestPasswordReset(email: $email) {
    email
  }
}
    `) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    user {
      username
    }
  }
}
    `) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignedIn {
      accessToken
      refreshToken
      user {
        id
      }
    }
    ... on SecondFactorRequired {
      challenge
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
    path
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
      nodes {
        path
        status
        attempts
      }
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
      nodes {
        path
        status
      }
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
export const TransactDocument = new TypedDocumentString(`
    mutation Transact($input: TransactInput!) {
  transact(input: $input) {
    ids
    saga {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<TransactMutation, TransactMutationVariables>;
export const SagaStepsDocument = new TypedDocumentString(`
    query SagaSteps($id: ID!) {
  saga(id: $id) {
    status
    steps {
      id
      status
      attempts
      undone
    }
  }
}
    `) as unknown as TypedDocumentString<SagaStepsQuery, SagaStepsQueryVariables>;
export const RecordsByNameDocument = new TypedDocumentString(`
    query RecordsByName($base: ID!, $table: String!, $prefix: String!) {
  base(id: $base) {
    table(key: $table) {
      records(first: 100, filter: {field: "Name", startsWith: $prefix}) {
        nodes {
          id
          cells
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordsByNameQuery, RecordsByNameQueryVariables>;
export const StartTotpDocument = new TypedDocumentString(`
    mutation StartTotp {
  startTotp {
    secret
    uri
  }
}
    `) as unknown as TypedDocumentString<StartTotpMutation, StartTotpMutationVariables>;
export const ConfirmTotpDocument = new TypedDocumentString(`
    mutation ConfirmTotp($code: String!) {
  confirmTotp(code: $code) {
    codes
  }
}
    `) as unknown as TypedDocumentString<ConfirmTotpMutation, ConfirmTotpMutationVariables>;
export const RenewRecoveryCodesDocument = new TypedDocumentString(`
    mutation RenewRecoveryCodes {
  renewRecoveryCodes {
    codes
  }
}
    `) as unknown as TypedDocumentString<RenewRecoveryCodesMutation, RenewRecoveryCodesMutationVariables>;
export const DisableTotpDocument = new TypedDocumentString(`
    mutation DisableTotp {
  disableTotp {
    user {
      hasSecondFactor
    }
  }
}
    `) as unknown as TypedDocumentString<DisableTotpMutation, DisableTotpMutationVariables>;
export const CompleteSignInDocument = new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    accessToken
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const OwnSecondFactorDocument = new TypedDocumentString(`
    query OwnSecondFactor {
  me {
    id
    hasSecondFactor
  }
}
    `) as unknown as TypedDocumentString<OwnSecondFactorQuery, OwnSecondFactorQueryVariables>;
export const SignInProvidersDocument = new TypedDocumentString(`
    query SignInProviders {
  signInProviders {
    name
    label
  }
}
    `) as unknown as TypedDocumentString<SignInProvidersQuery, SignInProvidersQueryVariables>;
export const StartExternalSignInDocument = new TypedDocumentString(`
    mutation StartExternalSignIn($input: StartExternalSignInInput!) {
  startExternalSignIn(input: $input) {
    authorizationUrl
    state
    binding
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<StartExternalSignInMutation, StartExternalSignInMutationVariables>;
export const FinishExternalSignInDocument = new TypedDocumentString(`
    mutation FinishExternalSignIn($input: FinishExternalSignInInput!) {
  finishExternalSignIn(input: $input) {
    ... on SignedIn {
      accessToken
      user {
        id
        email
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FinishExternalSignInMutation, FinishExternalSignInMutationVariables>;
export const ExternalIdentitiesDocument = new TypedDocumentString(`
    query ExternalIdentities {
  externalIdentities {
    id
    provider
    email
    createdAt
  }
}
    `) as unknown as TypedDocumentString<ExternalIdentitiesQuery, ExternalIdentitiesQueryVariables>;
export const RemoveExternalIdentityDocument = new TypedDocumentString(`
    mutation RemoveExternalIdentity($id: ID!) {
  removeExternalIdentity(id: $id) {
    user {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RemoveExternalIdentityMutation, RemoveExternalIdentityMutationVariables>;
export const RefreshSessionDocument = new TypedDocumentString(`
    mutation RefreshSession($refreshToken: String) {
  refreshSession(refreshToken: $refreshToken) {
    accessToken
    expiresAt
    refreshToken
    refreshTokenExpiresAt
    user {
      id
      tenant {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const SwitchTenantDocument = new TypedDocumentString(`
    mutation SwitchTenant($tenantId: ID!) {
  switchTenant(tenantId: $tenantId) {
    accessToken
    refreshToken
    user {
      tenant {
        id
      }
      role {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SwitchTenantMutation, SwitchTenantMutationVariables>;
export const ConfirmIdentityDocument = new TypedDocumentString(`
    mutation ConfirmIdentity($input: ConfirmIdentityInput!) {
  confirmIdentity(input: $input) {
    accessToken
    refreshToken
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<ConfirmIdentityMutation, ConfirmIdentityMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  signOut {
    sessionsEnded
  }
}
    `) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const SignOutEverywhereDocument = new TypedDocumentString(`
    mutation SignOutEverywhere {
  signOutEverywhere {
    sessionsEnded
  }
}
    `) as unknown as TypedDocumentString<SignOutEverywhereMutation, SignOutEverywhereMutationVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id) {
    sessionsEnded
  }
}
    `) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const SessionsDocument = new TypedDocumentString(`
    query Sessions {
  sessions {
    id
    isCurrent
    userAgent
    address
    createdAt
    lastUsedAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<SessionsQuery, SessionsQueryVariables>;
export const OwnAccessDocument = new TypedDocumentString(`
    query OwnAccess {
  access {
    kind
    scopes
    apiKeyId
    tenant {
      id
      name
    }
    role {
      id
      name
      description
      isBuiltIn
      scopes
    }
  }
}
    `) as unknown as TypedDocumentString<OwnAccessQuery, OwnAccessQueryVariables>;
export const OwnTenantsDocument = new TypedDocumentString(`
    query OwnTenants {
  tenants {
    joinedAt
    tenant {
      id
      name
    }
    role {
      id
      scopes
    }
  }
}
    `) as unknown as TypedDocumentString<OwnTenantsQuery, OwnTenantsQueryVariables>;
export const NestedDealsDocument = new TypedDocumentString(`
    query NestedDeals($base: ID!) {
  base(id: $base) {
    table(key: "Deals") {
      records(first: 100) {
        nodes {
          company: linkedRecords(field: "Company", first: 1) {
            nodes {
              id
            }
          }
          contacts: linkedRecords(field: "Contacts", first: 10) {
            nodes {
              id
              company: linkedRecords(field: "Company", first: 1) {
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
export const TenantsDocument = new TypedDocumentString(`
    query Tenants {
  tenants {
    tenant {
      id
      name
    }
    role {
      id
      name
      scopes
    }
    joinedAt
  }
}
    `) as unknown as TypedDocumentString<TenantsQuery, TenantsQueryVariables>;
export const MembersDocument = new TypedDocumentString(`
    query Members($first: Int!, $after: String) {
  members(first: $first, after: $after) {
    nodes {
      id
      username
      email
      role {
        id
        name
        description
        scopes
        isBuiltIn
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<MembersQuery, MembersQueryVariables>;
export const RolesDocument = new TypedDocumentString(`
    query Roles {
  roles {
    id
    name
    description
    scopes
    isBuiltIn
  }
}
    `) as unknown as TypedDocumentString<RolesQuery, RolesQueryVariables>;
export const InvitationsDocument = new TypedDocumentString(`
    query Invitations {
  invitations {
    id
    email
    role {
      id
    }
    invitedBy {
      id
    }
    createdAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<InvitationsQuery, InvitationsQueryVariables>;
export const CreateTenantDocument = new TypedDocumentString(`
    mutation CreateTenant($name: String!) {
  createTenant(name: $name) {
    tenant {
      id
      name
    }
    role {
      id
    }
    joinedAt
  }
}
    `) as unknown as TypedDocumentString<CreateTenantMutation, CreateTenantMutationVariables>;
export const RenameTenantDocument = new TypedDocumentString(`
    mutation RenameTenant($name: String!) {
  renameTenant(name: $name) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<RenameTenantMutation, RenameTenantMutationVariables>;
export const LeaveTenantDocument = new TypedDocumentString(`
    mutation LeaveTenant {
  leaveTenant {
    tenantId
  }
}
    `) as unknown as TypedDocumentString<LeaveTenantMutation, LeaveTenantMutationVariables>;
export const InviteMemberDocument = new TypedDocumentString(`
    mutation InviteMember($email: String!, $roleId: ID!) {
  inviteMember(input: {email: $email, roleId: $roleId}) {
    id
    email
    role {
      id
      name
    }
    invitedBy {
      id
      username
    }
    createdAt
    expiresAt
  }
}
    `) as unknown as TypedDocumentString<InviteMemberMutation, InviteMemberMutationVariables>;
export const RevokeInvitationDocument = new TypedDocumentString(`
    mutation RevokeInvitation($id: ID!) {
  revokeInvitation(id: $id) {
    id
    email
  }
}
    `) as unknown as TypedDocumentString<RevokeInvitationMutation, RevokeInvitationMutationVariables>;
export const AcceptInvitationDocument = new TypedDocumentString(`
    mutation AcceptInvitation($token: String!) {
  acceptInvitation(token: $token) {
    tenant {
      id
      name
    }
    role {
      id
    }
    joinedAt
  }
}
    `) as unknown as TypedDocumentString<AcceptInvitationMutation, AcceptInvitationMutationVariables>;
export const ChangeMemberRoleDocument = new TypedDocumentString(`
    mutation ChangeMemberRole($userId: ID!, $roleId: ID!) {
  changeMemberRole(input: {userId: $userId, roleId: $roleId}) {
    id
    role {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeMemberRoleMutation, ChangeMemberRoleMutationVariables>;
export const RemoveMemberDocument = new TypedDocumentString(`
    mutation RemoveMember($userId: ID!) {
  removeMember(userId: $userId) {
    userId
  }
}
    `) as unknown as TypedDocumentString<RemoveMemberMutation, RemoveMemberMutationVariables>;
export const TransferOwnershipDocument = new TypedDocumentString(`
    mutation TransferOwnership($userId: ID!) {
  transferOwnership(userId: $userId) {
    id
    role {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TransferOwnershipMutation, TransferOwnershipMutationVariables>;
export const CreateRoleDocument = new TypedDocumentString(`
    mutation CreateRole($input: CreateRoleInput!) {
  createRole(input: $input) {
    id
    name
    description
    scopes
    isBuiltIn
  }
}
    `) as unknown as TypedDocumentString<CreateRoleMutation, CreateRoleMutationVariables>;
export const UpdateRoleDocument = new TypedDocumentString(`
    mutation UpdateRole($input: UpdateRoleInput!) {
  updateRole(input: $input) {
    id
    name
    description
    scopes
  }
}
    `) as unknown as TypedDocumentString<UpdateRoleMutation, UpdateRoleMutationVariables>;
export const DeleteRoleDocument = new TypedDocumentString(`
    mutation DeleteRole($id: ID!) {
  deleteRole(id: $id) {
    id
  }
}
    `) as unknown as TypedDocumentString<DeleteRoleMutation, DeleteRoleMutationVariables>;
export const ApiKeysDocument = new TypedDocumentString(`
    query ApiKeys {
  apiKeys {
    id
    name
    prefix
    scopes
    createdBy {
      id
    }
    createdAt
    expiresAt
    lastUsedAt
    formerSecretExpiresAt
    revokedAt
  }
}
    `) as unknown as TypedDocumentString<ApiKeysQuery, ApiKeysQueryVariables>;
export const CreateApiKeyDocument = new TypedDocumentString(`
    mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    secret
    apiKey {
      id
      name
      prefix
      scopes
      createdBy {
        id
      }
      expiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<CreateApiKeyMutation, CreateApiKeyMutationVariables>;
export const RotateApiKeyDocument = new TypedDocumentString(`
    mutation RotateApiKey($id: ID!, $overlapHours: Int!) {
  rotateApiKey(input: {id: $id, overlapHours: $overlapHours}) {
    secret
    apiKey {
      id
      prefix
      formerSecretExpiresAt
    }
  }
}
    `) as unknown as TypedDocumentString<RotateApiKeyMutation, RotateApiKeyMutationVariables>;
export const RevokeApiKeyDocument = new TypedDocumentString(`
    mutation RevokeApiKey($id: ID!) {
  revokeApiKey(id: $id) {
    id
    revokedAt
  }
}
    `) as unknown as TypedDocumentString<RevokeApiKeyMutation, RevokeApiKeyMutationVariables>;
export const AuditLogDocument = new TypedDocumentString(`
    query AuditLog($first: Int!, $after: String, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    nodes {
      sequence
      at
      action
      user {
        id
        username
      }
      userId
      apiKeyId
      runId
      address
      userAgent
      targetKind
      targetId
      result
      details
      requestId
      hash
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const VerifyAuditLogDocument = new TypedDocumentString(`
    query VerifyAuditLog($expectedHead: AuditHeadInput) {
  verifyAuditLog(expectedHead: $expectedHead) {
    isIntact
    entries
    head {
      sequence
      hash
    }
    firstBroken
    problem
  }
}
    `) as unknown as TypedDocumentString<VerifyAuditLogQuery, VerifyAuditLogQueryVariables>;
export const CreateFileDocument = new TypedDocumentString(`
    mutation CreateFile($input: CreateFileInput!) {
  createFile(input: $input) {
    file {
      id
      name
      createdBy {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CreateFileMutation, CreateFileMutationVariables>;