import { allow, and, or, rule } from "graphql-shield";
import { hasRole, isService, isSignedIn, permissions as shield } from "../../kernel/authorization/rules.ts";

const isAdmin = hasRole("admin");
const isEditor = hasRole("editor");
/** A formula of one's own can compute what no filter can say, at a cost that nobody has bounded. */
const hasNoFormula = rule("hasNoFormula", { cache: "no_cache" })(
  (_parent, { formula }: { formula?: string | null }) => formula === undefined || formula === null,
);

export const permissions = shield({
  Query: {
    airtableConnections: isSignedIn,
    bases: isSignedIn,
    base: isSignedIn,
    record: isSignedIn,
    records: isSignedIn,
  },
  Mutation: {
    connectAirtable: isAdmin,
    startAirtableOAuth: isAdmin,
    finishAirtableOAuth: isAdmin,
    renameAirtableConnection: isAdmin,
    checkAirtableConnection: isAdmin,
    disconnectAirtable: isAdmin,
    createRecord: isEditor,
    createRecords: isEditor,
    updateRecords: isEditor,
    replaceRecords: isEditor,
    upsertRecords: isEditor,
    deleteRecords: isEditor,
    uploadAttachment: isEditor,
    createComment: isEditor,
    updateComment: isEditor,
    deleteComment: isEditor,
    createBase: isAdmin,
    deleteBase: hasRole("owner"),
    createTable: isAdmin,
    updateTable: isAdmin,
    createField: isAdmin,
    updateField: isAdmin,
    syncCsv: isEditor,
    receiveAirtablePing: isService,
  },
  Subscription: { recordsChanged: isSignedIn },
  // `_entities` leads straight to it.
  Base: isSignedIn,
  // `_entities` leads here too, but reading a record takes the tenant's access to Airtable, which nobody has who is not
  // signed in. A rule would be asked for each of ten thousand cells (and on the interface AirtableRecord it would be ignored).
  UntypedRecord: allow,
  AirtableConnection: isSignedIn,
  AirtableOAuthStart: isAdmin,
  Table: { "*": isSignedIn, records: and(isSignedIn, or(hasNoFormula, isAdmin)) },
  Field: isSignedIn,
  View: isSignedIn,
  Comment: isSignedIn,
  CommentConnection: isSignedIn,
  RecordsChangedEvent: isSignedIn,
  RecordChange: isSignedIn,
  // What mutations answer with; who may ask for those has been decided.
  DisconnectAirtablePayload: isSignedIn,
  CreateRecordPayload: isSignedIn,
  WriteRecordsPayload: isSignedIn,
  WriteRecordResult: isSignedIn,
  WriteRecordError: isSignedIn,
  UploadAttachmentPayload: isSignedIn,
  DeleteCommentPayload: isSignedIn,
  DeleteBasePayload: isSignedIn,
  SyncCsvPayload: isSignedIn,
  // Reached through guarded types only, or through records, and so many that asking again for each would cost too much.
  RecordConnection: allow,
  Attachment: allow,
  PageInfo: allow,
  Collaborator: allow,
  Mention: allow,
  AttachmentThumbnails: allow,
  AttachmentThumbnail: allow,
});
