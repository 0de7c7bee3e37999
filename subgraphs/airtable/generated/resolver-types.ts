import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { BaseModel, TableModel, FieldModel, ViewModel, ConnectionModel, RecordModel, RecordPage } from '../models.ts';
import type { WriteResult } from '../writing/write-result.ts';
import type { AttachmentModel } from '../reading/attachments.ts';
import type { CommentModel } from '../comments/comment.ts';
import type { CommentPage } from '../comments/read-comments.ts';
import type { ChangeEvent, ChangedRecord } from '../watching/change-events.ts';
import type { StoredPolicy } from '../policies/data-policy.ts';
import type { StoredGraphChange } from '../store/graph-changes.ts';
import type { ListedPart } from '../typed/naming/graph-parts.ts';
import type { Reason } from '../policies/why-denied.ts';
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
  /** A day, as `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, as ISO 8601 with milliseconds in UTC. */
  DateTime: { input: Date; output: Date; }
  /** An e-mail address. Only what is written is checked: in Airtable a cell may hold any text. */
  EmailAddress: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A JSON object. */
  JSONObject: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** A phone number: digits, which spaces, dashes and brackets may part, and a `+` before the country code. Only what is written is checked: in Airtable a cell may hold any text. */
  PhoneNumber: { input: string; output: string; }
  /** A web address. Only what is written is checked: in Airtable a cell may hold any text. */
  URL: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A text that a model writes. */
export type AiText = {
  __typename?: 'AiText';
  /** With the state error: which one, in Airtable's words. */
  errorType: Maybe<Scalars['String']['output']>;
  /** Whether what it was made from has changed since. */
  isStale: Scalars['Boolean']['output'];
  /** empty, loading, generated or error. */
  state: Scalars['String']['output'];
  /** The text; null while there is none. */
  value: Maybe<Scalars['String']['output']>;
};

/** A tenant's connection to Airtable. Nothing of its token can be read. */
export type AirtableConnection = {
  __typename?: 'AirtableConnection';
  /** Airtable's id of the token's owner (`usr…`). */
  airtableUserId: Scalars['ID']['output'];
  /** When it was checked last. */
  checkedAt: Scalars['DateTime']['output'];
  /** When the token was given. */
  connectedAt: Scalars['DateTime']['output'];
  /** The token owner's address, if the token may tell it. */
  email: Maybe<Scalars['String']['output']>;
  /** Stays the same when the token is replaced. */
  id: Scalars['ID']['output'];
  /** How it proves itself. */
  method: AirtableConnectionMethod;
  /** What people call it. */
  name: Scalars['String']['output'];
  /** What its token may do, as far as Airtable tells or a harmless call has shown. */
  scopes: Array<Scalars['String']['output']>;
  /** Whether it works. */
  status: AirtableConnectionStatus;
};

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

/** Where a connection by OAuth goes on. */
export type AirtableOAuthStart = {
  __typename?: 'AirtableOAuthStart';
  /** Airtable's page where a person consents. */
  authorizationUrl: Scalars['String']['output'];
  /** When it is too late to finish. */
  expiresAt: Scalars['DateTime']['output'];
  /** Comes back from Airtable as `state`; to be compared, so that nobody is made to finish what somebody else began. */
  state: Scalars['String']['output'];
};

/** A notification of a webhook, as it came over HTTP. */
export type AirtablePingInput = {
  /** The body's bytes, as text. */
  body: Scalars['String']['input'];
  /** The header X-Airtable-Content-MAC. */
  mac: Scalars['String']['input'];
  /** Ours, from the path that was called. */
  watchId: Scalars['ID']['input'];
};

