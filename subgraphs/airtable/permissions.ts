import { allow, and, or, rule } from "graphql-shield";
import { hasScope, isService, permissions as shield } from "../../kernel/authorization/rules.ts";

const mayRead = hasScope("data:read");
const mayWrite = hasScope("data:write");
const mayConnect = hasScope("connections:write");
/** Data policies never take it away, so who governs them can't lock themselves out. */
const mayGovern = hasScope("policies:write");
const mayChangeSchema = hasScope("schema:write");
/** A formula of one's own can compute what no filter can say, at a cost that nobody has bounded. */
const hasNoFormula = rule("hasNoFormula", { cache: "no_cache" })(
  (_parent, { formula }: { formula?: string | null }) => formula === undefined || formula === null,
);

export const permissions = shield({
  Query: {
    airtableConnections: mayRead,
    bases: mayRead,
    base: mayRead,
    record: mayRead,
    records: mayRead,
    dataPolicies: mayGovern,
    dataAccess: mayGovern,
    whyDenied: mayGovern,
    typedGraph: isService,
    graphParts: mayChangeSchema,
  },
  Mutation: {
    connectAirtable: mayConnect,
    startAirtableOAuth: mayConnect,
    finishAirtableOAuth: mayConnect,
    renameAirtableConnection: mayConnect,
    checkAirtableConnection: mayConnect,
    disconnectAirtable: mayConnect,
    createRecord: mayWrite,
    createRecords: mayWrite,
    updateRecords: mayWrite,
    replaceRecords: mayWrite,
    upsertRecords: mayWrite,
    deleteRecords: mayWrite,
    uploadAttachment: mayWrite,
    createComment: mayWrite,
    updateComment: mayWrite,
    deleteComment: mayWrite,
    createBase: mayChangeSchema,
    deleteBase: hasScope("bases:delete"),
    createTable: mayChangeSchema,
    updateTable: mayChangeSchema,
    createField: mayChangeSchema,
    updateField: mayChangeSchema,
    renameGraphPart: mayChangeSchema,
    hideGraphPart: mayChangeSchema,
    showGraphPart: mayChangeSchema,
    dropGraphPart: mayChangeSchema,
    syncCsv: mayWrite,
    createDataPolicy: mayGovern,
    updateDataPolicy: mayGovern,
    deleteDataPolicy: mayGovern,
    setDeniedData: mayGovern,
    keepWatching: mayRead,
    receiveAirtablePing: isService,
  },
  Subscription: { recordsChanged: mayRead, typedGraphsChanged: isService },
  TypedGraph: isService,
  TypedGraphChange: isService,
  // `_entities` leads straight to it.
  Base: mayRead,
  // `_entities` leads here too, also from runs and files, and so do mutations: its resolvers ask for `data:read` themselves.
  // A rule would be asked for each of ten thousand cells (and on the interface AirtableRecord it would be ignored).
  UntypedRecord: allow,
  AirtableConnection: mayRead,
  AirtableOAuthStart: mayConnect,
  Table: { "*": mayRead, records: and(mayRead, or(hasNoFormula, hasScope("data:formula"))) },
  Field: mayRead,
  View: mayRead,
  Comment: mayRead,
  CommentConnection: mayRead,
  RecordsChangedEvent: mayRead,
  RecordChange: mayRead,
  GraphPart: mayChangeSchema,
  DataPolicy: mayGovern,
  DataPolicySubject: mayGovern,
  DataAccess: mayGovern,
  DataDecision: mayGovern,
  DataDecisionReason: mayGovern,
  DeleteDataPolicyPayload: mayGovern,
  // What mutations answer with: who may ask for those has been decided. But to write is not to read.
  UploadAttachmentPayload: mayRead,
  CreateRecordPayload: allow,
  WriteRecordResult: allow,
  WriteRecordsPayload: allow,
  WriteRecordError: allow,
  KeepWatchingPayload: allow,
  DisconnectAirtablePayload: allow,
  DeleteCommentPayload: allow,
  DeleteBasePayload: allow,
  DropGraphPartPayload: allow,
  SyncCsvPayload: allow,
  // Reached through guarded types only, or through records, and so many that asking again for each would cost too much.
  RecordConnection: allow,
  Attachment: allow,
  PageInfo: allow,
  Collaborator: allow,
  Mention: allow,
  AttachmentThumbnails: allow,
  AttachmentThumbnail: allow,
  AiText: allow,
  Barcode: allow,
  Button: allow,
  DateAggregate: allow,
  DateTimeAggregate: allow,
  NumberAggregate: allow,
});
