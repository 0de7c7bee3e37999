import { z } from "zod";
import { refusals } from "../api-error.ts";
import { type Display, formatValue, type TextFormat } from "../cells/format-value.ts";
import { unreachable } from "../unreachable.ts";
import type { CellReader } from "./cell-reader.ts";
import type { Field, Row } from "./model.ts";

const dateStyle = z.object({ name: z.enum(["local", "friendly", "us", "european", "iso"]) });
const plain: Display = { kind: "plain" };

/** The results of computed fields the seed may describe, as far as they have a look of their own. */
const displayedResult = z.discriminatedUnion("type", [
  z.object({ type: z.literal("checkbox") }),
  z.object({ type: z.enum(["number", "percent"]), options: z.object({ precision: z.int() }) }),
  z.object({ type: z.literal("currency"), options: z.object({ precision: z.int(), symbol: z.string() }) }),
  z.object({
    type: z.literal("duration"),
    options: z.object({ durationFormat: z.enum(["h:mm", "h:mm:ss", "h:mm:ss.S", "h:mm:ss.SS", "h:mm:ss.SSS"]) }),
  }),
  z.object({ type: z.literal("date"), options: z.object({ dateFormat: dateStyle }) }),
  z.object({
    type: z.literal("dateTime"),
    options: z.object({ dateFormat: dateStyle, timeFormat: z.object({ name: z.enum(["12hour", "24hour"]) }) }),
  }),
]);

type DisplayedResult = z.output<typeof displayedResult>;

/**
 * One cell as Airtable's UI shows it (reference 9.4).
 *
 * @param printUrl prints the URL of an attachment
 * @returns null when it is empty
 * @throws ApiError 422 for a type not modelled
 */
export function cellToText(
  reader: CellReader,
  row: Row,
  field: Field,
  format: TextFormat,
  printUrl: (url: string) => string,
): string | null {
  // What these look like is not known; a refusal is better than a guess.
  if (field.type === "manualSort" || field.type === "unknown") throw refusals.invalidRequest();
  const cell = row.cells.get(field.id);
  if (typeof cell === "object" && cell.kind === "attachments") {
    const files = cell.items.map(({ filename, url }) => `${filename} (${printUrl(url)})`);
    return formatValue(files, plain, format);
  }
  return formatValue(reader.value(row, field), displayOf(reader, field), format);
}

function displayOf(reader: CellReader, field: Field): Display {
  switch (field.type) {
    case "checkbox":
    case "number":
    case "percent":
    case "currency":
    case "duration":
    case "date":
    case "dateTime":
      return displayOfResult(field);
    case "formula":
    case "rollup":
    case "createdTime":
    case "lastModifiedTime": {
      const result = displayedResult.safeParse(field.options.result);
      return result.success ? displayOfResult(result.data) : plain;
    }
    case "multipleRecordLinks": {
      const linked = reader.base.tables.get(field.options.linkedTableId);
      return linked === undefined ? plain : displayOf(reader, linked.primaryField);
    }
    case "multipleLookupValues": {
      const computation = reader.computed.byId.get(field.id);
      return computation?.kind === "lookup" ? displayOf(reader, computation.target) : plain;
    }
    default:
      return plain;
  }
}

function displayOfResult(result: DisplayedResult): Display {
  switch (result.type) {
    case "checkbox":
      return { kind: "checkbox" };
    case "number":
    case "percent":
      return { kind: result.type, precision: result.options.precision };
    case "currency":
      return { kind: "currency", precision: result.options.precision, symbol: result.options.symbol };
    case "duration":
      return { kind: "duration", format: result.options.durationFormat };
    case "date":
      return { kind: "date", date: result.options.dateFormat.name };
    case "dateTime":
      return { kind: "dateTime", date: result.options.dateFormat.name, time: result.options.timeFormat.name };
  }
  return unreachable(result);
}
