import { printUrls } from "../attachments/print-urls.ts";
import type { TextFormat } from "../cells/format-value.ts";
import { formatIsoDate, formatIsoInstant } from "../dates/iso-date.ts";
import { type FormulaValue, isDate, isFailure, isList, isTruthy } from "../formula/value.ts";
import { isJsonList, type Json, type JsonObject } from "../json.ts";
import { unreachable } from "../unreachable.ts";
import type { CellReader } from "./cell-reader.ts";
import { cellToText } from "./cell-text.ts";
import { choiceName, isSelect } from "./choices.ts";
import { type Cell, type Field, linkedIds, type Row, tableOf } from "./model.ts";
import { userToJson } from "./user-json.ts";

/** How records are written out; the options of reference 4.1. */
export interface RecordFormat {
  /** Keys of `fields` are field ids instead of names. */
  readonly byFieldId: boolean;
  /** Only these fields; all when null. */
  readonly fieldIds: ReadonlySet<string> | null;
  /** Link cells become `[{id}]`. */
  readonly linkObjects: boolean;
  /** An attachment's URL as this read shows it. */
  printUrl(url: string): string;
  /** Cells as texts for somebody; null for JSON. */
  readonly text: TextFormat | null;
  /** Whether to tell how many comments a record has. */
  readonly commentCount: boolean;
}

/** Cells as JSON and as they are stored: URLs are printed when somebody reads them, for they expire. */
export const storedFormat: RecordFormat = {
  byFieldId: true,
  fieldIds: null,
  linkObjects: false,
  printUrl: (url) => url,
  text: null,
  commentCount: false,
};

/** A record as the API shows it (reference 4); empty cells are left out. */
export function recordToJson(reader: CellReader, row: Row, format: RecordFormat): JsonObject {
  // Without a prototype, as a field may have any name.
  const fields: Record<string, Json> = Object.create(null);
  for (const field of tableOf(reader.base, row.tableId).fields.values()) {
    if (format.fieldIds !== null && !format.fieldIds.has(field.id)) continue;
    const value =
      format.text === null
        ? cellToJson(reader, row, field, format)
        : cellToText(reader, row, field, format.text, format.printUrl);
    if (value !== null) fields[format.byFieldId ? field.id : field.name] = value;
  }
  const record = { id: row.id, createdTime: formatIsoInstant(row.created.time), fields };
  // Told "if there are any": nothing says that a zero is shown.
  return format.commentCount && row.comments.length > 0 ? { ...record, commentCount: row.comments.length } : record;
}

const computedHere = new Set<Field["type"]>(["count", "createdTime", "lastModifiedTime", "autoNumber"]);

/** One cell as the API shows it (reference 9); null when empty. */
export function cellToJson(reader: CellReader, row: Row, field: Field, format: RecordFormat): Json {
  if (field.type === "formula" || field.type === "rollup") {
    return valueToJson(reader.value(row, field), field.options.result?.type);
  }
  if (computedHere.has(field.type)) return valueToJson(reader.value(row, field), undefined);
  if (field.type === "multipleLookupValues") return lookupToJson(reader, row, field, format);
  if (field.type === "createdBy") return userToJson(row.created.userId, reader.base.users);
  if (field.type === "lastModifiedBy") return userToJson(row.modified.userId, reader.base.users);
  const cell = row.cells.get(field.id);
  return cell === undefined ? null : storedToJson(reader, field, cell, format);
}

function storedToJson(reader: CellReader, field: Field, cell: Cell, format: RecordFormat): Json {
  if (typeof cell === "string") {
    if (field.type === "singleSelect") return choiceName(field, cell);
    return field.type === "singleCollaborator" ? userToJson(cell, reader.base.users) : cell;
  }
  if (typeof cell !== "object") return cell;
  switch (cell.kind) {
    case "links":
      return format.linkObjects ? cell.ids.map((id) => ({ id })) : [...cell.ids];
    case "choices":
      return isSelect(field) ? cell.ids.map((id) => choiceName(field, id)) : null;
    case "users":
      return cell.ids.map((id) => userToJson(id, reader.base.users));
    case "attachments":
      return cell.items.map((item) => printUrls(item, format.printUrl));
    case "json":
      return cell.value;
  }
  return unreachable(cell);
}

function lookupToJson(reader: CellReader, row: Row, field: Field, format: RecordFormat): Json {
  const computation = reader.computed.byId.get(field.id);
  if (computation?.kind !== "lookup") return { error: "#ERROR!" };
  const values: Json[] = [];
  for (const id of linkedIds(row, computation.link.id)) {
    const linked = reader.base.rows.get(id);
    const value = linked === undefined ? null : cellToJson(reader, linked, computation.target, format);
    if (isJsonList(value)) values.push(...value);
    else if (value !== null) values.push(value);
  }
  return values.length === 0 ? null : values;
}

/** A computed value as the API shows it, with the marks of reference 9.1; null when blank. */
function valueToJson(value: FormulaValue, resultType: string | undefined): Json {
  if (isFailure(value)) return { error: value.message };
  if (resultType === "checkbox") return isTruthy(value) ? true : null;
  if (value === null || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : { specialValue: String(value) };
  if (isList(value)) {
    const members = value.map((member) => valueToJson(member, undefined)).filter((member) => member !== null);
    return members.length === 0 ? null : members;
  }
  if (!isDate(value)) return null;
  const dateOnly = resultType === "date" || (resultType !== "dateTime" && value.dateOnly);
  return dateOnly ? formatIsoDate(value.ms) : formatIsoInstant(value.ms);
}
