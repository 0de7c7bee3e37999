import type { FieldInput } from "../field-schema.ts";
import { stableId } from "./random.ts";

/** The types of a table's fields that need no options. */
type PlainType =
  | "singleLineText"
  | "multilineText"
  | "richText"
  | "email"
  | "url"
  | "phoneNumber"
  | "autoNumber"
  | "createdBy"
  | "singleCollaborator";

const isoDate = { dateFormat: { name: "iso", format: "YYYY-MM-DD" } } as const;

const utcDateTime = {
  timeZone: "utc",
  ...isoDate,
  timeFormat: { name: "24hour", format: "HH:mm" },
} as const;

export const dollars = { precision: 2, symbol: "$" };

const colors = [
  "blueLight2",
  "cyanLight2",
  "tealLight2",
  "greenLight2",
  "yellowLight2",
  "orangeLight2",
  "redLight2",
  "grayLight2",
];

/** The id of a sample field, from the names of its table and itself. */
export function fieldId(table: string, name: string): string {
  return stableId("fld", `${table}.${name}`);
}

/** Writes the fields of one sample table; every id follows from the names. */
export function fieldRecipes(table: string) {
  const named = (name: string) => ({ id: fieldId(table, name), name });
  return {
    plain: (name: string, type: PlainType): FieldInput => ({ ...named(name), type }),
    number: (name: string): FieldInput => ({ ...named(name), type: "number", options: { precision: 0 } }),
    currency: (name: string): FieldInput => ({ ...named(name), type: "currency", options: dollars }),
    percent: (name: string): FieldInput => ({ ...named(name), type: "percent", options: { precision: 0 } }),
    duration: (name: string): FieldInput => ({ ...named(name), type: "duration", options: { durationFormat: "h:mm" } }),
    rating: (name: string): FieldInput => ({
      ...named(name),
      type: "rating",
      options: { icon: "star", color: "yellowBright", max: 5 },
    }),
    checkbox: (name: string): FieldInput => ({
      ...named(name),
      type: "checkbox",
      options: { icon: "check", color: "greenBright" },
    }),
    date: (name: string): FieldInput => ({ ...named(name), type: "date", options: isoDate }),
    dateTime: (name: string): FieldInput => ({ ...named(name), type: "dateTime", options: utcDateTime }),
    attachments: (name: string): FieldInput => ({ ...named(name), type: "multipleAttachments", options: {} }),
    select: (name: string, type: "singleSelect" | "multipleSelects", choices: readonly string[]): FieldInput => ({
      ...named(name),
      type,
      options: {
        choices: choices.map((choice, index) => ({
          id: stableId("sel", `${table}.${name}.${choice}`),
          name: choice,
          color: colors[index % colors.length],
        })),
      },
    }),
    link: (name: string, linkedTable: string, inverse: string, prefersSingle: boolean): FieldInput => ({
      ...named(name),
      type: "multipleRecordLinks",
      options: {
        linkedTableId: stableId("tbl", linkedTable),
        prefersSingleRecordLink: prefersSingle,
        inverseLinkFieldId: fieldId(linkedTable, inverse),
      },
    }),
    count: (name: string, link: string): FieldInput => ({
      ...named(name),
      type: "count",
      options: { recordLinkFieldId: fieldId(table, link) },
    }),
    lookup: (name: string, link: string, linkedTable: string, target: string): FieldInput => ({
      ...named(name),
      type: "multipleLookupValues",
      options: { recordLinkFieldId: fieldId(table, link), fieldIdInLinkedTable: fieldId(linkedTable, target) },
    }),
    sum: (name: string, link: string, linkedTable: string, target: string): FieldInput => ({
      ...named(name),
      type: "rollup",
      options: {
        recordLinkFieldId: fieldId(table, link),
        fieldIdInLinkedTable: fieldId(linkedTable, target),
        aggregation: "SUM(values)",
        result: { type: "currency", options: dollars },
      },
    }),
    createdTime: (name: string): FieldInput => ({
      ...named(name),
      type: "createdTime",
      options: { result: { type: "dateTime", options: utcDateTime } },
    }),
    lastModifiedTime: (name: string): FieldInput => ({
      ...named(name),
      type: "lastModifiedTime",
      options: { result: { type: "dateTime", options: utcDateTime } },
    }),
  };
}
