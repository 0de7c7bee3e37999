import type { ActionKind } from "../definitions/action-steps.ts";

/** What kind of JSON stands somewhere, as far as it is known before a run. */
export type OutputType =
  | "string"
  | "int"
  | "boolean"
  /** Whatever JSON. */
  | "any"
  | { readonly list: OutputType }
  /** By whatever keys. */
  | { readonly map: OutputType }
  /** By these keys, and no others. */
  | { readonly object: Readonly<Record<string, OutputType>> };

/** Cells by the field's name; null when they could be written but not read, or are more than a step's output holds. */
const record = { object: { id: "string", cells: { map: "any" } } } as const;
const records = { object: { records: { list: record } } } as const;

/** What actions answer, by kind. */
export const outputTypes: { readonly [Kind in ActionKind]: OutputType } = {
  /** `table` is its table's name. */
  getRecord: { object: { ...record.object, table: "string" } },
  /** `hasMore`: whether there are more than the limit. */
  queryRecords: { object: { records: { list: record }, hasMore: "boolean" } },
  /** In the order given. */
  createRecords: records,
  updateRecords: records,
  /** In the order given; whether each was created, or updated. */
  upsertRecords: {
    object: { records: { list: { object: { id: "string", cells: { map: "any" }, created: "boolean" } } } },
  },
  /** In the order given. */
  deleteRecords: { object: { ids: { list: "string" } } },
  /** Those that were not in the cell before, as `rec…`. */
  linkRecords: { object: { added: { list: "string" } } },
  /** The operation's `data`. */
  graphql: { map: "any" },
  /** Names of headers are in lower case; the body is JSON where the answer says so, else text (base64 where it is none). */
  http: { object: { status: "int", headers: { map: "string" }, body: "any" } },
  transform: "any",
  /** A list of objects for CSV, a text for text, any value for JSON. */
  parseFile: { object: { content: "any" } },
  createFile: { object: { fileId: "string", size: "int" } },
  /** Airtable's id of the file in the cell (`att…`). */
  attachFile: { object: { attachmentId: "string" } },
  /** How many it was sent to. */
  sendMail: { object: { recipients: "int" } },
};
