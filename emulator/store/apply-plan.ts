import { markChanged, setLinks, unlinkEverywhere } from "./link-cells.ts";
import { type Base, type Cell, type Change, type Field, linkedIds, type Row, type Table } from "./model.ts";
import type { PlannedRecord, WritePlan } from "./write-plan.ts";

/** Carries out a plan. It was checked as a whole, so nothing here is refused. */
export function applyPlan(base: Base, plan: WritePlan, change: Change): Row[] {
  for (const { field, choice } of plan.newChoices) field.options.choices.push(choice);
  const rows: Row[] = [];
  const created = new Map<string, Row>();
  for (const planned of [...plan.linkedRecords, ...plan.records]) {
    if (planned.row === null) created.set(planned.id, insertRow(base, planned.table, planned.id, change));
  }
  for (const planned of [...plan.linkedRecords, ...plan.records]) {
    const row = planned.row ?? created.get(planned.id);
    if (row !== undefined) writeCells(base, row, planned, change);
  }
  for (const planned of plan.records) {
    const row = base.rows.get(planned.id);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** Deletes records and takes them out of every link cell of the base (reference 4.6). */
export function deleteRows(base: Base, table: Table, rows: readonly Row[], change: Change): void {
  for (const row of rows) {
    unlinkEverywhere(base, row, table.fields.values(), change);
    table.rows.delete(row.id);
    base.rows.delete(row.id);
    row.removed = true;
    base.journal.push({ kind: "removed", row });
  }
}

function insertRow(base: Base, table: Table, id: string, change: Change): Row {
  const row: Row = {
    id,
    tableId: table.id,
    position: table.nextPosition,
    autoNumber: table.nextAutoNumber,
    created: change,
    modified: change,
    cells: new Map(),
    cellChanges: new Map(),
    comments: [],
    removed: false,
  };
  table.nextPosition += 1;
  table.nextAutoNumber += 1;
  table.rows.set(id, row);
  base.rows.set(id, row);
  base.journal.push({ kind: "added", row });
  return row;
}

function writeCells(base: Base, row: Row, planned: PlannedRecord, change: Change): void {
  for (const [field, cell] of planned.cells) {
    if (sameCell(row, field, cell)) continue;
    if (field.type === "multipleRecordLinks") {
      setLinks(base, row, field, typeof cell === "object" && cell?.kind === "links" ? cell.ids : [], change);
    } else if (cell === null) row.cells.delete(field.id);
    else row.cells.set(field.id, cell);
    markChanged(base, row, field.id, change);
  }
}

/** Writing what is there already is no change: it must not move the last-modified time. */
function sameCell(row: Row, field: Field, cell: Cell | null): boolean {
  const current = row.cells.get(field.id);
  if (current === undefined || cell === null) return current === undefined && cell === null;
  if (typeof cell === "object" && cell.kind === "links") {
    const ids = linkedIds(row, field.id);
    return ids.length === cell.ids.length && ids.every((id, index) => id === cell.ids[index]);
  }
  return current === cell || (typeof cell === "object" && JSON.stringify(current) === JSON.stringify(cell));
}
