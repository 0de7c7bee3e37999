import { refusals } from "../api-error.ts";
import { isComputed, isMergeable } from "../cells/field-kinds.ts";
import { type Cell, type Field, findField, type Table } from "./model.ts";
import type { PlannedRecord, WritePlan, WrittenFields } from "./write-plan.ts";

/** Finds the records an upsert means (reference 4.5), by all merge fields together. */
export class UpsertMatch {
  readonly #table: Table;
  readonly #fields: readonly Field[];
  /** Ids of records by the merge fields' values; built once per request. */
  readonly #ids = new Map<string, Set<string>>();

  /** @throws ApiError 422 when a merge field is unknown or cannot be merged on */
  constructor(table: Table, fieldKeys: readonly string[]) {
    this.#table = table;
    this.#fields = fieldKeys.map((key) => mergeField(table, key));
    for (const row of table.rows.values()) this.#add(row.id, (field) => row.cells.get(field.id) ?? null);
  }

  /**
   * The id of the record an item means; null when it means a new one.
   *
   * @throws ApiError 422 when several records match
   */
  find(plan: WritePlan, written: WrittenFields): string | null {
    const values = new Map<Field, unknown>();
    for (const [key, value] of Object.entries(written)) {
      const field = findField(this.#table, key);
      if (field !== null) values.set(field, value);
    }
    const key = keyOf(this.#fields.map((field) => plan.coerce(field, values.get(field) ?? null)));
    const [match, ...more] = key === null ? [] : (this.#ids.get(key) ?? []);
    if (more.length > 0) throw refusals.invalidRecords("Cannot upsert: several records match the merge fields.");
    return match ?? null;
  }

  /** Lets later items of the same request find a record this plan writes. */
  remember(planned: PlannedRecord): void {
    for (const ids of this.#ids.values()) ids.delete(planned.id);
    this.#add(planned.id, (field) =>
      planned.cells.has(field) ? (planned.cells.get(field) ?? null) : (planned.row?.cells.get(field.id) ?? null),
    );
  }

  #add(id: string, cellOf: (field: Field) => Cell | null): void {
    const key = keyOf(this.#fields.map(cellOf));
    if (key === null) return;
    const ids = this.#ids.get(key) ?? new Set();
    this.#ids.set(key, ids.add(id));
  }
}

function mergeField(table: Table, key: string): Field {
  const field = findField(table, key);
  if (field === null) throw refusals.unknownField(key);
  if (isComputed(field) || !isMergeable(field)) throw refusals.invalidRequest();
  return field;
}

/** Null when a value is empty: an empty merge value never matches. */
function keyOf(cells: readonly (Cell | null)[]): string | null {
  return cells.includes(null) ? null : JSON.stringify(cells);
}
