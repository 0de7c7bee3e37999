import { toText } from "../formula/coerce.ts";
import { type FormulaValue, isBlank, isDate, isFailure } from "../formula/value.ts";
import type { CellReader } from "./cell-reader.ts";
import type { Field, Row } from "./model.ts";

export interface SortKey {
  readonly field: Field;
  readonly direction: "asc" | "desc";
}

/** What a cell sorts by: numbers before texts, null (empty) before both. */
type Rank = null | number | string;

/**
 * Sorts records as reference 4.1 says: empties first ascending and last descending, single selects by the order of
 * their choices, text without regard to case, ties in the order they came.
 */
export function sortRecords(reader: CellReader, rows: readonly Row[], keys: readonly SortKey[]): Row[] {
  // Each rank is made once per record: a comparison must not compute formulas.
  const ranked = rows.map((row) => ({ row, ranks: keys.map((key) => rankOf(reader, row, key.field)) }));
  ranked.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const order = compareRanks(a.ranks[index] ?? null, b.ranks[index] ?? null);
      if (order !== 0) return key.direction === "asc" ? order : -order;
    }
    return 0;
  });
  return ranked.map(({ row }) => row);
}

function rankOf(reader: CellReader, row: Row, field: Field): Rank {
  if (field.type === "singleSelect") {
    const index = field.options.choices.findIndex((choice) => choice.id === row.cells.get(field.id));
    return index < 0 ? null : index;
  }
  return rankOfValue(reader.value(row, field));
}

function rankOfValue(value: FormulaValue): Rank {
  if (isBlank(value) || isFailure(value)) return null;
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  return isDate(value) ? value.ms : toText(value).toLowerCase();
}

function compareRanks(a: Rank, b: Rank): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : 1;
  return typeof a === "number" ? -1 : 1;
}
