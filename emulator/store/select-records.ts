import { refusals } from "../api-error.ts";
import { candidateRecords } from "../formula/candidate-records.ts";
import { compileFormula } from "../formula/compile.ts";
import type { Evaluate } from "../formula/functions/formula-function.ts";
import { InvalidFormulaError } from "../formula/invalid-formula-error.ts";
import { parseFormula } from "../formula/parse.ts";
import { isTruthy } from "../formula/value.ts";
import type { CellReader } from "./cell-reader.ts";
import { fieldResolver } from "./computed-fields.ts";
import { type Base, findField, type Row, type Table, type View } from "./model.ts";
import { type SortKey, sortRecords } from "./sort-records.ts";

/** Which records of a table, in which order (reference 4.1). */
export interface RecordSelection {
  readonly view: View | null;
  /** A formula; null or blank for all. */
  readonly filter: string | null;
  readonly sort: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
}

interface Filter {
  readonly evaluate: Evaluate;
  readonly candidates: ReadonlySet<string> | null;
}

/**
 * Finds the records of a selection. Order: explicit sort, else the view's, else record ids ascending.
 *
 * @throws ApiError 422 for a formula that does not compile or a sort by an unknown field
 */
export function selectRecordIds(reader: CellReader, table: Table, selection: RecordSelection): readonly string[] {
  const { view } = selection;
  const filter = compileFilter(table, selection.filter);
  const viewFilter = compileFilter(table, view?.filterByFormula ?? null);
  const sort = sortKeys(table, selection.sort.length > 0 ? selection.sort : (view?.sort ?? []));
  if (view === null && filter === null && sort.length === 0) return idOrder(table);
  let rows = startingRows(table, filter?.candidates ?? null, view !== null);
  for (const { evaluate } of [viewFilter, filter].filter((each) => each !== null)) {
    rows = rows.filter((row) => isTruthy(evaluate(reader.scope(row))));
  }
  return (sort.length === 0 ? rows : sortRecords(reader, rows, sort)).map((row) => row.id);
}

/** The view of a table by id or name. @throws ApiError 422 (reference 3.2, VIEW_…_NOT_FOUND and FAILED_STATE_CHECK) */
export function findView(base: Base, table: Table, key: string): View {
  const view = table.views.find((each) => each.id === key) ?? table.views.find((each) => each.name === key);
  if (view !== undefined) return view;
  for (const other of base.tables.values()) {
    if (other.views.some((each) => each.id === key)) throw refusals.viewOfOtherTable();
  }
  throw refusals.viewNotFound(key);
}

function compileFilter(table: Table, text: string | null): Filter | null {
  if (text === null || text.trim() === "") return null;
  try {
    const ast = parseFormula(text);
    const { evaluate } = compileFormula(ast, { resolveField: fieldResolver(table) });
    return { evaluate, candidates: candidateRecords(ast) };
  } catch (error) {
    if (error instanceof InvalidFormulaError) throw refusals.invalidFilter(error.message);
    throw error;
  }
}

function sortKeys(table: Table, sort: RecordSelection["sort"]): SortKey[] {
  return sort.map(({ field: key, direction }) => {
    const field = findField(table, key);
    if (field === null) throw refusals.unknownField(key);
    return { field, direction };
  });
}

/** The rows to look at, in row order (for a view) or id order. */
function startingRows(table: Table, candidates: ReadonlySet<string> | null, inRowOrder: boolean): Row[] {
  if (candidates === null && inRowOrder) return [...table.rows.values()];
  const ids = candidates === null ? idOrder(table) : candidates;
  const rows: Row[] = [];
  for (const id of ids) {
    const row = table.rows.get(id);
    if (row !== undefined) rows.push(row);
  }
  if (candidates === null) return rows;
  return rows.sort((a, b) => (inRowOrder ? a.position - b.position : a.id < b.id ? -1 : 1));
}

function idOrder(table: Table): readonly string[] {
  table.idOrder ??= [...table.rows.keys()].sort();
  return table.idOrder;
}
