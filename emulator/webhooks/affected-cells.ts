import { type Dependents, rowsLinkingTo } from "../store/dependents.ts";
import type { Base, Field, Row } from "../store/model.ts";

/** Cells, by record. */
export type CellSet = Map<Row, Set<Field>>;

/**
 * All cells that a change of some cells may change in turn, these included. Costs what depends on them, whatever the
 * size of the tables.
 *
 * @param written cells that are written, those on the other side of links included; each also moves its record's
 *   last-modified values
 */
export function affectedCells(base: Base, dependents: Dependents, written: Iterable<readonly [Row, Field]>): CellSet {
  const found: CellSet = new Map();
  const queue: (readonly [Row, Field])[] = [];
  const visit = (row: Row, field: Field): void => {
    const fields = found.get(row) ?? new Set<Field>();
    if (fields.has(field)) return;
    found.set(row, fields.add(field));
    queue.push([row, field]);
  };
  for (const [row, field] of written) {
    visit(row, field);
    for (const dependent of dependents.ofRecord(row.tableId)) visit(row, dependent.field);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [row, field] = next;
    for (const { field: computed, through } of dependents.ofField(field.id)) {
      const rows = through === null ? [row] : rowsLinkingTo(base, row, through);
      for (const each of rows) visit(each, computed);
    }
  }
  return found;
}
