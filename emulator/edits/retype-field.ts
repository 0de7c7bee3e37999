import { ControlError } from "../control-error.ts";
import { primaryCapable } from "../schema/plan-table.ts";
import type { FieldDefinition } from "../seed/field-schema.ts";
import { replaceField } from "../store/change-schema.ts";
import { formulaById } from "../store/keep-references-by-id.ts";
import { type Base, type Field, type Table, tableOf } from "../store/model.ts";
import type { SchemaChange } from "../webhooks/schema-change.ts";
import { convertCells } from "./convert-cells.ts";
import type { EditedBase } from "./edited-base.ts";
import { addOtherSide, asText, otherSide, replaceWithCells, withOtherSide } from "./links.ts";
import { readNewType } from "./read-new-type.ts";

/**
 * Changes a field's type and options. Cells keep what the new type can read of them. A link that becomes something else
 * leaves a text on its other side; what becomes a link gets another side.
 */
export function retypeField(
  { reader, newId }: EditedBase,
  previous: Field,
  to: { readonly type: string; readonly options?: object | undefined },
): SchemaChange[] {
  const { base } = reader;
  const table = tableOf(base, previous.tableId);
  const { definition, makesChoices } = readNewType(previous, to, newId);
  if (table.primaryField.id === previous.id && !primaryCapable.has(definition.type)) {
    throw new ControlError(`${previous.name} is a primary field, which cannot be a ${definition.type}`);
  }
  const written = fittedIn(base, table, definition);
  if (keepsCells(previous, written)) {
    const field = withOptionsKept(previous, written);
    replaceField(base, field);
    return [{ kind: "changedField", field, previous }];
  }
  const field = written.type === "multipleRecordLinks" ? withOtherSide(written, newId) : written;
  const cells = convertCells({ reader, from: previous, to: field, newId: makesChoices ? newId : null });
  const inverse = otherSide(base, previous);
  const leftOver = inverse === null ? [] : [asText(reader, inverse)];
  const added: SchemaChange[] = [];
  if (field.type === "multipleRecordLinks" && field.options.inverseLinkFieldId !== undefined) {
    added.push({ kind: "createdField", field: addOtherSide(base, field, field.options.inverseLinkFieldId) });
  }
  const changed = [{ previous, field, cells }, ...leftOver].map((each) => replaceWithCells(base, each));
  return [...changed, ...added];
}

/** Types of which a cell may not fit other options. */
const readAnew = new Set<Field["type"]>(["singleSelect", "multipleSelects", "rating"]);

/** Whether only options change, of which no cell knows. */
function keepsCells(previous: Field, next: Field): boolean {
  if (previous.type === "multipleRecordLinks" && next.type === "multipleRecordLinks") {
    return previous.options.linkedTableId === next.options.linkedTableId;
  }
  return previous.type === next.type && !readAnew.has(next.type);
}

/** A link keeps its other side. */
function withOptionsKept(previous: Field, next: Field): Field {
  if (previous.type !== "multipleRecordLinks" || next.type !== "multipleRecordLinks") return next;
  const { inverseLinkFieldId, isReversed } = previous.options;
  return { ...next, options: { ...next.options, inverseLinkFieldId, isReversed } };
}

/** The definition as a field of the table. @throws ControlError for a link to a table or view there is not */
function fittedIn(base: Base, table: Table, definition: FieldDefinition): Field {
  const field: Field = { ...definition, tableId: table.id };
  if (field.type === "formula") {
    return { ...field, options: { ...field.options, formula: formulaById(table, field.options.formula) } };
  }
  if (field.type !== "multipleRecordLinks") return field;
  const { linkedTableId, viewIdForRecordSelection: viewId } = field.options;
  const linked = base.tables.get(linkedTableId);
  if (linked === undefined) throw new ControlError(`base ${base.id} has no table ${linkedTableId} to link to`);
  if (viewId !== undefined && !linked.views.some(({ id }) => id === viewId)) {
    throw new ControlError(`table ${linked.name} has no view ${viewId}`);
  }
  return field;
}
