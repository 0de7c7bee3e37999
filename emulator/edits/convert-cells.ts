import { ApiError, refusals } from "../api-error.ts";
import { coerceCell, type WriteContext } from "../cells/coerce-cell.ts";
import type { TextFormat } from "../cells/format-value.ts";
import { splitList } from "../cells/split-list.ts";
import { isBlank, isDate, isFailure } from "../formula/value.ts";
import type { IdSource } from "../identifiers.ts";
import { isJsonList, type Json } from "../json.ts";
import type { CellReader } from "../store/cell-reader.ts";
import { cellToText } from "../store/cell-text.ts";
import { isSelect } from "../store/choices.ts";
import { linkedTable } from "../store/computed-fields.ts";
import { type Cell, type Field, type LinkField, type Row, type SelectField, tableOf } from "../store/model.ts";
import { cellToJson, storedFormat } from "../store/record-json.ts";

const textFormat: TextFormat = { timeZone: "utc", userLocale: "en-US" };

interface Conversion {
  readonly reader: CellReader;
  /** The field as the base knows it. */
  readonly from: Field;
  readonly to: Field;
  /** Where a select may make choices of texts it does not know; null where it may not. They are added to `to`. */
  readonly newId: IdSource | null;
}

/**
 * What the cells of a field hold once it has another type: what the new type can read of them, by value or by the text
 * that Airtable shows. The rest is not in the answer: it is cleared.
 */
export function convertCells(conversion: Conversion): Map<Row, Cell> {
  const { reader, from, to } = conversion;
  const context = contextOf(conversion);
  const converted = new Map<Row, Cell>();
  for (const row of tableOf(reader.base, from.tableId).rows.values()) {
    const value = reader.value(row, from);
    if (isBlank(value) || isFailure(value)) continue;
    for (const candidate of candidates(conversion, row, isDate(value))) {
      const cell = tryCoerce(to, candidate, context);
      if (cell === null) continue;
      converted.set(row, cell);
      break;
    }
  }
  return converted;
}

/** Values to read a cell of the new type from, best first. */
function candidates({ reader, from, to }: Conversion, row: Row, dated: boolean): readonly unknown[] {
  const json = cellToJson(reader, row, from, storedFormat);
  const [first = null]: readonly Json[] = isJsonList(json) ? json : [json];
  const text = textOf(reader, row, from);
  switch (to.type) {
    case "singleLineText":
    case "multilineText":
    case "richText":
    case "email":
    case "url":
    case "phoneNumber":
    case "barcode":
      return [text];
    case "multipleRecordLinks":
      return [splitList(text ?? "").filter((name) => findByName(reader, to, name) !== undefined)];
    case "number":
    case "currency":
    case "percent":
    case "duration":
    case "rating":
      // The year of a date is no number of it.
      if (dated) return [];
      return [typeof json === "number" ? json : text];
    case "checkbox":
      return [typeof json === "number" || typeof json === "boolean" ? json : text];
    case "singleSelect":
      return isSelect(from) ? chosenNames(row, from, to).slice(0, 1) : [text];
    case "multipleSelects":
      return [isSelect(from) ? chosenNames(row, from, to) : text];
    case "singleCollaborator":
      return [first, text];
    case "multipleCollaborators":
      return [isJsonList(json) ? json : [json], text];
    case "date":
    case "dateTime":
      return typeof json === "string" ? [json] : [];
    default:
      return [];
  }
}

/** The choices of a select cell that the new field has, by their names there: it may have renamed them. */
function chosenNames(row: Row, from: SelectField, to: SelectField): readonly string[] {
  const cell = row.cells.get(from.id);
  const ids = typeof cell === "string" ? [cell] : typeof cell === "object" && cell.kind === "choices" ? cell.ids : [];
  const nameIn = (field: SelectField, id: string) => field.options.choices.find((choice) => choice.id === id)?.name;
  const names = ids.map((id) => nameIn(to, id) ?? nameIn(from, id) ?? id);
  const isKnown = (name: string) => to.options.choices.some((choice) => choice.name === name);
  return names.filter(isKnown);
}

/** The first record of the linked table with the name. */
function findByName(reader: CellReader, link: LinkField, name: string): Row | undefined {
  const table = linkedTable(reader.base, link);
  return reader.rowsByText(table, table.primaryField).find(name)[0];
}

/** What Airtable shows of a cell; null for types whose looks are not known. */
function textOf(reader: CellReader, row: Row, field: Field): string | null {
  try {
    return cellToText(reader, row, field, textFormat, (url) => url);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function tryCoerce(field: Field, value: unknown, context: WriteContext): Cell | null {
  try {
    return coerceCell(field, value, context);
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

function contextOf({ reader, newId }: Conversion): WriteContext {
  return {
    base: reader.base,
    typecast: true,
    row: null,
    choiceId: (field, name) => {
      const known = field.options.choices.find((choice) => choice.name === name);
      if (known !== undefined) return known.id;
      if (newId === null) throw refusals.newChoice(name);
      const made = { id: newId("sel"), name };
      field.options.choices.push(made);
      return made.id;
    },
    // Records are matched, never made up: a column of notes must not become a table of records.
    linkedRecordId: (field, text) => {
      const found = findByName(reader, field, text);
      if (found === undefined) throw refusals.rowDoesNotExist(text);
      return found.id;
    },
    newAttachmentId: () => {
      throw refusals.invalidRequest();
    },
  };
}
