import type { FieldDefinition } from "./field-schema.ts";
import { type Random, randomFor, stableId } from "./sample/random.ts";
import { someUser } from "./sample/sample-users.ts";
import type { ParsedSeed } from "./seed.ts";

type Table = ParsedSeed["bases"][number]["tables"][number];
type SeedRecord = Table["records"][number];

const firstMoment = Date.UTC(2024, 0, 1, 9);
const day = 24 * 60 * 60_000;

/**
 * Made-up records for a table; the same table always gets the same.
 *
 * @param tables all tables of the base, which get as many records each, so that links have something to point to
 */
export function generateRecords(table: Table, tables: readonly Table[], count: number): SeedRecord[] {
  const random = randomFor(`records of ${table.id}`);
  return Array.from({ length: count }, (_, index) => {
    const fields: Record<string, unknown> = {};
    for (const field of table.fields) {
      const value = cellFor(field, tables, index, count, random);
      if (value !== null) fields[field.id] = value;
    }
    const createdTime = new Date(firstMoment + index * 60_000).toISOString();
    return { id: recordIdAt(table.id, index), createdTime, fields };
  });
}

function recordIdAt(tableId: string, index: number): string {
  return stableId("rec", `${tableId} ${index}`);
}

/** Null for an empty cell, as all have that are computed. */
function cellFor(field: FieldDefinition, tables: readonly Table[], index: number, count: number, random: Random) {
  switch (field.type) {
    case "singleLineText":
    case "multilineText":
    case "richText":
      return `${field.name} ${index + 1}`;
    case "email":
      return `person${index + 1}@example.com`;
    case "url":
      return `https://example.com/${index + 1}`;
    case "phoneNumber":
      return `+1 555 ${String(index).padStart(4, "0")}`;
    case "barcode":
      return { text: String(100_000 + index) };
    case "number":
    case "currency":
      return random.between(0, 100_000) / 10 ** Math.min(field.options.precision, 2);
    case "percent":
      return random.between(0, 100) / 100;
    case "duration":
      return random.between(1, 480) * 60;
    case "rating":
      return random.between(1, field.options.max);
    case "checkbox":
      return random.chance(50) ? true : null;
    case "singleSelect":
      return choiceNames(field, random, 1)[0] ?? null;
    case "multipleSelects":
      return choiceNames(field, random, 2);
    case "date":
      return new Date(firstMoment + random.below(700) * day).toISOString().slice(0, 10);
    case "dateTime":
      return new Date(firstMoment + random.below(700) * day).toISOString();
    case "singleCollaborator":
      return someUser(random);
    case "multipleCollaborators":
      return [someUser(random)];
    case "multipleRecordLinks":
      return links(field, tables, count, random);
    case "button":
      return { label: field.name, url: null };
    default:
      return null;
  }
}

function choiceNames(
  { options }: Extract<FieldDefinition, { type: "singleSelect" | "multipleSelects" }>,
  random: Random,
  most: number,
): string[] {
  return random.some(options.choices, most).map(({ name }) => name);
}

function links(
  { id, options }: Extract<FieldDefinition, { type: "multipleRecordLinks" }>,
  tables: readonly Table[],
  count: number,
  random: Random,
): string[] | null {
  const { linkedTableId, inverseLinkFieldId, prefersSingleRecordLink } = options;
  // One side is enough, the other follows; the side that prefers one link gets one.
  const inverse = tables.flatMap(({ fields }) => fields).find((field) => field.id === inverseLinkFieldId);
  const inverseIsSingle = inverse?.type === "multipleRecordLinks" && inverse.options.prefersSingleRecordLink;
  const writesHere =
    inverse === undefined || (prefersSingleRecordLink === inverseIsSingle ? id < inverse.id : !inverseIsSingle);
  if (!writesHere) return null;
  const most = prefersSingleRecordLink ? 1 : random.between(0, 2);
  const ids = Array.from({ length: most }, () => recordIdAt(linkedTableId, random.below(count)));
  return ids.length === 0 ? null : [...new Set(ids)];
}
