import { sameCell, toWritten } from "./cell-values.ts";
import { type CellsById, type FieldOfTable, partsOf, readRecords } from "./read-records.ts";
import type { RecreatedIds } from "./recreated-ids.ts";
import type { Undoing, UndoOutcome } from "./undoing.ts";

/** A record to be as it was before, where the saga changed it. */
export interface Restoration {
  readonly id: string;
  readonly fields: readonly FieldOfTable[];
  /** By the field's id. */
  readonly before: CellsById;
  /** What the saga wrote, by the field's id. */
  readonly written: CellsById;
}

/**
 * Writes back what was there before into those cells that still hold what the saga wrote. Others are somebody else's by
 * now, and stay. Where nobody knows what the saga wrote in the end, a person has to look at them.
 */
export async function restoreCells(undoing: Undoing, restorations: readonly Restoration[]): Promise<UndoOutcome> {
  const { turn, scope, ids, isUncertain } = undoing;
  const isKnown = !isUncertain || undoing.step.output !== null;
  const found = await readRecords(
    turn.ask,
    scope,
    restorations.map(({ id }) => ids.idNow(id)),
  );
  const keptByOthers: { record: string; field: string }[] = [];
  const gone: string[] = [];
  const records: { id: string; cells: Record<string, never> }[] = [];
  for (const { id: given, fields, before, written } of restorations) {
    const id = ids.idNow(given);
    const now = found.get(id);
    if (now === undefined) {
      gone.push(id);
      continue;
    }
    const cells: Record<string, unknown> = {};
    // Links to what was made anew are links to other ids now.
    const asNow = (type: string, value: unknown) => (type === "multipleRecordLinks" ? linksNow(value, id, ids) : value);
    for (const { id: field, name, type } of fields) {
      const was = asNow(type, before[field]);
      if (!(field in written) || sameCell(type, now[field], was)) continue;
      if (sameCell(type, now[field], asNow(type, written[field]))) cells[field] = toWritten(type, was, now[field]);
      else keptByOthers.push({ record: id, field: name });
    }
    if (Object.keys(cells).length > 0) records.push({ id, cells: cells as Record<string, never> });
  }
  if (records.length > 0) await turn.actions.updateRecords({ records, typecast: false }, scope);
  const restored = records.map(({ id }) => id);
  const told = { restored, keptByOthers, gone };
  if (isKnown || keptByOthers.length === 0) return { kind: "undone", told };
  const why = `${keptByOthers.length} cells hold neither what was there before nor what the saga was to write, and nobody knows whether it wrote them: set them right.`;
  return { kind: "stuck", told, why };
}

function linksNow(value: unknown, id: string, { linkNow }: RecreatedIds): unknown {
  const { baseId } = partsOf(id);
  return Array.isArray(value) ? value.map((link) => linkNow(baseId, String(link))) : value;
}
