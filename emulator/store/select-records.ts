import { refusals } from "../api-error.ts";
import { candidateRecords } from "../formula/candidate-records.ts";
import { type CompiledFormula, compileFormula } from "../formula/compile.ts";
import { InvalidFormulaError } from "../formula/invalid-formula-error.ts";
import { parseFormula } from "../formula/parse.ts";
import { passesFilter } from "../formula/value.ts";
import type { CellReader } from "./cell-reader.ts";
import { fieldsOf } from "./computed-fields.ts";
import { type Base, findField, type Row, type Table, type View } from "./model.ts";
import type { OrderedRow, Tie } from "./row-orders.ts";
import type { SortKey } from "./sort-rank.ts";

/** Which records of a table, in which order (reference 4.1). */
export interface RecordSelection {
  readonly view: View | null;
  /** A formula; null or blank for all. */
  readonly filter: string | null;
  readonly sort: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
}

/** Records in order, and which of them are meant. */
export interface SelectedRecords {
  readonly rows: readonly OrderedRow[];
  /** Decided record by record when a page gets there: a page must not pay for the whole table. */
  matches(row: Row): boolean;
}

interface Filter extends CompiledFormula {
  readonly candidates: ReadonlySet<string> | null;
}

/**
 * Finds the records of a selection. Order: explicit sort, else the view's, else record ids ascending.
 *
 * @throws ApiError 422 for a formula that does not compile or a sort by an unknown field
 */
export function selectRecords(reader: CellReader, table: Table, selection: RecordSelection): SelectedRecords {
  const { view } = selection;
  const filter = compileFilter(table, selection.filter);
  const viewFilter = compileFilter(table, view?.filterByFormula ?? null);
  const sort = sortKeys(table, selection.sort.length > 0 ? selection.sort : (view?.sort ?? []));
  const tie: Tie = view === null ? "id" : "position";
  const conditions = [viewFilter, filter].flatMap((each) => (each === null ? [] : [reader.bind(each)]));
  return {
    rows:
      filter?.candidates == null
        ? reader.orders.list(table, sort, tie)
        : reader.orders.sort(rowsOf(table, filter.candidates), sort, tie),
    matches: (row) => conditions.every((condition) => passesFilter(condition(row))),
  };
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

/** Tells of records whether a view holds them. @throws ApiError 422 when its formula does not compile */
export function viewMembership(reader: CellReader, table: Table, view: View): (row: Row) => boolean {
  const filter = compileFilter(table, view.filterByFormula ?? null);
  const condition = filter === null ? null : reader.bind(filter);
  return (row) => condition === null || passesFilter(condition(row));
}

function compileFilter(table: Table, text: string | null): Filter | null {
  if (text === null || text.trim() === "") return null;
  try {
    const ast = parseFormula(text);
    return { ...compileFormula(ast, fieldsOf(table)), candidates: candidateRecords(ast) };
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

function rowsOf(table: Table, ids: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  for (const id of ids) {
    const row = table.rows.get(id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
