import type { Evaluate, FormulaScope } from "../formula/functions/formula-function.ts";
import type { FormulaValue } from "../formula/value.ts";
import type { Row } from "./model.ts";

/** Reads one value of a record. */
export type ReadCell = (row: Row) => FormulaValue;

/** Where a scope is: the record it serves now. */
export interface RowPlace {
  readonly row: Row | null;
}

/** Makes what reads a field of the record at a place. */
export type CellSource = (fieldId: string, place: RowPlace) => Evaluate;

/**
 * The scope in which one formula runs. It serves all records in turn: making a scope per record would cost more than
 * most formulas do. A formula cannot run inside itself, because fields that depend on themselves are invalid.
 */
export class RowScope implements FormulaScope {
  row: Row | null = null;
  linked: readonly FormulaValue[] = [];
  readonly #moment: { readonly now: number };
  readonly #cellOf: CellSource;

  constructor(moment: { readonly now: number }, cellOf: CellSource) {
    this.#moment = moment;
    this.#cellOf = cellOf;
  }

  get now(): number {
    return this.#moment.now;
  }

  recordId(): string {
    return this.row?.id ?? "";
  }

  createdTime(): number {
    return this.row?.created.time ?? 0;
  }

  lastModifiedTime(fieldIds: readonly string[]): number {
    return this.row === null ? 0 : lastChange(this.row, fieldIds).time;
  }

  cell(fieldId: string): Evaluate {
    return this.#cellOf(fieldId, this);
  }

  values(): readonly FormulaValue[] {
    return this.linked;
  }
}

/** The latest change of the named fields, or of the record when none is named. A field without a change has the creation's. */
export function lastChange(row: Row, fieldIds: readonly string[]): { readonly time: number; readonly userId: string } {
  if (fieldIds.length === 0) return row.modified;
  let latest = row.created;
  for (const fieldId of fieldIds) {
    const change = row.cellChanges.get(fieldId);
    if (change !== undefined && change.time >= latest.time) latest = change;
  }
  return latest;
}
