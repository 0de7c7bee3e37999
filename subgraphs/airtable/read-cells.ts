import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { findField } from "./find-field.ts";
import type { RecordModel } from "./models.ts";

/** All cells that are not empty; values in error are null. */
export function readCells({ table, cells }: RecordModel, keyedBy: "name" | "id"): Record<string, unknown> {
  const entries = [...cells].map(([id, value]): [string, unknown] => {
    // A field newer than the cached schema has no name yet.
    const key = keyedBy === "id" ? id : (table.fields.get(id)?.name ?? id);
    return [key, withoutErrors(value)];
  });
  return Object.fromEntries(entries);
}

/**
 * One cell by the field's name or id; null when it is empty.
 * @throws AirgraphError BAD_USER_INPUT when there is no such field; UPSTREAM_REJECTED when Airtable could not compute it
 */
export function readCell({ table, cells }: RecordModel, key: string): unknown {
  const { id, name } = findField(table, key);
  const value = cells.get(id);
  if (value === undefined) return null;
  if (isComputedError(value) || (Array.isArray(value) && value.some(isComputedError))) {
    throw new AirgraphError("UPSTREAM_REJECTED", `Airtable could not compute the cell ${JSON.stringify(name)}.`, {
      field: name,
    });
  }
  return value;
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
