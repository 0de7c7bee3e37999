import type { JsonObject } from "../json.ts";
import type { Field, Table } from "../store/model.ts";
import { shownType } from "../store/schema-json.ts";
import { unreachable } from "../unreachable.ts";
import type { SchemaChange } from "./schema-change.ts";
import type { Filters, Specification } from "./specification.ts";
import type { ToldBase } from "./told-changes.ts";

/** Adds a change of the schema to what a payload tells, if the webhook watches it. */
export function tellSchema(
  { options: { filters, includes } }: Specification,
  change: SchemaChange,
  told: ToldBase,
): void {
  const watches = (type: Filters["dataTypes"][number], changeType: "add" | "update" | "remove") =>
    filters.dataTypes.includes(type) && (filters.changeTypes?.includes(changeType) ?? true);
  const watchesField = (id: string) => filters.watchSchemasOfFieldIds?.includes(id) ?? true;
  switch (change.kind) {
    case "createdTable":
      if (watches("tableMetadata", "add")) told.createdTables[change.table.id] = newTable(change.table);
      return;
    case "changedTable":
      if (!watches("tableMetadata", "update") || sameMetadata(change.table, change.previous)) return;
      told.table(change.table.id).metadata = {
        current: metadata(change.table),
        previous: metadata(change.previous),
      };
      return;
    case "createdField": {
      const { id, tableId } = change.field;
      if (watches("tableFields", "add") && watchesField(id))
        told.table(tableId).createdFields[id] = definition(change.field);
      return;
    }
    case "changedField": {
      const { field, previous } = change;
      const current = changedParts(field, previous);
      if (!watches("tableFields", "update") || !watchesField(field.id) || Object.keys(current).length === 0) return;
      told.table(field.tableId).changedFields[field.id] = {
        current,
        ...(includes?.includePreviousFieldDefinitions === true ? { previous: definition(previous) } : {}),
      };
      return;
    }
    case "destroyedTable":
      if (watches("tableMetadata", "remove")) told.destroyedTables.push(change.table.id);
      return;
    case "destroyedField": {
      const { id, tableId } = change.field;
      if (watches("tableFields", "remove") && watchesField(id)) told.table(tableId).destroyedFields.push(id);
      return;
    }
  }
  return unreachable(change);
}

/** Payloads know a field's name and type only. */
function changedParts(field: Field, previous: Field): JsonObject {
  return {
    ...(field.name === previous.name ? {} : { name: field.name }),
    ...(shownType(field) === shownType(previous) ? {} : { type: shownType(field) }),
  };
}

function definition(field: Field): JsonObject {
  return { name: field.name, type: shownType(field) };
}

type Described = Pick<Table, "name" | "description">;

function metadata({ name, description }: Described): JsonObject {
  return { name, description: description ?? null };
}

function sameMetadata(a: Described, b: Described): boolean {
  return a.name === b.name && a.description === b.description;
}

function newTable(table: Table): JsonObject {
  const fields = [...table.fields.values()].map((field) => [field.id, definition(field)] as const);
  return { metadata: metadata(table), fieldsById: Object.fromEntries(fields), recordsById: {} };
}
