import type { FieldDefinition } from "../seed/field-schema.ts";
import { type Base, type Field, type Table, tableOf, type View } from "./model.ts";

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

/**
 * Takes a field that is not the primary one out of its table, with its cells. Views stop filtering and sorting by it.
 * The other side of a link is the caller's.
 */
export function removeField(base: Base, field: Field): void {
  const table = tableOf(base, field.tableId);
  table.fields.delete(field.id);
  if (table.fieldsByName.get(field.name)?.id === field.id) table.fieldsByName.delete(field.name);
  base.fields.delete(field.id);
  base.backlinks.delete(field.id);
  table.views = table.views.map((view) => withoutField(view, field.id));
  if (Object.values(table.dateDependencySettings ?? {}).includes(field.id)) table.dateDependencySettings = undefined;
  for (const row of table.rows.values()) {
    row.cells.delete(field.id);
    row.cellChanges.delete(field.id);
  }
}

function withoutField({ filterByFormula, visibleFieldIds, ...view }: View, fieldId: string): View {
  return {
    ...view,
    // Views name fields by id, see `keepReferencesById`.
    ...(filterByFormula === undefined || filterByFormula.includes(fieldId) ? {} : { filterByFormula }),
    ...(visibleFieldIds === undefined ? {} : { visibleFieldIds: visibleFieldIds.filter((id) => id !== fieldId) }),
    sort: view.sort.filter((key) => key.field !== fieldId),
  };
}

/** Takes a table out of its base, with its records. No link may lead to it any more. */
export function removeTable(base: Base, table: Table): void {
  base.tables.delete(table.id);
  for (const fieldId of table.fields.keys()) {
    base.fields.delete(fieldId);
    base.backlinks.delete(fieldId);
  }
  for (const row of table.rows.values()) {
    base.rows.delete(row.id);
    row.removed = true;
  }
}

function index(base: Base, table: Table, field: Field): void {
  table.fields.set(field.id, field);
  table.fieldsByName.set(field.name, field);
  base.fields.set(field.id, field);
  if (table.primaryField.id === field.id) table.primaryField = field;
}
