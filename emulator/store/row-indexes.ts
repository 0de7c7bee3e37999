import { KeptInStep } from "./kept-in-step.ts";
import type { Row, Table } from "./model.ts";

/** What a record is found by; null for one that cannot be found. */
export type KeyOf = (row: Row) => string | null;

/** Keeps records findable by what their cells hold, so that an upsert or a link by name does not walk the table. */
export class RowIndexes extends KeptInStep<RowIndex> {
  /**
   * The index of a table by some of its fields.
   *
   * @param use tells indexes over the same fields apart
   * @param keyOf may look at nothing but cells of these fields
   */
  of(table: Table, use: string, fieldIds: readonly string[], keyOf: KeyOf): RowIndex {
    const name = [use, table.id, ...fieldIds].join("/");
    return this.named(name, () => new RowIndex(table, fieldIds, keyOf));
  }
}

/** Finds the records of a table by a key made from some of their cells. */
export class RowIndex {
  readonly tableId: string;
  readonly #fieldIds: readonly string[];
  readonly #keyOf: KeyOf;
  readonly #rows = new Map<string, Set<Row>>();
  readonly #keys = new Map<Row, string>();
  /** Records to be put in their place, or (false) to be taken out. */
  readonly #toMend = new Map<Row, boolean>();

  constructor(table: Table, fieldIds: readonly string[], keyOf: KeyOf) {
    this.tableId = table.id;
    this.#fieldIds = fieldIds;
    this.#keyOf = keyOf;
    for (const row of table.rows.values()) this.#toMend.set(row, true);
  }

  follows(fieldId: string): boolean {
    return this.#fieldIds.includes(fieldId);
  }

  mend(row: Row, stays: boolean): void {
    this.#toMend.set(row, stays);
  }

  /** The records with a key, in row order. */
  find(key: string): Row[] {
    for (const [row, stays] of this.#toMend) this.#place(row, stays ? this.#keyOf(row) : null);
    this.#toMend.clear();
    return [...(this.#rows.get(key) ?? [])].sort((a, b) => a.position - b.position);
  }

  #place(row: Row, key: string | null): void {
    const before = this.#keys.get(row);
    if (before !== undefined) {
      const others = this.#rows.get(before);
      others?.delete(row);
      if (others?.size === 0) this.#rows.delete(before);
      this.#keys.delete(row);
    }
    if (key === null) return;
    this.#keys.set(row, key);
    const rows = this.#rows.get(key) ?? new Set<Row>();
    this.#rows.set(key, rows.add(row));
  }
}
