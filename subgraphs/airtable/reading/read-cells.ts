import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Loaders } from "../loaders.ts";
import type { FieldModel, RecordModel } from "../models.ts";
import { findReadableField } from "../policies/denials.ts";
import { type CellSelection, covers, everyCell, needsOf } from "./record-needs.ts";

/*
 * What was read with the record is answered at once, without a promise: a page has thousands of cells. A record that was
 * read for something else is read again, together with the others of its level.
 */

/** All cells that are not empty and may be read, or a promise of them. One that Airtable could not compute is there, as null. */
export function readCells(
  loaders: Loaders,
  record: RecordModel,
  keyedBy: "name" | "id",
): Record<string, unknown> | Promise<Record<string, unknown>> {
  if (record.read.fields === "all" || covers(record.read, needsOf(record.table, everyCell))) {
    return shownCells(record, keyedBy);
  }
  return readAgain(loaders, record, everyCell, (again) => shownCells(again, keyedBy));
}

/**
 * One cell by the field's name or id, or a promise of it; null when it is empty.
 * @throws AirgraphError BAD_USER_INPUT when there is no such field; FORBIDDEN when it may not be read; UPSTREAM_REJECTED when Airtable could not compute it
 */
export function readCell(loaders: Loaders, record: RecordModel, key: string): unknown {
  const field = findReadableField(record.table, key);
  if (isRead(record, field)) return shownCell(record, field);
  return readAgain(loaders, record, selectionOf(field), (again) => shownCell(again, field));
}

/** A cell as Airtable printed it; undefined when it is empty. */
export async function cellOf(loaders: Loaders, record: RecordModel, field: FieldModel): Promise<unknown> {
  if (isRead(record, field)) return record.cells[field.id];
  return readAgain(loaders, record, selectionOf(field), ({ cells }) => cells[field.id]);
}

/** How many comments a record has, or a promise of it. */
export function countComments(loaders: Loaders, record: RecordModel): number | Promise<number> {
  if (record.read.commentCount) return record.commentCount;
  return readAgain(loaders, record, { keys: new Set(), commentCount: true }, ({ commentCount }) => commentCount);
}

function isRead({ read }: RecordModel, { id }: FieldModel): boolean {
  return read.fields === "all" || read.fields.has(id);
}

function selectionOf({ id }: FieldModel): CellSelection {
  return { keys: new Set([id]), commentCount: false };
}

async function readAgain<T>(
  loaders: Loaders,
  { id }: RecordModel,
  selection: CellSelection,
  show: (again: RecordModel) => T,
): Promise<T> {
  const again = await loaders.record.load(id, selection);
  if (again !== null) return show(again);
  throw new AirgraphError("NOT_FOUND", `The record ${JSON.stringify(id)} has been deleted meanwhile.`);
}

function shownCells({ table, cells }: RecordModel, keyedBy: "name" | "id"): Record<string, unknown> {
  // Without a prototype, as a field may have any name.
  const shown: Record<string, unknown> = Object.create(null);
  for (const id in cells) {
    // A field newer than the cached schema has no name yet.
    const key = keyedBy === "id" ? id : (table.fields.get(id)?.name ?? id);
    shown[key] = withoutErrors(cells[id]);
  }
  return shown;
}

function shownCell({ cells }: RecordModel, { id, name }: FieldModel): unknown {
  const value = cells[id];
  if (value === undefined) return null;
  if (isComputedError(value) || (Array.isArray(value) && value.some(isComputedError))) {
    throw new AirgraphError("UPSTREAM_REJECTED", `Airtable could not compute the cell ${JSON.stringify(name)}.`, {
      field: name,
    });
  }
  return value;
}

function withoutErrors(value: unknown): unknown {
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => (isComputedError(item) ? null : item));
  return isComputedError(value) ? null : value;
}

/** An object whose only key is `error` or `specialValue` (emulator/airtable-api.md 9.1). */
export function isComputedError(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (!("error" in value || "specialValue" in value)) return false;
  return Object.keys(value).length === 1;
}