/** A record of any base and table. */
export type AirtableRecord = {
  /** The files of an attachment cell. Their `url`s expire after some two hours: ask anew rather than keep them. */
  attachments: Maybe<Array<Attachment>>;
  /** The base that it is in. */
  base: Maybe<Base>;
  /** One cell by the name or id of its field; null when it is empty. If Airtable could not compute it, or a data policy denies it to you: null, and told in `errors`. */
  cell: Maybe<Scalars['JSON']['output']>;
  /** All cells that are not empty, without those that data policies deny you. What Airtable could not compute (a formula in error, a division by zero) is null. */
  cells: Scalars['JSONObject']['output'];
  /** How many comments it has. */
  commentCount: Maybe<Scalars['Int']['output']>;
  /** Its comments, newest first. */
  comments: Maybe<CommentConnection>;
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
export type AirtableRecordAttachmentsArgs = {
  field: Scalars['String']['input'];
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
export type AirtableRecordCommentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** A record of any base and table. */
export type AirtableRecordLinkedRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  field: Scalars['String']['input'];
  first?: Scalars['Int']['input'];
};

/** A file in an attachment cell. */
export type Attachment = {
  __typename?: 'Attachment';
  /** Its name. */
  filename: Scalars['String']['output'];
  /** Of images, in pixels. */
  height: Maybe<Scalars['Int']['output']>;
  /** Airtable's id (`att…`). */
  id: Scalars['ID']['output'];
  /** In bytes; null while Airtable still fetches it. */
  size: Maybe<Scalars['Float']['output']>;
  /** Smaller pictures of it, if Airtable has made them. */
  thumbnails: Maybe<AttachmentThumbnails>;
  /** Its media type; null while Airtable still fetches it. */
  type: Maybe<Scalars['String']['output']>;
  /** Where to download it, for some two hours. */
  url: Scalars['String']['output'];
  /** Of images, in pixels. */
  width: Maybe<Scalars['Int']['output']>;
};

/** A file to be written: one that the cell has already, by its `id`, or one that Airtable is to fetch from a `url`. */
export type AttachmentInput = {
  /** What to call a new file. */
  filename?: InputMaybe<Scalars['String']['input']>;
  /** Airtable's id (`att…`) of a file that stays. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Where Airtable fetches a new file, once, soon after. */
  url?: InputMaybe<Scalars['String']['input']>;
};

/** A smaller picture of a file. */
export type AttachmentThumbnail = {
  __typename?: 'AttachmentThumbnail';
  /** In pixels. */
  height: Scalars['Int']['output'];
  /** Where to download it, for some two hours. */
  url: Scalars['String']['output'];
  /** In pixels. */
  width: Scalars['Int']['output'];
};

/** Smaller pictures of a file. */
export type AttachmentThumbnails = {
  __typename?: 'AttachmentThumbnails';
  /** As large as Airtable shows it. */
  full: Maybe<AttachmentThumbnail>;
  /** 512 pixels high. */
  large: Maybe<AttachmentThumbnail>;
  /** 36 pixels high. */
  small: Maybe<AttachmentThumbnail>;
};

/** A barcode. */
export type Barcode = {
  __typename?: 'Barcode';
  /** What it says. */
  text: Maybe<Scalars['String']['output']>;
  /** Its symbology, for example `upce`, `code39` or `qr`. */
  type: Maybe<Scalars['String']['output']>;
};

/** A barcode to be written. */
export type BarcodeInput = {
  /** What it says. */
  text: Scalars['String']['input'];
  /** Its symbology, for example `upce`, `code39` or `qr`. */
  type?: InputMaybe<Scalars['String']['input']>;
};

/** An Airtable base. */
export type Base = {
  __typename?: 'Base';
  /** The connection that it is reached by. */
  connection: Maybe<AirtableConnection>;
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

/** What a checkbox is to be like. An unchecked box is `false`, and empty. */
export type BooleanFilter = {
  /** Is this. */
  eq?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['Boolean']['input']>>;
  /** Is not checked, or is. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this. */
  ne?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is none of these. */
  notIn?: InputMaybe<Array<Scalars['Boolean']['input']>>;
};

/** What becomes of changes of the typed graph that break clients: because fields have become of another type, because bases are gone, or by an admin's doing. */
export type BreakingGraphChanges =
  /** They are reported and held, with all that comes after them, until somebody accepts them. */
  | 'HOLD'
  /** They are reported and taken. */
  | 'TAKE';

/** A button of a record. */
export type Button = {
  __typename?: 'Button';
  /** What is written on it. */
  label: Maybe<Scalars['String']['output']>;
  /** Where it leads; null when it does something else than open an address. */
  url: Maybe<Scalars['String']['output']>;
};

/** Names cells by the field's name or by its id. */
export type CellKey =
  /** The id (`fld…`), which stays. */
  | 'ID'
  /** The name, which people may change in Airtable. */
  | 'NAME';

/** A record to be changed. */
export type ChangedRecordInput = {
  /** Cell values by field name or id, as Airtable's Web API takes them; null clears a cell. */
  cells: Scalars['JSONObject']['input'];
  /** The record's global `id`. */
  id: Scalars['ID']['input'];
};

/** What a choice is to be like, of a select that has too many choices for an enum. Choices by their labels. */
export type ChoiceFilter = {
  /** Contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /** Is this. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What choices or people that a lookup found are to be like, by their labels and names. */
export type ChoiceLookupFilter = {
  /** One of the values contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** One of the values ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /** One of the values is this. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Has all of these values. */
  hasAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has one of these values. */
  hasAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has none of these values. */
  hasNone?: InputMaybe<Array<Scalars['String']['input']>>;
  /** One of the values is one of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of the values is this. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** None of the values is one of these. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** One of the values begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What several choices are to be like, of a select that has too many choices for an enum. Choices by their labels. */
export type ChoicesFilter = {
  /** Has exactly these choices, in whatever order. */
  eq?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has all of these choices. */
  hasAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has one of these choices. */
  hasAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has none of these choices. */
  hasNone?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has others than exactly these choices. */
  ne?: InputMaybe<Array<Scalars['String']['input']>>;
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

/** Who a person is to be. People by their names. */
export type CollaboratorFilter = {
  /** Contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /** Is this. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is the person with your e-mail address, or is not. No two who stand in the field may have the same name. */
  isMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** A person to be written: by id or by address. */
export type CollaboratorInput = {
  /** Their address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Airtable's id (`usr…`). */
  id?: InputMaybe<Scalars['ID']['input']>;
};

/** Who several people are to be. People by their names. */
export type CollaboratorsFilter = {
  /** Has exactly these people, in whatever order. */
  eq?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has all of these people. */
  hasAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has one of these people. */
  hasAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has none of these people. */
  hasNone?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has the person with your e-mail address, or has not. No two who stand in the field may have the same name. */
  isMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** Has others than exactly these people. */
  ne?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** A comment on a record. */
export type Comment = {
  __typename?: 'Comment';
  /** Who wrote it. */
  author: Collaborator;
  /** When it was written. */
  createdTime: Scalars['DateTime']['output'];
  /** Airtable's id (`com…`). */
  id: Scalars['ID']['output'];
  /** When it was changed last; null when it never was. */
  lastUpdatedTime: Maybe<Scalars['DateTime']['output']>;
  /** Whom it mentions. */
  mentions: Array<Mention>;
  /** The comment (`com…`) that it answers. */
  parentCommentId: Maybe<Scalars['ID']['output']>;
  /** Its text; those it mentions stand in it as `@[id]`. */
  text: Scalars['String']['output'];
};

/** A page of comments. */
export type CommentConnection = {
  __typename?: 'CommentConnection';
  /** The comments of this page. */
  nodes: Array<Comment>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** How Airgraph reaches the tenant's Airtable. */
export type ConnectAirtableInput = {
  /** The connection whose token this replaces; a new connection when absent. */
  connectionId?: InputMaybe<Scalars['ID']['input']>;
  /** What to call the connection; the token owner's address or id when absent. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** A personal access token with `schema.bases:read` and `data.records:read`, for writes `data.records:write` too. Stored encrypted, never shown again. */
  token: Scalars['String']['input'];
};

/** A base to be created. */
export type CreateBaseInput = {
  /** The connection that creates it; needed only when there are several. */
  connectionId?: InputMaybe<Scalars['ID']['input']>;
  /** Its name. */
  name: Scalars['String']['input'];
  /** At least one. */
  tables: Array<NewTableInput>;
  /** Airtable's id of the workspace (`wsp…`). */
  workspaceId: Scalars['ID']['input'];
};

/** A comment to be written. */
export type CreateCommentInput = {
  /** The comment (`com…`) that this one answers. */
  parentCommentId?: InputMaybe<Scalars['ID']['input']>;
  /** The record's global `id`. */
  recordId: Scalars['ID']['input'];
  /** The text; `@[usr…]` or `@[address]` mentions somebody. */
  text: Scalars['String']['input'];
};

/** A data policy to be created. */
export type CreateDataPolicyInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** For people. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Whether it permits or denies. */
  effect: DataPolicyEffect;
  /** Names or ids of fields. Not together with `rows`, and not for DELETE. */
  fields?: InputMaybe<Array<Scalars['String']['input']>>;
  /** What to call it. */
  name: Scalars['String']['input'];
  /** What it is about, at least one. */
  operations: Array<DataOperation>;
  /**
   * Which records; `isMe` stands for whoever asks. Not together with `fields`: write two policies. For CREATE only what can be told of
   * the cells that are given: `eq`, `in`, `isEmpty`, `hasAny`, `hasAll` and `isMe`, on fields that can be written.
   */
  rows?: InputMaybe<RecordFilter>;
  /** Whom it is about. */
  subject: DataPolicySubjectInput;
  /** Id (`tbl…`) or name of a table; all tables of the base when absent. */
  table?: InputMaybe<Scalars['String']['input']>;
};

/** A field to be created. */
export type CreateFieldInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** For people. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  name: Scalars['String']['input'];
  /** The type's options, as Airtable's Web API takes them. */
  options?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
  /** Airtable's field type, for example singleLineText. */
  type: Scalars['String']['input'];
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
  /** The record's global `id`. */
  id: Scalars['ID']['output'];
  /** As Airtable stored it, computed cells included; null when you may create it but not read it. */
  record: Maybe<AirtableRecord>;
};

/** Records to be created in one table. */
export type CreateRecordsInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** At most 1000. */
  records: Array<NewRecordInput>;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: Scalars['Boolean']['input'];
};

/** A table to be created. */
export type CreateTableInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** For people. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** At least one; the first becomes the primary field. */
  fields: Array<NewFieldInput>;
  /** Its name. */
  name: Scalars['String']['input'];
};

/** What a tenant has set about its data in general. */
export type DataAccess = {
  __typename?: 'DataAccess';
  /** Whether callers are told of data that policies deny them. */
  deniedData: DeniedData;
};

/** What data policies say of somebody who would do something. What their scopes say comes besides. */
export type DataDecision = {
  __typename?: 'DataDecision';
  /** Whether it is permitted: with the record and the field, if they were named; with some record and field else. */
  allowed: Scalars['Boolean']['output'];
  /** The fields of the table with which it is not. */
  deniedFields: Array<Field>;
  /** What led to it. */
  reasons: Array<DataDecisionReason>;
  /** With which records of the table it is. */
  rows: DataRows;
};

/** One thing that led to a decision. */
export type DataDecisionReason = {
  __typename?: 'DataDecisionReason';
  /** Whether it speaks for or against. */
  effect: DataPolicyEffect;
  /** The policy, if it is one. */
  policy: Maybe<DataPolicy>;
  /** For people. */
  text: Scalars['String']['output'];
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

/**
 * Who in a tenant may do what with which data, within what their scopes permit. A denial goes before a permission, and a permission
 * before what holds otherwise: everything that the scopes permit. What is computed from a field that may not be read (formulas,
 * lookups, rollups, counts) may not be read either, unless a policy allows that computed field by itself.
 */
export type DataPolicy = {
  __typename?: 'DataPolicy';
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['output'];
  /** When it was created. */
  createdAt: Scalars['DateTime']['output'];
  /** The person or API key that created it, by id. */
  createdBy: Scalars['ID']['output'];
  /** For people. */
  description: Maybe<Scalars['String']['output']>;
  /** Whether it permits or denies. */
  effect: DataPolicyEffect;
  /** Airtable's ids of the fields (`fld…`); null when it is not about fields. */
  fieldIds: Maybe<Array<Scalars['ID']['output']>>;
  /** The policy's id. */
  id: Scalars['ID']['output'];
  /** What people call it. */
  name: Scalars['String']['output'];
  /** What it is about. */
  operations: Array<DataOperation>;
  /**
   * What is wrong with it: its base, table or fields are gone, or its filter fits the table no longer. Such a filter permits no
   * record, and denies every one.
   */
  problem: Maybe<Scalars['String']['output']>;
  /** Which records, as a RecordFilter with fields by id; null when it is not about some records. */
  rows: Maybe<Scalars['JSONObject']['output']>;
  /** Whom it is about. */
  subject: DataPolicySubject;
  /** Airtable's id of the table (`tbl…`); null for all tables of the base. */
  tableId: Maybe<Scalars['ID']['output']>;
};

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
export type DataPolicySubject = {
  __typename?: 'DataPolicySubject';
  /** `owner`, `admin`, `editor`, `viewer`, or the id of a role of the tenant's own, of a person or an API key; null for everyone. */
  id: Maybe<Scalars['ID']['output']>;
  /** What `id` is the id of. */
  kind: DataPolicySubjectKind;
};

/** Whom a data policy is about. */
export type DataPolicySubjectInput = {
  /** `owner`, `admin`, `editor`, `viewer`, or the id of a role of the tenant's own, of a person or an API key; none for everyone. */
  id?: InputMaybe<Scalars['ID']['input']>;
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

/** What days come to. Empty cells, and those that Airtable could not compute, don't count. */
export type DateAggregate = {
  __typename?: 'DateAggregate';
  /** How many there are. */
  count: Scalars['Int']['output'];
  /** The latest; null when there are none. */
  max: Maybe<Scalars['Date']['output']>;
  /** The earliest; null when there are none. */
  min: Maybe<Scalars['Date']['output']>;
};

/** What a day is to be like. */
export type DateFilter = {
  /** Is this. */
  eq?: InputMaybe<Scalars['Date']['input']>;
  /** Is later than this. */
  gt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this or later. */
  gte?: InputMaybe<Scalars['Date']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['Date']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is earlier than this. */
  lt?: InputMaybe<Scalars['Date']['input']>;
  /** Is this or earlier. */
  lte?: InputMaybe<Scalars['Date']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['Date']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['Date']['input']>>;
};

/** What days that a lookup found are to be like. */
export type DateLookupFilter = {
  /** One of the values is this. */
  eq?: InputMaybe<Scalars['Date']['input']>;
  /** One of the values is one of these. */
  in?: InputMaybe<Array<Scalars['Date']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of the values is this. */
  ne?: InputMaybe<Scalars['Date']['input']>;
  /** None of the values is one of these. */
  notIn?: InputMaybe<Array<Scalars['Date']['input']>>;
};

/** What instants come to. Empty cells, and those that Airtable could not compute, don't count. */
export type DateTimeAggregate = {
  __typename?: 'DateTimeAggregate';
  /** How many there are. */
  count: Scalars['Int']['output'];
  /** The latest; null when there are none. */
  max: Maybe<Scalars['DateTime']['output']>;
  /** The earliest; null when there are none. */
  min: Maybe<Scalars['DateTime']['output']>;
};

/** What an instant is to be like. */
export type DateTimeFilter = {
  /** Is this. */
  eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is later than this. */
  gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or later. */
  gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['DateTime']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is earlier than this. */
  lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is this or earlier. */
  lte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['DateTime']['input']>>;
};

/** What instants that a lookup found are to be like. */
export type DateTimeLookupFilter = {
  /** One of the values is this. */
  eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** One of the values is one of these. */
  in?: InputMaybe<Array<Scalars['DateTime']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of the values is this. */
  ne?: InputMaybe<Scalars['DateTime']['input']>;
  /** None of the values is one of these. */
  notIn?: InputMaybe<Array<Scalars['DateTime']['input']>>;
};

/** A base that has been deleted. */
export type DeleteBasePayload = {
  __typename?: 'DeleteBasePayload';
  /** Airtable's id (`app…`). */
  id: Scalars['ID']['output'];
};

/** A comment to be deleted. */
export type DeleteCommentInput = {
  /** The comment's id (`com…`). */
  commentId: Scalars['ID']['input'];
  /** The record's global `id`. */
  recordId: Scalars['ID']['input'];
};

/** A comment that has been deleted. */
export type DeleteCommentPayload = {
  __typename?: 'DeleteCommentPayload';
  /** The comment's id (`com…`). */
  id: Scalars['ID']['output'];
};

/** A data policy that has been deleted. */
export type DeleteDataPolicyPayload = {
  __typename?: 'DeleteDataPolicyPayload';
  /** The policy's id. */
  id: Scalars['ID']['output'];
};

/** Records to be deleted. */
export type DeleteRecordsInput = {
  /** The records' global `id`s, at most 1000. */
  ids: Array<Scalars['ID']['input']>;
};

/** Whether callers are told of data that policies deny them. */
export type DeniedData =
  /** They are left out of all lists; asking for them is answered as if they did not exist. Nothing can be written to them either. */
  | 'HIDE'
  /** Bases, tables and fields that may not be read are listed; asking for what is in them is FORBIDDEN. */
  | 'TELL';

/** What was disconnected. */
export type DisconnectAirtablePayload = {
  __typename?: 'DisconnectAirtablePayload';
  /** The connection's id. */
  id: Scalars['ID']['output'];
};

/** What was dropped. */
export type DropGraphPartPayload = {
  __typename?: 'DropGraphPartPayload';
  /** The part's id. */
  id: Scalars['ID']['output'];
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

/** What Airtable sent to the redirect URI. */
export type FinishAirtableOAuthInput = {
  /** The parameter `code`. */
  code: Scalars['String']['input'];
  /** The connection whose token this replaces; a new connection when absent. */
  connectionId?: InputMaybe<Scalars['ID']['input']>;
  /** What to call the connection; the token owner's address or id when absent. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The parameter `state`. */
  state: Scalars['String']['input'];
};

/** Something that breaks clients. */
export type GraphBreak = {
  __typename?: 'GraphBreak';
  /** What, in words. */
  message: Scalars['String']['output'];
  /** Where: a type, a field, or an argument, separated by dots. */
  path: Scalars['String']['output'];
};

/** A change of the typed graph that breaks clients. */
export type GraphChange = {
  __typename?: 'GraphChange';
  /** What breaks, at most a hundred places. */
  breaks: Array<GraphBreak>;
  /** When it was reported. */
  createdAt: Scalars['DateTime']['output'];
  /** When it was taken or superseded. */
  decidedAt: Maybe<Scalars['DateTime']['output']>;
  /** The person or API key that accepted it, by id; null when nobody had to. */
  decidedBy: Maybe<Scalars['ID']['output']>;
  /** The change's id. */
  id: Scalars['ID']['output'];
  /** How far it has come. */
  state: GraphChangeState;
};

/** A page of changes. */
export type GraphChangeConnection = {
  __typename?: 'GraphChangeConnection';
  /** The changes of this page. */
  nodes: Array<GraphChange>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** A change that is reported. */
export type GraphChangeReport = {
  __typename?: 'GraphChangeReport';
  /** What changes. */
  change: GraphChange;
  /** To be passed as `after`. */
  cursor: Scalars['String']['output'];
};

/** How far a change of the typed graph has come. */
export type GraphChangeState =
  /** It waits for somebody to accept it. */
  | 'HELD'
  /** It will not come any more: the bases have changed since. */
  | 'SUPERSEDED'
  /** It is there. */
  | 'TAKEN';

/**
 * A part of the tenant's typed graph. It is named after its label when it is seen first, and keeps its names whatever becomes of the
 * label, until somebody renames it.
 */
export type GraphPart = {
  __typename?: 'GraphPart';
  /** Whether it is left out of the typed graph. */
  hidden: Scalars['Boolean']['output'];
  /** Made of Airtable's ids: `app…`, `app…/tbl…`, `app…/fld…` or `app…/fld…/sel…`. */
  id: Scalars['ID']['output'];
  /** What it is. */
  kind: GraphPartKind;
  /** As Airtable shows it, or showed it last. */
  label: Scalars['String']['output'];
  /** What it is called: as `salesCrm`, `deals`, `closeDate`, `NEGOTIATION`. */
  name: Scalars['String']['output'];
  /** Of a table: what one record is called, as `deal`. */
  one: Maybe<Scalars['String']['output']>;
  /** The tables of a base, the fields of a table, the choices of a field; by name. */
  parts: Array<GraphPart>;
  /** Since when Airtable has it no longer. It answers null, until it is dropped. */
  removedAt: Maybe<Scalars['DateTime']['output']>;
  /** Of a base what its types begin with, of a table the type of its records, of a field its own type, if it has one. */
  typeName: Maybe<Scalars['String']['output']>;
};

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

/** What a tenant has set about its typed graph. */
export type GraphSettings = {
  __typename?: 'GraphSettings';
  /** What becomes of changes that break clients. */
  breakingChanges: BreakingGraphChanges;
};

/** A caller as data policies name callers: a person with a role, or an API key. */
export type GraphViewerInput = {
  /** The API key's id. */
  apiKeyId?: InputMaybe<Scalars['ID']['input']>;
  /** Their role's. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** The person's id. */
  userId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which records, by their id: `rec…` or the global `id`. */
export type IdFilter = {
  /** Is this. */
  eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['ID']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** How a base is watched. */
export type KeepWatchingPayload = {
  __typename?: 'KeepWatchingPayload';
  /** Whether changes are told already; it takes a moment at first. */
  active: Scalars['Boolean']['output'];
};

/** Which records are to be linked, by their ids (`rec…` or the global `id`), where the typed graph has not their table. */
export type LinkedIdsFilter = {
  /** These and no others. */
  eq?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** All of these. */
  hasAll?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** One of these. */
  hasAny?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** None of these. */
  hasNone?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** There are no linked records, or there are. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Others than exactly these. */
  ne?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** Somebody whom a comment mentions. */
export type Mention = {
  __typename?: 'Mention';
  /** Their name. */
  displayName: Scalars['String']['output'];
  /** Their address. */
  email: Maybe<Scalars['String']['output']>;
  /** Airtable's id of a person (`usr…`) or group (`ugp…`). */
  id: Scalars['ID']['output'];
  /** user, userGroup or appAgent. */
  type: Scalars['String']['output'];
};

/** What can be done. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Takes a change of the typed graph that is held. Needs the scope schema:write. */
  acceptGraphChange: GraphChange;
  /** Asks Airtable whether a connection still works, and what it may do. Needs the scope connections:write. */
  checkAirtableConnection: AirtableConnection;
  /** Connects the tenant to Airtable by a personal access token. Needs the scope connections:write. */
  connectAirtable: AirtableConnection;
  /** Creates a base. Needs the scope schema:write. */
  createBase: Maybe<Base>;
  /** Comments on a record, as the owner of the connection's token. Needs the scope data:write. */
  createComment: Maybe<Comment>;
  /** Creates a data policy, which holds within seconds everywhere; at most 500. Needs the scope policies:write. */
  createDataPolicy: DataPolicy;
  /** Creates a field. Needs the scope schema:write. */
  createField: Maybe<Field>;
  /** Creates one record. Needs the scope data:write. */
  createRecord: Maybe<CreateRecordPayload>;
  /** Creates up to 1000 records. One that fails does not hold up the others. Needs the scope data:write. */
  createRecords: Maybe<WriteRecordsPayload>;
  /** Creates a table. Needs the scope schema:write. */
  createTable: Maybe<Table>;
  /** Deletes a base for good. Airtable permits it on enterprise plans only. Needs the scope bases:delete. */
  deleteBase: Maybe<DeleteBasePayload>;
  /** Deletes a comment that the connection's token wrote. Needs the scope data:write. */
  deleteComment: Maybe<DeleteCommentPayload>;
  /** Deletes a data policy. Needs the scope policies:write. */
  deleteDataPolicy: DeleteDataPolicyPayload;
  /** Deletes up to 1000 records, of any tables. Needs the scope data:write. */
  deleteRecords: Maybe<WriteRecordsPayload>;
  /** Forgets a connection and its token. Needs the scope connections:write. */
  disconnectAirtable: DisconnectAirtablePayload;
  /**
   * Forgets a part that Airtable has no longer, with all that is in it: clients that still ask for it break, and its names can be
   * given to others. Needs the scope schema:write.
   */
  dropGraphPart: DropGraphPartPayload;
  /** Ends a connection by OAuth with what Airtable sent back to the redirect URI. Needs the scope connections:write, and the person who began. */
  finishAirtableOAuth: AirtableConnection;
  /**
   * Leaves a part out of the typed graph, with all that is in it; its names stay its own. Links to a hidden table are ids. No data
   * policy: what is hidden can be read by other ways. Needs the scope schema:write.
   */
  hideGraphPart: GraphPart;
  /**
   * Has a base watched for an hour, as if somebody had subscribed to `recordsChanged`: who subscribes with a cursor within that
   * time has missed nothing. Fails when the base can't be watched.
   */
  keepWatching: KeepWatchingPayload;
  /** Takes a webhook's notification. The router calls it for Airtable; nobody else can. */
  receiveAirtablePing: Scalars['Boolean']['output'];
  /** Gives a connection another name. Needs the scope connections:write. */
  renameAirtableConnection: AirtableConnection;
  /**
   * Calls a part of the typed graph something else, and with it what is named after it. Clients that use the former names break.
   * Needs the scope schema:write.
   */
  renameGraphPart: GraphPart;
  /** Writes up to 1000 records anew: cells that are not named are cleared. Needs the scope data:write. */
  replaceRecords: Maybe<WriteRecordsPayload>;
  /** Sets what becomes of changes of the typed graph that break clients. Needs the scope schema:write. */
  setBreakingGraphChanges: GraphSettings;
  /** Sets whether callers are told of data that policies deny them. Needs the scope policies:write. */
  setDeniedData: DataAccess;
  /** Takes a hidden part into the typed graph again, by the names that it had. Needs the scope schema:write. */
  showGraphPart: GraphPart;
  /** Begins a connection by OAuth: send the person to `authorizationUrl`. Needs the scope connections:write. */
  startAirtableOAuth: AirtableOAuthStart;
  /** Writes the rows of a CSV file into a synced table. Needs the scope data:write. */
  syncCsv: Maybe<SyncCsvPayload>;
  /** Changes the text of a comment that the connection's token wrote. Needs the scope data:write. */
  updateComment: Maybe<Comment>;
  /** Changes a data policy; what is not given stays. Needs the scope policies:write. */
  updateDataPolicy: DataPolicy;
  /** Changes a field's name, description or options. Needs the scope schema:write. */
  updateField: Maybe<Field>;
  /** Changes the named cells of up to 1000 records, of any tables. Needs the scope data:write. */
  updateRecords: Maybe<WriteRecordsPayload>;
  /** Changes a table's name or description. Needs the scope schema:write. */
  updateTable: Maybe<Table>;
  /** Appends a file to an attachment cell. Needs the scope data:write. */
  uploadAttachment: Maybe<UploadAttachmentPayload>;
  /** Updates the records that match by key fields and creates those that don't, up to 1000. Needs the scope data:write. */
  upsertRecords: Maybe<WriteRecordsPayload>;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationAcceptGraphChangeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCheckAirtableConnectionArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationConnectAirtableArgs = {
  input: ConnectAirtableInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateBaseArgs = {
  input: CreateBaseInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateCommentArgs = {
  input: CreateCommentInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateDataPolicyArgs = {
  input: CreateDataPolicyInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateFieldArgs = {
  input: CreateFieldInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateRecordArgs = {
  input: CreateRecordInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateRecordsArgs = {
  input: CreateRecordsInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationCreateTableArgs = {
  input: CreateTableInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteBaseArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteCommentArgs = {
  input: DeleteCommentInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteDataPolicyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDeleteRecordsArgs = {
  input: DeleteRecordsInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDisconnectAirtableArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationDropGraphPartArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationFinishAirtableOAuthArgs = {
  input: FinishAirtableOAuthInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationHideGraphPartArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationKeepWatchingArgs = {
  baseId: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReceiveAirtablePingArgs = {
  input: AirtablePingInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRenameAirtableConnectionArgs = {
  input: RenameAirtableConnectionInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationRenameGraphPartArgs = {
  input: RenameGraphPartInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationReplaceRecordsArgs = {
  input: UpdateRecordsInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSetBreakingGraphChangesArgs = {
  policy: BreakingGraphChanges;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSetDeniedDataArgs = {
  deniedData: DeniedData;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationShowGraphPartArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationStartAirtableOAuthArgs = {
  input: StartAirtableOAuthInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationSyncCsvArgs = {
  input: SyncCsvInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateCommentArgs = {
  input: UpdateCommentInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateDataPolicyArgs = {
  input: UpdateDataPolicyInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateFieldArgs = {
  input: UpdateFieldInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateRecordsArgs = {
  input: UpdateRecordsInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpdateTableArgs = {
  input: UpdateTableInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUploadAttachmentArgs = {
  input: UploadAttachmentInput;
};


/** What can be done. The fields of one operation are carried out one after the other. */
export type MutationUpsertRecordsArgs = {
  input: UpsertRecordsInput;
};

/** A field of a new table. */
export type NewFieldInput = {
  /** For people. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Its name. */
  name: Scalars['String']['input'];
  /** The type's options, as Airtable's Web API takes them. */
  options?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Airtable's field type, for example singleLineText. */
  type: Scalars['String']['input'];
};

/** A record to be created. */
export type NewRecordInput = {
  /** Cell values by field name or id, as Airtable's Web API takes them. */
  cells: Scalars['JSONObject']['input'];
};

/** A table of a new base. */
export type NewTableInput = {
  /** For people. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** At least one; the first becomes the primary field. */
  fields: Array<NewFieldInput>;
  /** Its name. */
  name: Scalars['String']['input'];
};

/** What numbers come to. Empty cells, and those that Airtable could not compute, don't count. */
export type NumberAggregate = {
  __typename?: 'NumberAggregate';
  /** Their mean; null when there are none. */
  avg: Maybe<Scalars['Float']['output']>;
  /** How many there are. */
  count: Scalars['Int']['output'];
  /** The largest; null when there are none. */
  max: Maybe<Scalars['Float']['output']>;
  /** The smallest; null when there are none. */
  min: Maybe<Scalars['Float']['output']>;
  /** All of them together; 0 when there are none. */
  sum: Maybe<Scalars['Float']['output']>;
};

/** What a number is to be like. A percentage is a fraction (12 % is 0.12), a duration is in seconds. */
export type NumberFilter = {
  /** Is this. */
  eq?: InputMaybe<Scalars['Float']['input']>;
  /** Is greater than this. */
  gt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or greater. */
  gte?: InputMaybe<Scalars['Float']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['Float']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is less than this. */
  lt?: InputMaybe<Scalars['Float']['input']>;
  /** Is this or less. */
  lte?: InputMaybe<Scalars['Float']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['Float']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['Float']['input']>>;
};

/** What numbers that a lookup found are to be like. */
export type NumberLookupFilter = {
  /** One of the values is this. */
  eq?: InputMaybe<Scalars['Float']['input']>;
  /** One of the values is greater than this. */
  gt?: InputMaybe<Scalars['Float']['input']>;
  /** One of the values is this or greater. */
  gte?: InputMaybe<Scalars['Float']['input']>;
  /** One of the values is one of these. */
  in?: InputMaybe<Array<Scalars['Float']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** One of the values is less than this. */
  lt?: InputMaybe<Scalars['Float']['input']>;
  /** One of the values is this or less. */
  lte?: InputMaybe<Scalars['Float']['input']>;
  /** None of the values is this. */
  ne?: InputMaybe<Scalars['Float']['input']>;
  /** None of the values is one of these. */
  notIn?: InputMaybe<Array<Scalars['Float']['input']>>;
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

/** How pages of a list are read. */
export type Paging =
  /**
   * As Airtable pages: the list is as it was when its first page was read, and no record comes twice or is left out meanwhile.
   * Airtable forgets it after some minutes; then pages go on behind the last record, in the list as it is by then.
   */
  | 'SNAPSHOT'
  /**
   * Behind the last record by the order of the list: cursors hold for as long as the record's place can be told. What is created,
   * changed or deleted meanwhile is seen where it comes later in the order.
   */
  | 'STABLE';

/** Whether there is something, where more can't be asked. */
export type PresenceFilter = {
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** The tenant's connections to Airtable, oldest first. */
  airtableConnections: Array<AirtableConnection>;
  /** One base by its Airtable id (`app…`). */
  base: Maybe<Base>;
  /** The bases that the tenant's connections were granted; null, told in `errors`, for each connection that does not work. */
  bases: Maybe<Array<Maybe<Base>>>;
  /** What the tenant has set about data that policies deny. Needs the scope policies:write. */
  dataAccess: DataAccess;
  /** The tenant's data policies, oldest first. Needs the scope policies:write. */
  dataPolicies: Array<DataPolicy>;
  /** Changes of the tenant's typed graph that break clients, newest first. Needs the scope schema:write. */
  graphChanges: GraphChangeConnection;
  /**
   * What the tenant's typed graph is made of and what it is called there, by name; also what is hidden, and what Airtable has no
   * longer. Needs the scope schema:write.
   */
  graphParts: Array<GraphPart>;
  /** What the tenant has set about its typed graph. Needs the scope schema:write. */
  graphSettings: GraphSettings;
  /** One record by its `id`. */
  record: Maybe<AirtableRecord>;
  /** Up to 1000 records by their `id`, in the order asked for; null in the place of one that does not exist. */
  records: Maybe<Array<Maybe<AirtableRecord>>>;
  /**
   * A tenant's typed graph, kept up to date for the minutes after. Null when no base is connected. The router asks for it; nobody
   * else can.
   */
  typedGraph: Maybe<TypedGraph>;
  /** What data policies say of somebody who would do something, and why. Needs the scope policies:write. */
  whyDenied: Maybe<DataDecision>;
};


/** What can be asked. */
export type QueryBaseArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryGraphChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked. */
export type QueryGraphPartsArgs = {
  of?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryRecordArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRecordsArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryTypedGraphArgs = {
  known?: InputMaybe<Scalars['ID']['input']>;
  tenantId: Scalars['ID']['input'];
  viewer?: InputMaybe<GraphViewerInput>;
};


/** What can be asked. */
export type QueryWhyDeniedArgs = {
  input: WhyDeniedInput;
};

/** A change of one record. */
export type RecordChange = {
  __typename?: 'RecordChange';
  /** Who did it, if it was a person. Null for a deletion, when you may not read all records of the table. */
  actor: Maybe<Collaborator>;
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** The fields that were changed, as far as they still exist; empty unless it was updated. */
  changedFields: Maybe<Array<Field>>;
  /** The record's global `id`. */
  id: Scalars['ID']['output'];
  /** What happened. */
  kind: RecordChangeKind;
  /** As it is now; null when it has been deleted. */
  record: Maybe<AirtableRecord>;
  /** Where it came from, in Airtable's words: client, publicApi, automation, formSubmission and others. Null for a deletion, when you may not read all records of the table. */
  source: Maybe<Scalars['String']['output']>;
};

/** What happened to a record. */
export type RecordChangeKind =
  /** It was created. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** Some of its cells were changed. */
  | 'UPDATED';

/** A page of records. */
export type RecordConnection = {
  __typename?: 'RecordConnection';
  /** The records of this page. */
  nodes: Array<AirtableRecord>;
  /** How to go on. */
  pageInfo: PageInfo;
};

/** Which records. All that is given must be true; an empty filter is true for every record. A condition names its `field`. */
export type RecordFilter = {
  /** All of these must be true. */
  and?: InputMaybe<Array<RecordFilter>>;
  /** Contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /**
   * Equal to: text exactly, numbers, booleans, dates as ISO 8601, a choice or a person by name. Of several choices, people or
   * linked records: exactly these, in whatever order. Of a lookup: one of its values is, as with every condition on lookups.
   */
  eq?: InputMaybe<Scalars['JSON']['input']>;
  /** Name or id of the field that the conditions below are about. */
  field?: InputMaybe<Scalars['String']['input']>;
  /** Greater than, or later than. */
  gt?: InputMaybe<Scalars['JSON']['input']>;
  /** Greater than or equal to, or not before. */
  gte?: InputMaybe<Scalars['JSON']['input']>;
  /** Has all of these. */
  hasAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /**
   * Of several choices, collaborators or linked records: has one of these. Choices and collaborators by name; linked records by
   * `rec…` or global `id`, if the field has an inverse field and no more than 500 records link to these.
   */
  hasAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has none of these. */
  hasNone?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Equal to one of these. */
  in?: InputMaybe<Array<Scalars['JSON']['input']>>;
  /** Has an empty cell, or has not. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * Of texts: is your e-mail address, in whatever case. Of people: is, or has, the person with your e-mail address; no two who
   * stand in the field may have the same name. In a data policy "you" is whoever asks.
   */
  isMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** Less than, or earlier than. */
  lt?: InputMaybe<Scalars['JSON']['input']>;
  /** Less than or equal to, or not after. */
  lte?: InputMaybe<Scalars['JSON']['input']>;
  /** Not equal to, or empty. */
  ne?: InputMaybe<Scalars['JSON']['input']>;
  /** This must not be true. */
  not?: InputMaybe<RecordFilter>;
  /** Equal to none of these, or empty. */
  notIn?: InputMaybe<Array<Scalars['JSON']['input']>>;
  /** One of these must be true. */
  or?: InputMaybe<Array<RecordFilter>>;
  /** Begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** Which records to link, of a table that the typed graph has not. */
export type RecordLinkMany = {
  /** These besides those that are linked, by their `id`. */
  connect?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** These no longer, by their `id`. */
  disconnect?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** These and no others, by their `id`. */
  set?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** Which record to link, of a table that the typed graph has not. */
export type RecordLinkOne = {
  /** This one, by its `id`. */
  connect?: InputMaybe<Scalars['ID']['input']>;
  /** None. */
  disconnect?: InputMaybe<Scalars['Boolean']['input']>;
};

/** One key of an order. */
export type RecordSort = {
  /** Ascending unless told otherwise. */
  direction?: SortDirection;
  /** Name or id of a field. */
  field: Scalars['String']['input'];
};

/** Records that changed together. */
export type RecordsChangedEvent = {
  __typename?: 'RecordsChangedEvent';
  /** At most 100, of records that you may read now, and of fields that you may read. */
  changes: Array<RecordChange>;
  /** Changes before this event may have gone unnoticed, because Airtable's webhook was gone for a while: read afresh what you show. */
  changesMissed: Scalars['Boolean']['output'];
  /** To be passed as `after`. */
  cursor: Scalars['String']['output'];
};

/** Another name for a connection. */
export type RenameAirtableConnectionInput = {
  /** The connection's id. */
  id: Scalars['ID']['input'];
  /** Its name from now on. */
  name: Scalars['String']['input'];
};

/** Other names for a part of the typed graph. */
export type RenameGraphPartInput = {
  /** The part's id. */
  id: Scalars['ID']['input'];
  /** What to call it: as `salesCrm`, `deals` (several records), `closeDate`, `NEGOTIATION`. Types are named after it. */
  name: Scalars['String']['input'];
  /** Of a table: what to call one record; what is one of `name`, in English, when absent. */
  one?: InputMaybe<Scalars['String']['input']>;
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
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** What happens. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Changes of the tenant's typed graph that break clients, as they are reported: before anything of them can be seen. With `after`
   * nothing is missed across a reconnect. Needs the scope schema:write.
   */
  graphChangeReported: GraphChangeReport;
  /** Records of a base that were created, changed or deleted, whoever did it. With `after` nothing is missed across a reconnect. */
  recordsChanged: RecordsChangedEvent;
  /** Tells which tenants' typed graphs change. The router asks for it; nobody else can. */
  typedGraphsChanged: TypedGraphChange;
};


/** What happens. */
export type SubscriptionGraphChangeReportedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What happens. */
export type SubscriptionRecordsChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  baseId: Scalars['ID']['input'];
  table?: InputMaybe<Scalars['String']['input']>;
};

/** A CSV file for a synced table. */
export type SyncCsvInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** At most 10,000 rows, 500 columns and 2 MB. */
  csv: Scalars['String']['input'];
  /** The sync's id, as Airtable shows it. */
  syncId: Scalars['ID']['input'];
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
};

/** A CSV file that Airtable has taken. */
export type SyncCsvPayload = {
  __typename?: 'SyncCsvPayload';
  /** The table that was written. */
  table: Table;
};

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
  /** The field that names a record; null when it is hidden from you. */
  primaryField: Maybe<Field>;
  /** Those of the columns whose cells you may read. */
  readableFields: Array<Field>;
  /** Records in the order of `sort`, else of the view, else of Airtable's choosing. */
  records: Maybe<RecordConnection>;
  /** In Airtable's order. */
  views: Array<View>;
};


/** A table of a base. */
export type TableRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RecordFilter>;
  first?: Scalars['Int']['input'];
  formula?: InputMaybe<Scalars['String']['input']>;
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  search?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<Array<RecordSort>>;
  view?: InputMaybe<Scalars['String']['input']>;
};

/** What a text is to be like. */
export type TextFilter = {
  /** Contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** Ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /** Is this. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is your e-mail address, in whatever case, or is not. */
  isMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** Is not this, or is empty. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** Is none of these, or is empty. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What texts that a lookup found are to be like. */
export type TextLookupFilter = {
  /** One of the values contains this text, in whatever case. */
  contains?: InputMaybe<Scalars['String']['input']>;
  /** One of the values ends with this text, in whatever case. */
  endsWith?: InputMaybe<Scalars['String']['input']>;
  /** One of the values is this. */
  eq?: InputMaybe<Scalars['String']['input']>;
  /** Has all of these values. */
  hasAll?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has one of these values. */
  hasAny?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has none of these values. */
  hasNone?: InputMaybe<Array<Scalars['String']['input']>>;
  /** One of the values is one of these. */
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Has an empty cell, or has not. What Airtable could not compute counts as empty. */
  isEmpty?: InputMaybe<Scalars['Boolean']['input']>;
  /** One of the values is your e-mail address, in whatever case, or none is. */
  isMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** None of the values is this. */
  ne?: InputMaybe<Scalars['String']['input']>;
  /** None of the values is one of these. */
  notIn?: InputMaybe<Array<Scalars['String']['input']>>;
  /** One of the values begins with this text, in whatever case. */
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** What a tenant's graph has besides this schema. */
export type TypedGraph = {
  __typename?: 'TypedGraph';
  /** Whether it is that of all callers of the tenant. If not, what is hidden from one of them is not in his. */
  isShared: Scalars['Boolean']['output'];
  /** Definitions and extensions to add to this subgraph's SDL, base64 of their gzip; null when the version is known. */
  packedSdl: Maybe<Scalars['String']['output']>;
  /** Another one for another graph; sent with the operations that are planned on it. */
  version: Scalars['ID']['output'];
};

/** That a tenant's typed graph is another one now. */
export type TypedGraphChange = {
  __typename?: 'TypedGraphChange';
  /** Whose it is; null when it is not known whose, so that all are to be asked for again. */
  tenantId: Maybe<Scalars['ID']['output']>;
};

/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecord = AirtableRecord & {
  __typename?: 'UntypedRecord';
  /** The files of an attachment cell. Their `url`s expire after some two hours: ask anew rather than keep them. */
  attachments: Maybe<Array<Attachment>>;
  /** The base that it is in. */
  base: Maybe<Base>;
  /** One cell by the name or id of its field; null when it is empty. If Airtable could not compute it, or a data policy denies it to you: null, and told in `errors`. */
  cell: Maybe<Scalars['JSON']['output']>;
  /** All cells that are not empty, without those that data policies deny you. What Airtable could not compute (a formula in error, a division by zero) is null. */
  cells: Scalars['JSONObject']['output'];
  /** How many comments it has. */
  commentCount: Maybe<Scalars['Int']['output']>;
  /** Its comments, newest first. */
  comments: Maybe<CommentConnection>;
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
export type UntypedRecordAttachmentsArgs = {
  field: Scalars['String']['input'];
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
export type UntypedRecordCommentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** A record of a base that has no typed graph of its own yet. */
export type UntypedRecordLinkedRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  field: Scalars['String']['input'];
  first?: Scalars['Int']['input'];
};

/** A comment to be changed. */
export type UpdateCommentInput = {
  /** The comment's id (`com…`). */
  commentId: Scalars['ID']['input'];
  /** The record's global `id`. */
  recordId: Scalars['ID']['input'];
  /** Its text from now on. */
  text: Scalars['String']['input'];
};

/** A change of a data policy. */
export type UpdateDataPolicyInput = {
  /** For people; null for none. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Whether it permits or denies. */
  effect?: InputMaybe<DataPolicyEffect>;
  /** Names or ids of fields; null for none. Not together with `rows`, and not for DELETE. */
  fields?: InputMaybe<Array<Scalars['String']['input']>>;
  /** The policy's id. */
  id: Scalars['ID']['input'];
  /** What to call it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What it is about, at least one. */
  operations?: InputMaybe<Array<DataOperation>>;
  /** Which records; null for all of them. Not together with `fields`. */
  rows?: InputMaybe<RecordFilter>;
  /** Whom it is about. */
  subject?: InputMaybe<DataPolicySubjectInput>;
};

/** A change of a field. */
export type UpdateFieldInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** Its description from now on. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Id (`fld…`) or name of the field. */
  field: Scalars['String']['input'];
  /** Its name from now on. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Its options from now on, as far as Airtable lets them be changed: a formula, for example. */
  options?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
};

/** Records to be changed. */
export type UpdateRecordsInput = {
  /** At most 1000, each of them once. */
  records: Array<ChangedRecordInput>;
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: Scalars['Boolean']['input'];
};

/** A change of a table. */
export type UpdateTableInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** Its description from now on. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Its name from now on. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
};

/** A file for an attachment cell. */
export type UploadAttachmentInput = {
  /** Its bytes in base64, at most 5 MB of them. Larger files: write a cell of `{url}` objects, which Airtable fetches. */
  content: Scalars['String']['input'];
  /** Its media type, for example text/plain. */
  contentType: Scalars['String']['input'];
  /** Name or id of an attachment field. */
  field: Scalars['String']['input'];
  /** What to call the file. */
  filename: Scalars['String']['input'];
  /** The record's global `id`. */
  recordId: Scalars['ID']['input'];
};

/** A file that has been uploaded. */
export type UploadAttachmentPayload = {
  __typename?: 'UploadAttachmentPayload';
  /** The files of the cell, the new one last. */
  attachments: Array<Attachment>;
};

/** Records to be updated or created in one table. */
export type UpsertRecordsInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** One to three fields, by name or id, that tell which record is meant. More than one match fails. */
  mergeOn: Array<Scalars['String']['input']>;
  /** At most 1000. */
  records: Array<NewRecordInput>;
  /** Clears the cells of a matched record that are not named. */
  replace?: Scalars['Boolean']['input'];
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
  /** Lets Airtable convert values, for example text into a number or a new choice. */
  typecast?: Scalars['Boolean']['input'];
};

/** A view of a table. */
export type View = {
  __typename?: 'View';
  /** Airtable's id (`viw…`). */
  id: Scalars['ID']['output'];
  /** As Airtable shows it. */
  name: Scalars['String']['output'];
  /** Airtable's type of view: grid, form, calendar, gallery, kanban, timeline, block. */
  type: Scalars['String']['output'];
  /** The columns that it shows, if Airtable tells: of grids. */
  visibleFields: Maybe<Array<Field>>;
};

/** A question about data policies. */
export type WhyDeniedInput = {
  /** Airtable's id of the base (`app…`). */
  baseId: Scalars['ID']['input'];
  /** Of a person: the e-mail address that `isMe` stands for. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Name or id of a field. */
  field?: InputMaybe<Scalars['String']['input']>;
  /** What they would do. */
  operation: DataOperation;
  /** The global `id` of a record of that table. Not for CREATE. */
  recordId?: InputMaybe<Scalars['ID']['input']>;
  /** Of a person: their role, whose policies are theirs too. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** Who would do it. */
  subject: DataPolicySubjectInput;
  /** Id (`tbl…`) or name of the table. */
  table: Scalars['String']['input'];
};

/** Why a record was not written. */
export type WriteRecordError = {
  __typename?: 'WriteRecordError';
  /** Airtable's own message, if it was Airtable that refused. */
  airtableMessage: Maybe<Scalars['String']['output']>;
  /** Airtable's own error type, if it was Airtable that refused. */
  airtableType: Maybe<Scalars['String']['output']>;
  /** A code as in `errors`, for example BAD_USER_INPUT. */
  code: Scalars['String']['output'];
  /** The field at fault, if it is known. */
  field: Maybe<Scalars['String']['output']>;
  /** For people; it names the value. */
  message: Scalars['String']['output'];
  /** With RATE_LIMITED: when it is worth trying again, in milliseconds. */
  retryAfterMs: Maybe<Scalars['Int']['output']>;
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

/** What became of one record of a mutation. */
export type WriteRecordResult = {
  __typename?: 'WriteRecordResult';
  /** Why it was not written. */
  error: Maybe<WriteRecordError>;
  /** The record's global `id`; null when it was to be created and was not. */
  id: Maybe<Scalars['ID']['output']>;
  /** What became of it. */
  outcome: WriteRecordOutcome;
  /** As Airtable stored it, computed cells included; null when it was deleted or not written, or you may not read it. */
  record: Maybe<AirtableRecord>;
};

/** What became of the records of one mutation. */
export type WriteRecordsPayload = {
  __typename?: 'WriteRecordsPayload';
  /** How many were not, or not for certain. */
  failed: Scalars['Int']['output'];
  /** One for each record given, in that order. */
  results: Array<WriteRecordResult>;
  /** How many were written. */
  succeeded: Scalars['Int']['output'];
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
    & ( GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['AirtableRecord'], {"id":true,"createdTime":true}> ) );
  Base:
    ( { __typename: 'Base' }
    & GraphQLRecursivePick<FederationTypes['Base'], {"id":true}> );
  UntypedRecord:
    ( { __typename: 'UntypedRecord' }
    & ( GraphQLRecursivePick<FederationTypes['UntypedRecord'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['UntypedRecord'], {"id":true,"createdTime":true}> ) );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AiText: ResolverTypeWrapper<AiText>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  AirtableConnection: ResolverTypeWrapper<ConnectionModel>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AirtableConnectionMethod: AirtableConnectionMethod;
  AirtableConnectionStatus: AirtableConnectionStatus;
  AirtableOAuthStart: ResolverTypeWrapper<AirtableOAuthStart>;
  AirtablePingInput: AirtablePingInput;
  AirtableRecord: ResolverTypeWrapper<RecordModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Attachment: ResolverTypeWrapper<AttachmentModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AttachmentInput: AttachmentInput;
  AttachmentThumbnail: ResolverTypeWrapper<AttachmentThumbnail>;
  AttachmentThumbnails: ResolverTypeWrapper<AttachmentThumbnails>;
  Barcode: ResolverTypeWrapper<Barcode>;
  BarcodeInput: BarcodeInput;
  Base: ResolverTypeWrapper<BaseModel>;
  BooleanFilter: BooleanFilter;
  BreakingGraphChanges: BreakingGraphChanges;
  Button: ResolverTypeWrapper<Button>;
  CellKey: CellKey;
  ChangedRecordInput: ChangedRecordInput;
  ChoiceFilter: ChoiceFilter;
  ChoiceLookupFilter: ChoiceLookupFilter;
  ChoicesFilter: ChoicesFilter;
  Collaborator: ResolverTypeWrapper<Collaborator>;
  CollaboratorFilter: CollaboratorFilter;
  CollaboratorInput: CollaboratorInput;
  CollaboratorsFilter: CollaboratorsFilter;
  Comment: ResolverTypeWrapper<CommentModel>;
  CommentConnection: ResolverTypeWrapper<CommentPage>;
  ConnectAirtableInput: ConnectAirtableInput;
  CreateBaseInput: CreateBaseInput;
  CreateCommentInput: CreateCommentInput;
  CreateDataPolicyInput: CreateDataPolicyInput;
  CreateFieldInput: CreateFieldInput;
  CreateRecordInput: CreateRecordInput;
  CreateRecordPayload: ResolverTypeWrapper<RecordModel>;
  CreateRecordsInput: CreateRecordsInput;
  CreateTableInput: CreateTableInput;
  DataAccess: ResolverTypeWrapper<DataAccess>;
  DataDecision: ResolverTypeWrapper<Omit<DataDecision, 'deniedFields' | 'reasons'> & { deniedFields: Array<ResolversTypes['Field']>, reasons: Array<ResolversTypes['DataDecisionReason']> }>;
  DataDecisionReason: ResolverTypeWrapper<Reason>;
  DataOperation: DataOperation;
  DataPolicy: ResolverTypeWrapper<StoredPolicy>;
  DataPolicyEffect: DataPolicyEffect;
  DataPolicySubject: ResolverTypeWrapper<DataPolicySubject>;
  DataPolicySubjectInput: DataPolicySubjectInput;
  DataPolicySubjectKind: DataPolicySubjectKind;
  DataRows: DataRows;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateAggregate: ResolverTypeWrapper<DateAggregate>;
  DateFilter: DateFilter;
  DateLookupFilter: DateLookupFilter;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeAggregate: ResolverTypeWrapper<DateTimeAggregate>;
  DateTimeFilter: DateTimeFilter;
  DateTimeLookupFilter: DateTimeLookupFilter;
  DeleteBasePayload: ResolverTypeWrapper<DeleteBasePayload>;
  DeleteCommentInput: DeleteCommentInput;
  DeleteCommentPayload: ResolverTypeWrapper<DeleteCommentPayload>;
  DeleteDataPolicyPayload: ResolverTypeWrapper<DeleteDataPolicyPayload>;
  DeleteRecordsInput: DeleteRecordsInput;
  DeniedData: DeniedData;
  DisconnectAirtablePayload: ResolverTypeWrapper<DisconnectAirtablePayload>;
  DropGraphPartPayload: ResolverTypeWrapper<DropGraphPartPayload>;
  EmailAddress: ResolverTypeWrapper<Scalars['EmailAddress']['output']>;
  Field: ResolverTypeWrapper<FieldModel>;
  FinishAirtableOAuthInput: FinishAirtableOAuthInput;
  GraphBreak: ResolverTypeWrapper<GraphBreak>;
  GraphChange: ResolverTypeWrapper<StoredGraphChange>;
  GraphChangeConnection: ResolverTypeWrapper<Omit<GraphChangeConnection, 'nodes'> & { nodes: Array<ResolversTypes['GraphChange']> }>;
  GraphChangeReport: ResolverTypeWrapper<Omit<GraphChangeReport, 'change'> & { change: ResolversTypes['GraphChange'] }>;
  GraphChangeState: GraphChangeState;
  GraphPart: ResolverTypeWrapper<ListedPart>;
  GraphPartKind: GraphPartKind;
  GraphSettings: ResolverTypeWrapper<GraphSettings>;
  GraphViewerInput: GraphViewerInput;
  IdFilter: IdFilter;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  KeepWatchingPayload: ResolverTypeWrapper<KeepWatchingPayload>;
  LinkedIdsFilter: LinkedIdsFilter;
  Mention: ResolverTypeWrapper<Mention>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewFieldInput: NewFieldInput;
  NewRecordInput: NewRecordInput;
  NewTableInput: NewTableInput;
  NumberAggregate: ResolverTypeWrapper<NumberAggregate>;
  NumberFilter: NumberFilter;
  NumberLookupFilter: NumberLookupFilter;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Paging: Paging;
  PhoneNumber: ResolverTypeWrapper<Scalars['PhoneNumber']['output']>;
  PresenceFilter: PresenceFilter;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordChange: ResolverTypeWrapper<ChangedRecord>;
  RecordChangeKind: RecordChangeKind;
  RecordConnection: ResolverTypeWrapper<RecordPage>;
  RecordFilter: RecordFilter;
  RecordLinkMany: RecordLinkMany;
  RecordLinkOne: RecordLinkOne;
  RecordSort: RecordSort;
  RecordsChangedEvent: ResolverTypeWrapper<ChangeEvent>;
  RenameAirtableConnectionInput: RenameAirtableConnectionInput;
  RenameGraphPartInput: RenameGraphPartInput;
  SortDirection: SortDirection;
  StartAirtableOAuthInput: StartAirtableOAuthInput;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SyncCsvInput: SyncCsvInput;
  SyncCsvPayload: ResolverTypeWrapper<Omit<SyncCsvPayload, 'table'> & { table: ResolversTypes['Table'] }>;
  Table: ResolverTypeWrapper<TableModel>;
  TextFilter: TextFilter;
  TextLookupFilter: TextLookupFilter;
  TypedGraph: ResolverTypeWrapper<TypedGraph>;
  TypedGraphChange: ResolverTypeWrapper<TypedGraphChange>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UntypedRecord: ResolverTypeWrapper<RecordModel>;
  UpdateCommentInput: UpdateCommentInput;
  UpdateDataPolicyInput: UpdateDataPolicyInput;
  UpdateFieldInput: UpdateFieldInput;
  UpdateRecordsInput: UpdateRecordsInput;
  UpdateTableInput: UpdateTableInput;
  UploadAttachmentInput: UploadAttachmentInput;
  UploadAttachmentPayload: ResolverTypeWrapper<Omit<UploadAttachmentPayload, 'attachments'> & { attachments: Array<ResolversTypes['Attachment']> }>;
  UpsertRecordsInput: UpsertRecordsInput;
  View: ResolverTypeWrapper<ViewModel>;
  WhyDeniedInput: WhyDeniedInput;
  WriteRecordError: ResolverTypeWrapper<WriteRecordError>;
  WriteRecordOutcome: WriteRecordOutcome;
  WriteRecordResult: ResolverTypeWrapper<WriteResult>;
  WriteRecordsPayload: ResolverTypeWrapper<Omit<WriteRecordsPayload, 'results'> & { results: Array<ResolversTypes['WriteRecordResult']> }>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AiText: AiText;
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  AirtableConnection: ConnectionModel;
  ID: Scalars['ID']['output'];
  AirtableOAuthStart: AirtableOAuthStart;
  AirtablePingInput: AirtablePingInput;
  AirtableRecord: RecordModel;
  Int: Scalars['Int']['output'];
  Attachment: AttachmentModel;
  Float: Scalars['Float']['output'];
  AttachmentInput: AttachmentInput;
  AttachmentThumbnail: AttachmentThumbnail;
  AttachmentThumbnails: AttachmentThumbnails;
  Barcode: Barcode;
  BarcodeInput: BarcodeInput;
  Base: BaseModel;
  BooleanFilter: BooleanFilter;
  Button: Button;
  ChangedRecordInput: ChangedRecordInput;
  ChoiceFilter: ChoiceFilter;
  ChoiceLookupFilter: ChoiceLookupFilter;
  ChoicesFilter: ChoicesFilter;
  Collaborator: Collaborator;
  CollaboratorFilter: CollaboratorFilter;
  CollaboratorInput: CollaboratorInput;
  CollaboratorsFilter: CollaboratorsFilter;
  Comment: CommentModel;
  CommentConnection: CommentPage;
  ConnectAirtableInput: ConnectAirtableInput;
  CreateBaseInput: CreateBaseInput;
  CreateCommentInput: CreateCommentInput;
  CreateDataPolicyInput: CreateDataPolicyInput;
  CreateFieldInput: CreateFieldInput;
  CreateRecordInput: CreateRecordInput;
  CreateRecordPayload: RecordModel;
  CreateRecordsInput: CreateRecordsInput;
  CreateTableInput: CreateTableInput;
  DataAccess: DataAccess;
  DataDecision: Omit<DataDecision, 'deniedFields' | 'reasons'> & { deniedFields: Array<ResolversParentTypes['Field']>, reasons: Array<ResolversParentTypes['DataDecisionReason']> };
  DataDecisionReason: Reason;
  DataPolicy: StoredPolicy;
  DataPolicySubject: DataPolicySubject;
  DataPolicySubjectInput: DataPolicySubjectInput;
  Date: Scalars['Date']['output'];
  DateAggregate: DateAggregate;
  DateFilter: DateFilter;
  DateLookupFilter: DateLookupFilter;
  DateTime: Scalars['DateTime']['output'];
  DateTimeAggregate: DateTimeAggregate;
  DateTimeFilter: DateTimeFilter;
  DateTimeLookupFilter: DateTimeLookupFilter;
  DeleteBasePayload: DeleteBasePayload;
  DeleteCommentInput: DeleteCommentInput;
  DeleteCommentPayload: DeleteCommentPayload;
  DeleteDataPolicyPayload: DeleteDataPolicyPayload;
  DeleteRecordsInput: DeleteRecordsInput;
  DisconnectAirtablePayload: DisconnectAirtablePayload;
  DropGraphPartPayload: DropGraphPartPayload;
  EmailAddress: Scalars['EmailAddress']['output'];
  Field: FieldModel;
  FinishAirtableOAuthInput: FinishAirtableOAuthInput;
  GraphBreak: GraphBreak;
  GraphChange: StoredGraphChange;
  GraphChangeConnection: Omit<GraphChangeConnection, 'nodes'> & { nodes: Array<ResolversParentTypes['GraphChange']> };
  GraphChangeReport: Omit<GraphChangeReport, 'change'> & { change: ResolversParentTypes['GraphChange'] };
  GraphPart: ListedPart;
  GraphSettings: GraphSettings;
  GraphViewerInput: GraphViewerInput;
  IdFilter: IdFilter;
  JSON: Scalars['JSON']['output'];
  JSONObject: Scalars['JSONObject']['output'];
  KeepWatchingPayload: KeepWatchingPayload;
  LinkedIdsFilter: LinkedIdsFilter;
  Mention: Mention;
  Mutation: Record<PropertyKey, never>;
  NewFieldInput: NewFieldInput;
  NewRecordInput: NewRecordInput;
  NewTableInput: NewTableInput;
  NumberAggregate: NumberAggregate;
  NumberFilter: NumberFilter;
  NumberLookupFilter: NumberLookupFilter;
  PageInfo: PageInfo;
  PhoneNumber: Scalars['PhoneNumber']['output'];
  PresenceFilter: PresenceFilter;
  Query: Record<PropertyKey, never>;
  RecordChange: ChangedRecord;
  RecordConnection: RecordPage;
  RecordFilter: RecordFilter;
  RecordLinkMany: RecordLinkMany;
  RecordLinkOne: RecordLinkOne;
  RecordSort: RecordSort;
  RecordsChangedEvent: ChangeEvent;
  RenameAirtableConnectionInput: RenameAirtableConnectionInput;
  RenameGraphPartInput: RenameGraphPartInput;
  StartAirtableOAuthInput: StartAirtableOAuthInput;
  Subscription: Record<PropertyKey, never>;
  SyncCsvInput: SyncCsvInput;
  SyncCsvPayload: Omit<SyncCsvPayload, 'table'> & { table: ResolversParentTypes['Table'] };
  Table: TableModel;
  TextFilter: TextFilter;
  TextLookupFilter: TextLookupFilter;
  TypedGraph: TypedGraph;
  TypedGraphChange: TypedGraphChange;
  URL: Scalars['URL']['output'];
  UntypedRecord: RecordModel;
  UpdateCommentInput: UpdateCommentInput;
  UpdateDataPolicyInput: UpdateDataPolicyInput;
  UpdateFieldInput: UpdateFieldInput;
  UpdateRecordsInput: UpdateRecordsInput;
  UpdateTableInput: UpdateTableInput;
  UploadAttachmentInput: UploadAttachmentInput;
  UploadAttachmentPayload: Omit<UploadAttachmentPayload, 'attachments'> & { attachments: Array<ResolversParentTypes['Attachment']> };
  UpsertRecordsInput: UpsertRecordsInput;
  View: ViewModel;
  WhyDeniedInput: WhyDeniedInput;
  WriteRecordError: WriteRecordError;
  WriteRecordResult: WriteResult;
  WriteRecordsPayload: Omit<WriteRecordsPayload, 'results'> & { results: Array<ResolversParentTypes['WriteRecordResult']> };
};

export type AiTextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AiText'] = ResolversParentTypes['AiText']> = {
  errorType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isStale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AirtableConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableConnection'] = ResolversParentTypes['AirtableConnection']> = {
  airtableUserId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  connectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['AirtableConnectionMethod'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AirtableConnectionStatus'], ParentType, ContextType>;
};

export type AirtableOAuthStartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableOAuthStart'] = ResolversParentTypes['AirtableOAuthStart']> = {
  authorizationUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AirtableRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AirtableRecord'] = ResolversParentTypes['AirtableRecord'], FederationReferenceType extends FederationReferenceTypes['AirtableRecord'] = FederationReferenceTypes['AirtableRecord']> = {
  __resolveType: TypeResolveFn<'UntypedRecord', ParentType, ContextType>;
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AirtableRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
};

export type AttachmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment']> = {
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  height?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  size?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  thumbnails?: Resolver<Maybe<ResolversTypes['AttachmentThumbnails']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type AttachmentThumbnailResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentThumbnail'] = ResolversParentTypes['AttachmentThumbnail']> = {
  height?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  width?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttachmentThumbnailsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AttachmentThumbnails'] = ResolversParentTypes['AttachmentThumbnails']> = {
  full?: Resolver<Maybe<ResolversTypes['AttachmentThumbnail']>, ParentType, ContextType>;
  large?: Resolver<Maybe<ResolversTypes['AttachmentThumbnail']>, ParentType, ContextType>;
  small?: Resolver<Maybe<ResolversTypes['AttachmentThumbnail']>, ParentType, ContextType>;
};

export type BarcodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Barcode'] = ResolversParentTypes['Barcode']> = {
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Base'] = ResolversParentTypes['Base'], FederationReferenceType extends FederationReferenceTypes['Base'] = FederationReferenceTypes['Base']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Base']> | FederationReferenceType, FederationReferenceType, ContextType>;
  connection?: Resolver<Maybe<ResolversTypes['AirtableConnection']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  permissionLevel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  table?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType, RequireFields<BaseTableArgs, 'key'>>;
  tables?: Resolver<Maybe<Array<ResolversTypes['Table']>>, ParentType, ContextType>;
};

export type ButtonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Button'] = ResolversParentTypes['Button']> = {
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CollaboratorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Collaborator'] = ResolversParentTypes['Collaborator']> = {
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CommentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Comment'] = ResolversParentTypes['Comment']> = {
  author?: Resolver<ResolversTypes['Collaborator'], ParentType, ContextType>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUpdatedTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mentions?: Resolver<Array<ResolversTypes['Mention']>, ParentType, ContextType>;
  parentCommentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CommentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CommentConnection'] = ResolversParentTypes['CommentConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['Comment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CreateRecordPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRecordPayload'] = ResolversParentTypes['CreateRecordPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
};

export type DataAccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataAccess'] = ResolversParentTypes['DataAccess']> = {
  deniedData?: Resolver<ResolversTypes['DeniedData'], ParentType, ContextType>;
};

export type DataDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataDecision'] = ResolversParentTypes['DataDecision']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deniedFields?: Resolver<Array<ResolversTypes['Field']>, ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['DataDecisionReason']>, ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['DataRows'], ParentType, ContextType>;
};

export type DataDecisionReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataDecisionReason'] = ResolversParentTypes['DataDecisionReason']> = {
  effect?: Resolver<ResolversTypes['DataPolicyEffect'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['DataPolicy']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DataPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataPolicy'] = ResolversParentTypes['DataPolicy']> = {
  baseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['DataPolicyEffect'], ParentType, ContextType>;
  fieldIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operations?: Resolver<Array<ResolversTypes['DataOperation']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  rows?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['DataPolicySubject'], ParentType, ContextType>;
  tableId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DataPolicySubjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DataPolicySubject'] = ResolversParentTypes['DataPolicySubject']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DataPolicySubjectKind'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export type DateAggregateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DateAggregate'] = ResolversParentTypes['DateAggregate']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DateTimeAggregateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DateTimeAggregate'] = ResolversParentTypes['DateTimeAggregate']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeleteBasePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteBasePayload'] = ResolversParentTypes['DeleteBasePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteCommentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteCommentPayload'] = ResolversParentTypes['DeleteCommentPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DeleteDataPolicyPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteDataPolicyPayload'] = ResolversParentTypes['DeleteDataPolicyPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DisconnectAirtablePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisconnectAirtablePayload'] = ResolversParentTypes['DisconnectAirtablePayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type DropGraphPartPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DropGraphPartPayload'] = ResolversParentTypes['DropGraphPartPayload']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface EmailAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['EmailAddress'], any> {
  name: 'EmailAddress';
}

export type FieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Field'] = ResolversParentTypes['Field']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GraphBreakResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphBreak'] = ResolversParentTypes['GraphBreak']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GraphChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphChange'] = ResolversParentTypes['GraphChange']> = {
  breaks?: Resolver<Array<ResolversTypes['GraphBreak']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['GraphChangeState'], ParentType, ContextType>;
};

export type GraphChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphChangeConnection'] = ResolversParentTypes['GraphChangeConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['GraphChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type GraphChangeReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphChangeReport'] = ResolversParentTypes['GraphChangeReport']> = {
  change?: Resolver<ResolversTypes['GraphChange'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GraphPartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphPart'] = ResolversParentTypes['GraphPart']> = {
  hidden?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GraphPartKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  one?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  parts?: Resolver<Array<ResolversTypes['GraphPart']>, ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  typeName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GraphSettingsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GraphSettings'] = ResolversParentTypes['GraphSettings']> = {
  breakingChanges?: Resolver<ResolversTypes['BreakingGraphChanges'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type KeepWatchingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KeepWatchingPayload'] = ResolversParentTypes['KeepWatchingPayload']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MentionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mention'] = ResolversParentTypes['Mention']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptGraphChange?: Resolver<ResolversTypes['GraphChange'], ParentType, ContextType, RequireFields<MutationAcceptGraphChangeArgs, 'id'>>;
  checkAirtableConnection?: Resolver<ResolversTypes['AirtableConnection'], ParentType, ContextType, RequireFields<MutationCheckAirtableConnectionArgs, 'id'>>;
  connectAirtable?: Resolver<ResolversTypes['AirtableConnection'], ParentType, ContextType, RequireFields<MutationConnectAirtableArgs, 'input'>>;
  createBase?: Resolver<Maybe<ResolversTypes['Base']>, ParentType, ContextType, RequireFields<MutationCreateBaseArgs, 'input'>>;
  createComment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType, RequireFields<MutationCreateCommentArgs, 'input'>>;
  createDataPolicy?: Resolver<ResolversTypes['DataPolicy'], ParentType, ContextType, RequireFields<MutationCreateDataPolicyArgs, 'input'>>;
  createField?: Resolver<Maybe<ResolversTypes['Field']>, ParentType, ContextType, RequireFields<MutationCreateFieldArgs, 'input'>>;
  createRecord?: Resolver<Maybe<ResolversTypes['CreateRecordPayload']>, ParentType, ContextType, RequireFields<MutationCreateRecordArgs, 'input'>>;
  createRecords?: Resolver<Maybe<ResolversTypes['WriteRecordsPayload']>, ParentType, ContextType, RequireFields<MutationCreateRecordsArgs, 'input'>>;
  createTable?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType, RequireFields<MutationCreateTableArgs, 'input'>>;
  deleteBase?: Resolver<Maybe<ResolversTypes['DeleteBasePayload']>, ParentType, ContextType, RequireFields<MutationDeleteBaseArgs, 'id'>>;
  deleteComment?: Resolver<Maybe<ResolversTypes['DeleteCommentPayload']>, ParentType, ContextType, RequireFields<MutationDeleteCommentArgs, 'input'>>;
  deleteDataPolicy?: Resolver<ResolversTypes['DeleteDataPolicyPayload'], ParentType, ContextType, RequireFields<MutationDeleteDataPolicyArgs, 'id'>>;
  deleteRecords?: Resolver<Maybe<ResolversTypes['WriteRecordsPayload']>, ParentType, ContextType, RequireFields<MutationDeleteRecordsArgs, 'input'>>;
  disconnectAirtable?: Resolver<ResolversTypes['DisconnectAirtablePayload'], ParentType, ContextType, RequireFields<MutationDisconnectAirtableArgs, 'id'>>;
  dropGraphPart?: Resolver<ResolversTypes['DropGraphPartPayload'], ParentType, ContextType, RequireFields<MutationDropGraphPartArgs, 'id'>>;
  finishAirtableOAuth?: Resolver<ResolversTypes['AirtableConnection'], ParentType, ContextType, RequireFields<MutationFinishAirtableOAuthArgs, 'input'>>;
  hideGraphPart?: Resolver<ResolversTypes['GraphPart'], ParentType, ContextType, RequireFields<MutationHideGraphPartArgs, 'id'>>;
  keepWatching?: Resolver<ResolversTypes['KeepWatchingPayload'], ParentType, ContextType, RequireFields<MutationKeepWatchingArgs, 'baseId'>>;
  receiveAirtablePing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReceiveAirtablePingArgs, 'input'>>;
  renameAirtableConnection?: Resolver<ResolversTypes['AirtableConnection'], ParentType, ContextType, RequireFields<MutationRenameAirtableConnectionArgs, 'input'>>;
  renameGraphPart?: Resolver<ResolversTypes['GraphPart'], ParentType, ContextType, RequireFields<MutationRenameGraphPartArgs, 'input'>>;
  replaceRecords?: Resolver<Maybe<ResolversTypes['WriteRecordsPayload']>, ParentType, ContextType, RequireFields<MutationReplaceRecordsArgs, 'input'>>;
  setBreakingGraphChanges?: Resolver<ResolversTypes['GraphSettings'], ParentType, ContextType, RequireFields<MutationSetBreakingGraphChangesArgs, 'policy'>>;
  setDeniedData?: Resolver<ResolversTypes['DataAccess'], ParentType, ContextType, RequireFields<MutationSetDeniedDataArgs, 'deniedData'>>;
  showGraphPart?: Resolver<ResolversTypes['GraphPart'], ParentType, ContextType, RequireFields<MutationShowGraphPartArgs, 'id'>>;
  startAirtableOAuth?: Resolver<ResolversTypes['AirtableOAuthStart'], ParentType, ContextType, RequireFields<MutationStartAirtableOAuthArgs, 'input'>>;
  syncCsv?: Resolver<Maybe<ResolversTypes['SyncCsvPayload']>, ParentType, ContextType, RequireFields<MutationSyncCsvArgs, 'input'>>;
  updateComment?: Resolver<Maybe<ResolversTypes['Comment']>, ParentType, ContextType, RequireFields<MutationUpdateCommentArgs, 'input'>>;
  updateDataPolicy?: Resolver<ResolversTypes['DataPolicy'], ParentType, ContextType, RequireFields<MutationUpdateDataPolicyArgs, 'input'>>;
  updateField?: Resolver<Maybe<ResolversTypes['Field']>, ParentType, ContextType, RequireFields<MutationUpdateFieldArgs, 'input'>>;
  updateRecords?: Resolver<Maybe<ResolversTypes['WriteRecordsPayload']>, ParentType, ContextType, RequireFields<MutationUpdateRecordsArgs, 'input'>>;
  updateTable?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType, RequireFields<MutationUpdateTableArgs, 'input'>>;
  uploadAttachment?: Resolver<Maybe<ResolversTypes['UploadAttachmentPayload']>, ParentType, ContextType, RequireFields<MutationUploadAttachmentArgs, 'input'>>;
  upsertRecords?: Resolver<Maybe<ResolversTypes['WriteRecordsPayload']>, ParentType, ContextType, RequireFields<MutationUpsertRecordsArgs, 'input'>>;
};

export type NumberAggregateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NumberAggregate'] = ResolversParentTypes['NumberAggregate']> = {
  avg?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sum?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface PhoneNumberScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['PhoneNumber'], any> {
  name: 'PhoneNumber';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  airtableConnections?: Resolver<Array<ResolversTypes['AirtableConnection']>, ParentType, ContextType>;
  base?: Resolver<Maybe<ResolversTypes['Base']>, ParentType, ContextType, RequireFields<QueryBaseArgs, 'id'>>;
  bases?: Resolver<Maybe<Array<Maybe<ResolversTypes['Base']>>>, ParentType, ContextType>;
  dataAccess?: Resolver<ResolversTypes['DataAccess'], ParentType, ContextType>;
  dataPolicies?: Resolver<Array<ResolversTypes['DataPolicy']>, ParentType, ContextType>;
  graphChanges?: Resolver<ResolversTypes['GraphChangeConnection'], ParentType, ContextType, RequireFields<QueryGraphChangesArgs, 'first'>>;
  graphParts?: Resolver<Array<ResolversTypes['GraphPart']>, ParentType, ContextType, Partial<QueryGraphPartsArgs>>;
  graphSettings?: Resolver<ResolversTypes['GraphSettings'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType, RequireFields<QueryRecordArgs, 'id'>>;
  records?: Resolver<Maybe<Array<Maybe<ResolversTypes['AirtableRecord']>>>, ParentType, ContextType, RequireFields<QueryRecordsArgs, 'ids'>>;
  typedGraph?: Resolver<Maybe<ResolversTypes['TypedGraph']>, ParentType, ContextType, RequireFields<QueryTypedGraphArgs, 'tenantId'>>;
  whyDenied?: Resolver<Maybe<ResolversTypes['DataDecision']>, ParentType, ContextType, RequireFields<QueryWhyDeniedArgs, 'input'>>;
};

export type RecordChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordChange'] = ResolversParentTypes['RecordChange']> = {
  actor?: Resolver<Maybe<ResolversTypes['Collaborator']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changedFields?: Resolver<Maybe<Array<ResolversTypes['Field']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RecordChangeKind'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RecordConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordConnection'] = ResolversParentTypes['RecordConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type RecordsChangedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordsChangedEvent'] = ResolversParentTypes['RecordsChangedEvent']> = {
  changes?: Resolver<Array<ResolversTypes['RecordChange']>, ParentType, ContextType>;
  changesMissed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  graphChangeReported?: SubscriptionResolver<ResolversTypes['GraphChangeReport'], "graphChangeReported", ParentType, ContextType, Partial<SubscriptionGraphChangeReportedArgs>>;
  recordsChanged?: SubscriptionResolver<ResolversTypes['RecordsChangedEvent'], "recordsChanged", ParentType, ContextType, RequireFields<SubscriptionRecordsChangedArgs, 'baseId'>>;
  typedGraphsChanged?: SubscriptionResolver<ResolversTypes['TypedGraphChange'], "typedGraphsChanged", ParentType, ContextType>;
};

export type SyncCsvPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncCsvPayload'] = ResolversParentTypes['SyncCsvPayload']> = {
  table?: Resolver<ResolversTypes['Table'], ParentType, ContextType>;
};

export type TableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Table'] = ResolversParentTypes['Table']> = {
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['Field']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  primaryField?: Resolver<Maybe<ResolversTypes['Field']>, ParentType, ContextType>;
  readableFields?: Resolver<Array<ResolversTypes['Field']>, ParentType, ContextType>;
  records?: Resolver<Maybe<ResolversTypes['RecordConnection']>, ParentType, ContextType, RequireFields<TableRecordsArgs, 'first'>>;
  views?: Resolver<Array<ResolversTypes['View']>, ParentType, ContextType>;
};

export type TypedGraphResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TypedGraph'] = ResolversParentTypes['TypedGraph']> = {
  isShared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  packedSdl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type TypedGraphChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TypedGraphChange'] = ResolversParentTypes['TypedGraphChange']> = {
  tenantId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UntypedRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UntypedRecord'] = ResolversParentTypes['UntypedRecord'], FederationReferenceType extends FederationReferenceTypes['UntypedRecord'] = FederationReferenceTypes['UntypedRecord']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['UntypedRecord']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attachments?: Resolver<Maybe<Array<ResolversTypes['Attachment']>>, ParentType, ContextType, RequireFields<UntypedRecordAttachmentsArgs, 'field'>>;
  base?: Resolver<Maybe<ResolversTypes['Base']>, ParentType, ContextType>;
  cell?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, RequireFields<UntypedRecordCellArgs, 'field'>>;
  cells?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType, RequireFields<UntypedRecordCellsArgs, 'keyedBy'>>;
  commentCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  comments?: Resolver<Maybe<ResolversTypes['CommentConnection']>, ParentType, ContextType, RequireFields<UntypedRecordCommentsArgs, 'first'>>;
  createdTime?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  linkedRecords?: Resolver<Maybe<ResolversTypes['RecordConnection']>, ParentType, ContextType, RequireFields<UntypedRecordLinkedRecordsArgs, 'field' | 'first'>>;
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  table?: Resolver<Maybe<ResolversTypes['Table']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadAttachmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadAttachmentPayload'] = ResolversParentTypes['UploadAttachmentPayload']> = {
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>;
};

export type ViewResolvers<ContextType = Context, ParentType extends ResolversParentTypes['View'] = ResolversParentTypes['View']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  visibleFields?: Resolver<Maybe<Array<ResolversTypes['Field']>>, ParentType, ContextType>;
};

export type WriteRecordErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WriteRecordError'] = ResolversParentTypes['WriteRecordError']> = {
  airtableMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  airtableType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WriteRecordResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WriteRecordResult'] = ResolversParentTypes['WriteRecordResult']> = {
  error?: Resolver<Maybe<ResolversTypes['WriteRecordError']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['WriteRecordOutcome'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['AirtableRecord']>, ParentType, ContextType>;
};

export type WriteRecordsPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WriteRecordsPayload'] = ResolversParentTypes['WriteRecordsPayload']> = {
  failed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  results?: Resolver<Array<ResolversTypes['WriteRecordResult']>, ParentType, ContextType>;
  succeeded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AiText?: AiTextResolvers<ContextType>;
  AirtableConnection?: AirtableConnectionResolvers<ContextType>;
  AirtableOAuthStart?: AirtableOAuthStartResolvers<ContextType>;
  AirtableRecord?: AirtableRecordResolvers<ContextType>;
  Attachment?: AttachmentResolvers<ContextType>;
  AttachmentThumbnail?: AttachmentThumbnailResolvers<ContextType>;
  AttachmentThumbnails?: AttachmentThumbnailsResolvers<ContextType>;
  Barcode?: BarcodeResolvers<ContextType>;
  Base?: BaseResolvers<ContextType>;
  Button?: ButtonResolvers<ContextType>;
  Collaborator?: CollaboratorResolvers<ContextType>;
  Comment?: CommentResolvers<ContextType>;
  CommentConnection?: CommentConnectionResolvers<ContextType>;
  CreateRecordPayload?: CreateRecordPayloadResolvers<ContextType>;
  DataAccess?: DataAccessResolvers<ContextType>;
  DataDecision?: DataDecisionResolvers<ContextType>;
  DataDecisionReason?: DataDecisionReasonResolvers<ContextType>;
  DataPolicy?: DataPolicyResolvers<ContextType>;
  DataPolicySubject?: DataPolicySubjectResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateAggregate?: DateAggregateResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DateTimeAggregate?: DateTimeAggregateResolvers<ContextType>;
  DeleteBasePayload?: DeleteBasePayloadResolvers<ContextType>;
  DeleteCommentPayload?: DeleteCommentPayloadResolvers<ContextType>;
  DeleteDataPolicyPayload?: DeleteDataPolicyPayloadResolvers<ContextType>;
  DisconnectAirtablePayload?: DisconnectAirtablePayloadResolvers<ContextType>;
  DropGraphPartPayload?: DropGraphPartPayloadResolvers<ContextType>;
  EmailAddress?: GraphQLScalarType;
  Field?: FieldResolvers<ContextType>;
  GraphBreak?: GraphBreakResolvers<ContextType>;
  GraphChange?: GraphChangeResolvers<ContextType>;
  GraphChangeConnection?: GraphChangeConnectionResolvers<ContextType>;
  GraphChangeReport?: GraphChangeReportResolvers<ContextType>;
  GraphPart?: GraphPartResolvers<ContextType>;
  GraphSettings?: GraphSettingsResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  JSONObject?: GraphQLScalarType;
  KeepWatchingPayload?: KeepWatchingPayloadResolvers<ContextType>;
  Mention?: MentionResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NumberAggregate?: NumberAggregateResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PhoneNumber?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  RecordChange?: RecordChangeResolvers<ContextType>;
  RecordConnection?: RecordConnectionResolvers<ContextType>;
  RecordsChangedEvent?: RecordsChangedEventResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SyncCsvPayload?: SyncCsvPayloadResolvers<ContextType>;
  Table?: TableResolvers<ContextType>;
  TypedGraph?: TypedGraphResolvers<ContextType>;
  TypedGraphChange?: TypedGraphChangeResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UntypedRecord?: UntypedRecordResolvers<ContextType>;
  UploadAttachmentPayload?: UploadAttachmentPayloadResolvers<ContextType>;
  View?: ViewResolvers<ContextType>;
  WriteRecordError?: WriteRecordErrorResolvers<ContextType>;
  WriteRecordResult?: WriteRecordResultResolvers<ContextType>;
  WriteRecordsPayload?: WriteRecordsPayloadResolvers<ContextType>;
};

