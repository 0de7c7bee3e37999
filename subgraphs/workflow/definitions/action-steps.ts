import { z } from "zod";
import { identifier, listTemplate, numberTemplate, template, textTemplate } from "./template.ts";

const baseAndTable = {
  baseId: textTemplate.describe("Airtable's id of the base."),
  table: textTemplate.describe("The table, by id or name."),
};
const recordId = textTemplate.describe("The record's id in the supergraph, app…/tbl…/rec…");
const fileId = textTemplate.describe("The file's id.");
const typecast = z.boolean().default(false).describe("Whether Airtable makes of a text what the field needs.");

/** What acts outside of a run, by kind, and what it is told. `actions/` carries each out. */
export const actions = {
  getRecord: z.strictObject({ recordId }).describe("Reads a record."),
  queryRecords: z
    .strictObject({
      ...baseAndTable,
      filter: template.optional().describe("`RecordFilter` of the supergraph."),
      search: textTemplate.optional().describe("Only records that hold this text."),
      sort: template.optional().describe("`RecordSort`s of the supergraph."),
      view: textTemplate.optional().describe("Only records of this view, by id or name."),
      limit: numberTemplate.default(1_000).describe("All pages up to this many records."),
    })
    .describe("Reads the records of a table that fit a filter."),
  createRecords: z
    .strictObject({
      ...baseAndTable,
      records: listTemplate.describe("Each record's cells by field name or id."),
      keyField: textTemplate
        .optional()
        .describe(
          "A text field that takes a key of the step's, by which a create that is tried again finds what it made.",
        ),
      typecast,
    })
    .describe("Creates records."),
  updateRecords: z
    .strictObject({ records: listTemplate.describe("Objects of `id` and `cells`."), typecast })
    .describe("Changes cells of records."),
  upsertRecords: z
    .strictObject({
      ...baseAndTable,
      mergeOn: z.array(textTemplate).min(1).max(3).describe("The fields by which a record is the one that is meant."),
      records: listTemplate.describe("Each record's cells by field name or id."),
      typecast,
    })
    .describe("Changes the records that there are, and creates the others."),
  deleteRecords: z.strictObject({ ids: listTemplate.describe("Ids of records.") }).describe("Deletes records."),
  linkRecords: z
    .strictObject({
      recordId,
      field: textTemplate.describe("A link field, by id or name."),
      recordIds: listTemplate.describe("Ids of records, those of the supergraph or Airtable's (rec…)."),
    })
    .describe("Adds records to a link cell, and leaves those that are in it."),
  graphql: z
    .strictObject({
      query: z.string().min(1).max(100_000).describe("One query or mutation; no template."),
      variables: z.record(z.string(), template).default({}).describe("The operation's variables, by name."),
      idempotent: z
        .boolean()
        .default(false)
        .describe("Whether a mutation may be sent again when nobody knows whether it was carried out."),
    })
    .describe("Sends an operation to the supergraph."),
  http: z
    .strictObject({
      method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
      url: textTemplate.describe("Where to; only hosts that the operator permits."),
      headers: z.record(z.string(), textTemplate).default({}).describe("Headers by name."),
      body: template.optional().describe("Sent as JSON unless it is a text."),
      idempotent: z
        .boolean()
        .default(false)
        .describe(
          "Whether it may be sent again when nobody knows whether it was carried out. GET, HEAD, PUT and DELETE always may.",
        ),
      signWith: identifier.optional().describe("Name of the secret that signs the request."),
    })
    .describe("Sends an HTTP request."),
  transform: z
    .strictObject({ value: template.describe("What it comes to is the output.") })
    .describe("Works something out."),
  parseFile: z.strictObject({ fileId, format: z.enum(["csv", "json", "text"]) }).describe("Reads what a file holds."),
  createFile: z
    .strictObject({
      fileName: textTemplate,
      contentType: textTemplate.default("text/plain").describe("The file's media type."),
      content: template,
      format: z
        .enum(["text", "csv", "json"])
        .default("text")
        .describe("How `content` becomes bytes: a text as it is, a list of objects as CSV, anything as JSON."),
      recordId: recordId.optional().describe("The record that the file belongs to."),
    })
    .describe("Creates a file."),
  attachFile: z
    .strictObject({ fileId, recordId, field: textTemplate.describe("A field for attachments, by id or name.") })
    .describe("Puts a file into a cell."),
  sendMail: z
    .strictObject({
      to: z.union([textTemplate, z.array(textTemplate).max(100)]).describe("Addresses."),
      subject: textTemplate,
      text: textTemplate,
    })
    .describe("Sends a mail."),
} as const;

export type ActionKind = keyof typeof actions;
export type ActionSettings<Kind extends ActionKind = ActionKind> = z.infer<(typeof actions)[Kind]>;

export function isActionKind(kind: string): kind is ActionKind {
  return Object.hasOwn(actions, kind);
}
