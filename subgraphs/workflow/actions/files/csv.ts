import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";

const mostRows = 10_000;

/**
 * Rows of a CSV file (RFC 4180), by the names that its first row gives. Empty lines are none.
 * @throws AirgraphError BAD_USER_INPUT naming the line
 */
export function parseCsv(text: string): Record<string, string>[] {
  try {
    return parse<Record<string, string>>(text, {
      bom: true,
      columns: (header: string[]) => namesOf(header),
      skip_empty_lines: true,
      to: mostRows,
    });
  } catch (cause) {
    if (cause instanceof AirgraphError || !(cause instanceof Error)) throw cause;
    throw new AirgraphError("BAD_USER_INPUT", `The file is no CSV: ${cause.message}.`, { field: "fileId" }, { cause });
  }
}

function namesOf(header: readonly string[]): string[] {
  const names = header.map((name) => name.trim());
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new AirgraphError("BAD_USER_INPUT", `The file has two columns ${JSON.stringify(twice)}.`, { field: "fileId" });
}

/**
 * CSV of objects, with a first row of all keys that any of them has. What a spreadsheet would take for a formula is led by
 * an apostrophe, so that it is shown and not computed.
 */
export function printCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify([columns, ...rows.map((row) => columns.map((column) => cellOf(row[column])))], {
    escape_formulas: true,
    record_delimiter: "windows",
  });
}

function cellOf(value: unknown): string | number {
  if (value === null || value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}
