import { type Base, type Change, type Field, type LinkField, linkedIds, type Row } from "./model.ts";

/**
 * Sets a link cell and keeps the other side in step (reference 9.2): records that came get this one appended to their
 * inverse cell, records that went lose it, both count as changed. A link field without an inverse is remembered in
 * `base.backlinks`, so that deleting a record finds who points to it without a walk.
 *
 * @param ids existing records of the linked table, each once
 * @param change who writes and when; null leaves the times of the other side alone (seeds)
 */
export function setLinks(base: Base, row: Row, field: LinkField, ids: readonly string[], change: Change | null): void {
  const before = linkedIds(row, field.id);
  const after = new Set(ids);
  const had = new Set(before);
  if (ids.length === 0) row.cells.delete(field.id);
  else row.cells.set(field.id, { kind: "links", ids: [...ids] });
  for (const id of had) if (!after.has(id)) detach(base, field, row.id, id, change);
  for (const id of after) if (!had.has(id)) attach(base, field, row.id, id, change);
}

/** Takes a record out of every link cell that holds it, on both sides (reference 4.6). */
export function unlinkEverywhere(base: Base, row: Row, fields: Iterable<Field>, change: Change): void {
  for (const field of fields) if (field.type === "multipleRecordLinks") setLinks(base, row, field, [], change);
  for (const [fieldId, byTarget] of base.backlinks) {
    for (const sourceId of byTarget.get(row.id) ?? []) {
      const source = base.rows.get(sourceId);
      if (source !== undefined) removeId(base, source, fieldId, row.id, change);
    }
    byTarget.delete(row.id);
  }
}

function attach(base: Base, field: LinkField, sourceId: string, targetId: string, change: Change | null): void {
  const inverse = field.options.inverseLinkFieldId;
  if (inverse === undefined) {
    const byTarget = base.backlinks.get(field.id) ?? new Map<string, Set<string>>();
    const sources = byTarget.get(targetId) ?? new Set<string>();
    base.backlinks.set(field.id, byTarget.set(targetId, sources.add(sourceId)));
    return;
  }
  const target = base.rows.get(targetId);
  // A record that links to itself through one symmetric field already holds its own id.
  if (target === undefined || (inverse === field.id && targetId === sourceId)) return;
  const cell = target.cells.get(inverse);
  // Appended in place: copying the cell of a hub record would make loading its links quadratic.
  if (typeof cell === "object" && cell.kind === "links") cell.ids.push(sourceId);
  else target.cells.set(inverse, { kind: "links", ids: [sourceId] });
  if (change !== null) markChanged(base, target, inverse, change);
}

function detach(base: Base, field: LinkField, sourceId: string, targetId: string, change: Change | null): void {
  const inverse = field.options.inverseLinkFieldId;
  if (inverse === undefined) {
    base.backlinks.get(field.id)?.get(targetId)?.delete(sourceId);
    return;
  }
  const target = base.rows.get(targetId);
  if (target !== undefined) removeId(base, target, inverse, sourceId, change);
}

function removeId(base: Base, row: Row, fieldId: string, id: string, change: Change | null): void {
  const cell = row.cells.get(fieldId);
  if (typeof cell !== "object" || cell.kind !== "links") return;
  const index = cell.ids.indexOf(id);
  if (index < 0) return;
  cell.ids.splice(index, 1);
  if (cell.ids.length === 0) row.cells.delete(fieldId);
  if (change !== null) markChanged(base, row, fieldId, change);
}

/** Notes that a cell changed, for last-modified values and for whatever is computed from the cell. */
export function markChanged(base: Base, row: Row, fieldId: string, change: Change): void {
  base.journal.push({ kind: "cell", row, fieldId });
  row.modified = change;
  row.cellChanges.set(fieldId, change);
}
