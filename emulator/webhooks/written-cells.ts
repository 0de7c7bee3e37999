import type { Base, Field, Row } from "../store/model.ts";
import { linkedIds } from "../store/model.ts";
import type { WritePlan } from "../store/write-plan.ts";

/** What a write is going to touch; more than what really changes does no harm. */
export interface WrittenCells {
  /** Cells of records that exist before and after, those on the other side of links included. */
  readonly cells: readonly (readonly [Row, Field])[];
  readonly createdIds: readonly string[];
  readonly deleted: readonly Row[];
}

/** What carrying out a plan touches. */
export function cellsOfPlan(base: Base, plan: WritePlan): WrittenCells {
  const cells: (readonly [Row, Field])[] = [];
  const createdIds = new Set<string>();
  for (const { id, row, cells: written } of [...plan.linkedRecords, ...plan.records]) {
    if (row === null) createdIds.add(id);
    for (const [field, cell] of written) {
      if (row !== null) cells.push([row, field]);
      if (field.type !== "multipleRecordLinks") continue;
      const after = typeof cell === "object" && cell?.kind === "links" ? cell.ids : [];
      const before = row === null ? [] : linkedIds(row, field.id);
      cells.push(...otherSide(base, field, [...before, ...after]));
    }
  }
  return { cells, createdIds: [...createdIds], deleted: [] };
}

/** What deleting records touches: every cell that links to them. */
export function cellsOfDeletion(base: Base, rows: readonly Row[]): WrittenCells {
  const deleted = new Set(rows);
  const cells: (readonly [Row, Field])[] = [];
  for (const row of deleted) {
    for (const field of base.tables.get(row.tableId)?.fields.values() ?? []) {
      cells.push(...otherSide(base, field, linkedIds(row, field.id)));
    }
    for (const [fieldId, byTarget] of base.backlinks) {
      const field = base.fields.get(fieldId);
      for (const id of byTarget.get(row.id) ?? []) {
        const source = base.rows.get(id);
        if (field !== undefined && source !== undefined) cells.push([source, field]);
      }
    }
  }
  return { cells: cells.filter(([row]) => !deleted.has(row)), createdIds: [], deleted: [...deleted] };
}

function otherSide(base: Base, field: Field, ids: readonly string[]): (readonly [Row, Field])[] {
  if (field.type !== "multipleRecordLinks") return [];
  const inverse = base.fields.get(field.options.inverseLinkFieldId ?? "");
  if (inverse === undefined) return [];
  const cells: (readonly [Row, Field])[] = [];
  for (const id of new Set(ids)) {
    const row = base.rows.get(id);
    if (row !== undefined) cells.push([row, inverse]);
  }
  return cells;
}
