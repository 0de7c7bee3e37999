import type { FieldDefinition } from "../seed/field-schema.ts";
import { type Base, type Field, type Table, tableOf } from "./model.ts";

/*
 * Every change of a base's schema, each of which keeps all indexes right. What was compiled for the old schema must go
 * after it: `CellReader.recompile`. A field is replaced, never changed in place, so that readers under way see one
 * schema; only select choices grow in place.
 */

/** Adds a table that `loadTable` built. */
export function addTable(base: Base, table: Table): void {
  base.tables.set(table.id, table);
  for (const field of table.fields.values()) base.fields.set(field.id, field);
}

/** Gives a table new words; the name must be free. */
export function describeTable(
  table: Table,
  change: Partial<Pick<Table, "name" | "description" | "dateDependencySettings">>,
): void {
  Object.assign(table, change);
}

/** Adds a field as the last one of its table; id and name must be free. */
export function addField(base: Base, table: Table, definition: FieldDefinition): Field {
  const field = { ...definition, tableId: table.id };
  index(base, table, field);
  return field;
}

/** Puts a field in the place of the one with its id. A new name must be free. */
export function replaceField(base: Base, field: Field): void {
  const table = tableOf(base, field.tableId);
  const old = table.fields.get(field.id);
  if (old !== undefined && table.fieldsByName.get(old.name) === old) table.fieldsByName.delete(old.name);
  index(base, table, field);
}

function index(base: Base, table: Table, field: Field): void {
  table.fields.set(field.id, field);
  table.fieldsByName.set(field.name, field);
  base.fields.set(field.id, field);
  if (table.primaryField.id === field.id) table.primaryField = field;
}
