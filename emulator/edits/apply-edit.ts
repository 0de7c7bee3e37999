import { ApiError } from "../api-error.ts";
import { ControlError } from "../control-error.ts";
import { requireFreeFieldName, requireFreeTableName } from "../schema/free-names.ts";
import { describeTable, removeField, removeTable, replaceField } from "../store/change-schema.ts";
import { type Field, type Table, tableOf } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import type { SchemaChange } from "../webhooks/schema-change.ts";
import type { ParsedEdit } from "./base-edit.ts";
import { addChoice, deleteChoice, renameChoice } from "./edit-choices.ts";
import type { EditedBase } from "./edited-base.ts";
import { asText, linksTo, otherSide, replaceWithCells } from "./links.ts";
import { retypeField } from "./retype-field.ts";

/**
 * Does one edit.
 *
 * @returns what became of the schema
 * @throws ControlError, before anything is changed, for what is not in the base and what Airtable does not allow
 */
export function applyEdit(edited: EditedBase, edit: ParsedEdit): SchemaChange[] {
  try {
    return apply(edited, edit);
  } catch (error) {
    if (error instanceof ApiError) throw new ControlError(error.message, { cause: error });
    throw error;
  }
}

function apply(edited: EditedBase, edit: ParsedEdit): SchemaChange[] {
  switch (edit.kind) {
    case "deleteTable":
      return deleteTable(edited, tableIn(edited, edit.tableId));
    case "renameTable":
      return [renameTable(edited, tableIn(edited, edit.tableId), edit.name)];
    case "deleteField":
      return deleteField(edited, fieldIn(edited, edit.fieldId));
    case "renameField":
      return [renameField(edited, fieldIn(edited, edit.fieldId), edit.name)];
    case "retypeField":
      return retypeField(edited, fieldIn(edited, edit.fieldId), edit.to);
    case "addChoice":
      return [addChoice(edited, fieldIn(edited, edit.fieldId), edit)];
    case "renameChoice":
      return [renameChoice(edited, fieldIn(edited, edit.fieldId), edit)];
    case "deleteChoice":
      return [deleteChoice(edited, fieldIn(edited, edit.fieldId), edit)];
  }
  return unreachable(edit);
}

function tableIn({ reader: { base } }: EditedBase, tableId: string): Table {
  const table = base.tables.get(tableId);
  if (table === undefined) throw new ControlError(`base ${base.id} has no table ${tableId}`);
  return table;
}

function fieldIn({ reader: { base } }: EditedBase, fieldId: string): Field {
  const field = base.fields.get(fieldId);
  if (field === undefined) throw new ControlError(`base ${base.id} has no field ${fieldId}`);
  return field;
}

function deleteTable({ reader }: EditedBase, table: Table): SchemaChange[] {
  const { base } = reader;
  if (base.tables.size === 1) throw new ControlError(`${table.name} is the only table of its base and must stay`);
  // All read before the first is changed: a name may follow from another link.
  const texts = linksTo(base, table.id).map((link) => asText(reader, link));
  const changes = texts.map((text) => replaceWithCells(base, text));
  removeTable(base, table);
  return [{ kind: "destroyedTable", table }, ...changes];
}

function renameTable({ reader: { base } }: EditedBase, table: Table, name: string): SchemaChange {
  requireFreeTableName(base, name, table.id);
  const previous = { name: table.name, description: table.description };
  describeTable(table, { name });
  return { kind: "changedTable", table, previous };
}

function deleteField({ reader }: EditedBase, field: Field): SchemaChange[] {
  const { base } = reader;
  if (tableOf(base, field.tableId).primaryField.id === field.id) {
    throw new ControlError(`${field.name} is the primary field of its table and must stay`);
  }
  const inverse = otherSide(base, field);
  const changes = inverse === null ? [] : [replaceWithCells(base, asText(reader, inverse))];
  removeField(base, field);
  return [{ kind: "destroyedField", field }, ...changes];
}

function renameField({ reader: { base } }: EditedBase, previous: Field, name: string): SchemaChange {
  requireFreeFieldName(tableOf(base, previous.tableId), name, previous.id);
  const field: Field = { ...previous, name };
  replaceField(base, field);
  return { kind: "changedField", field, previous };
}
