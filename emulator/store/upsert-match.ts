import { refusals } from "../api-error.ts";
import { isComputed, isMergeable } from "../cells/field-kinds.ts";
import type { CellReader } from "./cell-reader.ts";
import { type Cell, type Field, findField, type Table } from "./model.ts";
import type { RowIndex } from "./row-indexes.ts";
import type { PlannedRecord, WritePlan, WrittenFields } from "./write-plan.ts";

/** Finds the records an upsert means (reference 4.5), by all merge fields together. */
export class UpsertMatch {
  readonly #table: Table;
  readonly #fields: readonly Field[];
  readonly #index: RowIndex;
  /** What this request makes of records, by their ids; null where a merge value is empty. */
  readonly #written = new Map<string, string | null>();

  /** @throws ApiError 422 when a merge field is unknown or cannot be merged on */
  constructor(reader: CellReader, table: Table, fieldKeys: readonly string[]) {
    this.#table = table;
    this.#fields = fieldKeys.map((key) => mergeField(table, key));
    const fieldIds = this.#fields.map(({ id }) => id);
    this.#index = reader.indexes.of(table, "merge", fieldIds, (row) =>
      keyOf(fieldIds.map((fieldId) => row.cells.get(fieldId) ?? null)),
    );
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
    const [match, ...more] = key === null ? [] : this.#idsWith(key);
    if (more.length > 0) throw refusals.invalidRecords("Cannot upsert: several records match the merge fields.");
    return match ?? null;
  }

  /** Lets later items of the same request find a record this plan writes. */
  remember(planned: PlannedRecord): void {
    const cellOf = (field: Field) =>
      planned.cells.has(field) ? (planned.cells.get(field) ?? null) : (planned.row?.cells.get(field.id) ?? null);
    this.#written.set(planned.id, keyOf(this.#fields.map(cellOf)));
  }

  #idsWith(key: string): string[] {
    const untouched = this.#index.find(key).filter(({ id }) => !this.#written.has(id));
    const written = [...this.#written].filter(([, each]) => each === key);
    return [...untouched.map(({ id }) => id), ...written.map(([id]) => id)];
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
