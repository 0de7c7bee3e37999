import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { findField } from "./find-field.ts";
import type { Loaders } from "./loaders.ts";
import type { FieldModel, RecordModel } from "./models.ts";
import { type CellSelection, covers, everyCell, needsOf } from "./record-needs.ts";

/**
 * All cells that are not empty. One that Airtable could not compute is there, as null.
 * @throws those of reading records, where the cells have not been read
 */
export async function readCells(
  loaders: Loaders,
  record: RecordModel,
  keyedBy: "name" | "id",
): Promise<Record<string, unknown>> {
  const { table, cells } = await withCells(loaders, record, everyCell);
  const entries = [...cells].map(([id, value]): [string, unknown] => {
    // A field newer than the cached schema has no name yet.
    const key = keyedBy === "id" ? id : (table.fields.get(id)?.name ?? id);
    return [key, withoutErrors(value)];
  });
  return Object.fromEntries(entries);
}

/**
 * One cell by the field's name or id; null when it is empty.
 * @throws AirgraphError BAD_USER_INPUT when there is no such field; UPSTREAM_REJECTED when Airtable could not compute it;
 * and those of reading records, where the cell has not been read
 */
export async function readCell(loaders: Loaders, record: RecordModel, key: string): Promise<unknown> {
  const field = findField(record.table, key);
  const value = await cellOf(loaders, record, field);
  if (value === undefined) return null;
  if (isComputedError(value) || (Array.isArray(value) && value.some(isComputedError))) {
    const { name } = field;
    throw new AirgraphError("UPSTREAM_REJECTED", `Airtable could not compute the cell ${JSON.stringify(name)}.`, {
      field: name,
    });
  }
  return value;
}

/** A cell as Airtable printed it; undefined when it is empty. */
export async function cellOf(loaders: Loaders, record: RecordModel, { id }: FieldModel): Promise<unknown> {
  const { cells } = await withCells(loaders, record, { keys: new Set([id]), commentCount: false });
  return cells.get(id);
}

/** How many comments a record has. @throws those of reading records, where that has not been read */
export async function countComments(loaders: Loaders, record: RecordModel): Promise<number> {
  return (await withCells(loaders, record, { keys: new Set(), commentCount: true })).commentCount;
}

/** The record with these cells: itself, or read again when it was read for something else. */
async function withCells(loaders: Loaders, record: RecordModel, selection: CellSelection): Promise<RecordModel> {
  if (covers(record.read, needsOf(record.table, selection))) return record;
  const read = await loaders.record.load(record.id, selection);
  if (read !== null) return read;
  throw new AirgraphError("NOT_FOUND", `The record ${JSON.stringify(record.id)} has been deleted meanwhile.`);
}

function withoutErrors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (isComputedError(item) ? null : item));
  return isComputedError(value) ? null : value;
}

/** An object whose only key is `error` or `specialValue` (emulator/airtable-api.md 9.1). */
function isComputedError(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === "error" || keys[0] === "specialValue");
}
