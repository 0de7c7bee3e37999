import { ControlError } from "../control-error.ts";
import type { Choice } from "../seed/field-schema.ts";
import { replaceField } from "../store/change-schema.ts";
import { isSelect } from "../store/choices.ts";
import { type Base, type Field, type Row, type SelectField, tableOf } from "../store/model.ts";
import type { SchemaChange } from "../webhooks/schema-change.ts";
import type { EditedBase } from "./edited-base.ts";

/** Adds a choice as the last one. */
export function addChoice(
  { reader: { base }, newId }: EditedBase,
  field: Field,
  { name, color }: { readonly name: string; readonly color?: string | undefined },
): SchemaChange {
  const select = requireSelect(field);
  requireFreeName(select, name, null);
  const choice = { id: newId("sel"), name, ...(color === undefined ? {} : { color }) };
  return withChoices(base, select, [...select.options.choices, choice]);
}

/** Gives a choice another name, in the cells too: they hold its id. */
export function renameChoice(
  { reader: { base } }: EditedBase,
  field: Field,
  { choice: key, name }: { readonly choice: string; readonly name: string },
): SchemaChange {
  const select = requireSelect(field);
  const renamed = findChoice(select, key);
  requireFreeName(select, name, renamed);
  return withChoices(
    base,
    select,
    select.options.choices.map((choice) => (choice === renamed ? { ...choice, name } : choice)),
  );
}

/** Takes a choice away, out of the cells too. */
export function deleteChoice(
  { reader: { base } }: EditedBase,
  field: Field,
  { choice: key }: { readonly choice: string },
): SchemaChange {
  const select = requireSelect(field);
  const deleted = findChoice(select, key);
  for (const row of tableOf(base, select.tableId).rows.values()) takeOut(row, select.id, deleted.id);
  return withChoices(
    base,
    select,
    select.options.choices.filter((choice) => choice !== deleted),
  );
}

function takeOut(row: Row, fieldId: string, choiceId: string): void {
  const cell = row.cells.get(fieldId);
  if (cell === choiceId) row.cells.delete(fieldId);
  if (typeof cell !== "object" || cell.kind !== "choices" || !cell.ids.includes(choiceId)) return;
  const ids = cell.ids.filter((id) => id !== choiceId);
  if (ids.length === 0) row.cells.delete(fieldId);
  else row.cells.set(fieldId, { kind: "choices", ids });
}

function withChoices(base: Base, previous: SelectField, choices: Choice[]): SchemaChange {
  const field: SelectField = { ...previous, options: { choices } };
  replaceField(base, field);
  return { kind: "changedField", field, previous };
}

function requireSelect(field: Field): SelectField {
  if (!isSelect(field)) throw new ControlError(`${field.name} is a ${field.type} and has no choices`);
  return field;
}

function findChoice(field: SelectField, key: string): Choice {
  const { choices } = field.options;
  const found = choices.find(({ id }) => id === key) ?? choices.find(({ name }) => name === key);
  if (found === undefined) throw new ControlError(`${field.name} has no choice ${JSON.stringify(key)}`);
  return found;
}

function requireFreeName(field: SelectField, name: string, own: Choice | null): void {
  if (field.options.choices.some((choice) => choice !== own && choice.name === name)) {
    throw new ControlError(`${field.name} has a choice ${JSON.stringify(name)} already`);
  }
}
