import { allow } from "graphql-shield";
import { hasRole, isSignedIn, permissions as shield } from "../../kernel/authorization/rules.ts";

export const permissions = shield({
  Query: { airtableConnection: isSignedIn, bases: isSignedIn, base: isSignedIn, record: isSignedIn },
  Mutation: { connectAirtable: hasRole("admin"), createRecord: hasRole("editor") },
  AirtableConnection: isSignedIn,
  CreateRecordPayload: isSignedIn,
  // `_entities` leads straight to these two. A rule on the interface AirtableRecord would be ignored silently.
  Base: isSignedIn,
  UntypedRecord: isSignedIn,
  Table: isSignedIn,
  Field: isSignedIn,
  RecordConnection: isSignedIn,
  // Reached through a RecordConnection only, and holds nothing of a record.
  PageInfo: allow,
});
