import { z } from "zod";
import { identifier, listTemplate, numberTemplate, template, textTemplate } from "./template.ts";

const baseAndTable = { baseId: textTemplate, table: textTemplate };

/** What acts outside of a run, by kind, and what it is told. `actions/` carries each out. */
export const actions = {
  getRecord: z.strictObject({ recordId: textTemplate }),
  queryRecords: z.strictObject({
    ...baseAndTable,
    /** `RecordFilter` of the supergraph. */
    filter: template.optional(),
    search: textTemplate.optional(),
    sort: template.optional(),
    view: textTemplate.optional(),
    /** All pages up to this many records. */
    limit: numberTemplate.default(1_000),
  }),
  createRecords: z.strictObject({
    ...baseAndTable,
    records: listTemplate,
    /** A text field that takes a key of the step's, by which a create that is tried again finds what it made before. */
    keyField: textTemplate.optional(),
    typecast: z.boolean().default(false),
  }),
  updateRecords: z.strictObject({ records: listTemplate, typecast: z.boolean().default(false) }),
  upsertRecords: z.strictObject({
    ...baseAndTable,
    mergeOn: z.array(textTemplate).min(1).max(3),
    records: listTemplate,
    typecast: z.boolean().default(false),
  }),
  deleteRecords: z.strictObject({ ids: listTemplate }),
  graphql: z.strictObject({
    query: z.string().min(1).max(100_000),
    variables: z.record(z.string(), template).default({}),
    /** Whether a mutation may be sent again when nobody knows whether it was carried out. */
    idempotent: z.boolean().default(false),
  }),
  http: z.strictObject({
    method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
    url: textTemplate,
    headers: z.record(z.string(), textTemplate).default({}),
    /** Sent as JSON unless it is a text. */
    body: template.optional(),
    /** Whether it may be sent again when nobody knows whether it was carried out. GET, HEAD, PUT and DELETE always may. */
    idempotent: z.boolean().default(false),
    /** Name of the secret that signs the request. */
    signWith: identifier.optional(),
  }),
  transform: z.strictObject({ value: template }),
  parseFile: z.strictObject({ fileId: textTemplate, format: z.enum(["csv", "json", "text"]) }),
  createFile: z.strictObject({
    fileName: textTemplate,
    contentType: textTemplate.default("text/plain"),
    content: template,
    /** How `content` becomes bytes: a text as it is, a list of objects as CSV, anything as JSON. */
    format: z.enum(["text", "csv", "json"]).default("text"),
    recordId: textTemplate.optional(),
  }),
  attachFile: z.strictObject({ fileId: textTemplate, recordId: textTemplate, field: textTemplate }),
  sendMail: z.strictObject({
    to: z.union([textTemplate, z.array(textTemplate).max(100)]),
    subject: textTemplate,
    text: textTemplate,
  }),
} as const;

export type ActionKind = keyof typeof actions;
export type ActionSettings<Kind extends ActionKind = ActionKind> = z.infer<(typeof actions)[Kind]>;

export function isActionKind(kind: string): kind is ActionKind {
  return Object.hasOwn(actions, kind);
}
