import { refusals } from "../api-error.ts";
import type { Base, Table } from "../store/model.ts";

/**
 * Refuses a field name that is empty or, in any case, another field's (reference 6).
 *
 * @param own the id of the field that is renamed; it may keep its name
 * @throws ApiError 422 DUPLICATE_OR_EMPTY_FIELD_NAME
 */
export function requireFreeFieldName(table: Table, name: string, own: string | null = null): void {
  const folded = name.toLowerCase();
  for (const field of table.fields.values()) {
    if (field.id !== own && field.name.toLowerCase() === folded) throw refusals.duplicateFieldName(name);
  }
  if (name === "") throw refusals.duplicateFieldName(name);
}

/** Refuses names of which two are the same in any case, or one is empty. @throws ApiError 422 */
export function requireDistinctFieldNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    const folded = name.toLowerCase();
    if (name === "" || seen.has(folded)) throw refusals.duplicateFieldName(name);
    seen.add(folded);
  }
}

/** @param own the id of the table that is renamed. @throws ApiError 422 DUPLICATE_TABLE_NAME */
export function requireFreeTableName(base: Base, name: string, own: string | null = null): void {
  const folded = name.toLowerCase();
  for (const table of base.tables.values()) {
    if (table.id !== own && table.name.toLowerCase() === folded) throw refusals.duplicateTableName(name);
  }
}

/** The name, or the name with the first number from 2 on that no field of the table has. */
export function freeFieldName(table: Table, name: string): string {
  const taken = new Set([...table.fields.values()].map((field) => field.name.toLowerCase()));
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
  return free;
}

/** Refuses names of which two are the same in any case. @throws ApiError 422 DUPLICATE_TABLE_NAME */
export function requireDistinctTableNames(names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) throw refusals.duplicateTableName(name);
    seen.add(name.toLowerCase());
  }
}
