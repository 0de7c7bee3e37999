import { toText } from "../formula/coerce.ts";
import { type FormulaValue, isBlank, isDate, isFailure } from "../formula/value.ts";
import type { Field, Row } from "./model.ts";

export interface SortKey {
  readonly field: Field;
  readonly direction: "asc" | "desc";
}

/** What a cell sorts by: numbers before texts, null (empty) before both. */
export type Rank = null | number | string;

/**
 * What a record sorts by in a field, as reference 4.1 says: empties first ascending and last descending, single
 * selects by the order of their choices, text without regard to case.
 *
 * @param valueOf the value of a cell in a formula
 */
export function rankOf(valueOf: (row: Row, field: Field) => FormulaValue, row: Row, field: Field): Rank {
  if (field.type === "singleSelect") {
    const index = field.options.choices.findIndex((choice) => choice.id === row.cells.get(field.id));
    return index < 0 ? null : index;
  }
  const value = valueOf(row, field);
  if (isBlank(value) || isFailure(value)) return null;
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return isDate(value) ? value.ms : toText(value).toLowerCase();
}

export function compareRanks(a: Rank, b: Rank): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
  return typeof a === "number" ? -1 : 1;
}
