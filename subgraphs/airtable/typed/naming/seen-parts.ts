import type { BaseModel, FieldModel, TableModel } from "../../models.ts";
import type { ItemType, TypedChoice, ValueType } from "../typed-graph.ts";
import { choicesOf, valueTypeOf } from "../value-type.ts";
import type { BasePart, ChoicePart, FieldPart, TablePart } from "./graph-part.ts";
import { storable } from "./storable.ts";

/** A base and all its tables, without regard to data policies. */
export interface DescribedBase {
  readonly base: BaseModel;
  readonly tables: ReadonlyMap<string, TableModel>;
}

type Names = "name" | "one" | "typeName" | "hidden" | "removedAt";

/** A part as Airtable has it: all but what we have given it. */
export type SeenPart = SeenBase | SeenTable | SeenField | SeenChoice;
export type SeenBase = Omit<BasePart, Names>;
export type SeenTable = Omit<TablePart, Names>;
export type SeenField = Omit<FieldPart, Names>;
export type SeenChoice = Omit<ChoicePart, Names>;

/** A base and all that is in it, in Airtable's order. */
export function seenPartsOf({ base, tables }: DescribedBase): SeenPart[] {
  return [
    { kind: "BASE", baseId: base.id, elementId: base.id, label: storable(base.name) },
    ...[...tables.values()].flatMap((table) => [
      seenTable(table),
      ...[...table.fields.values()].flatMap((field) => [seenField(table, field), ...seenChoices(table, field)]),
    ]),
  ];
}

function seenTable({ baseId, id, name, description, primaryField }: TableModel): SeenTable {
  const last = { description: description && storable(description), primaryFieldId: primaryField.id };
  return { kind: "TABLE", baseId, elementId: id, label: storable(name), last };
}

function seenField(table: TableModel, field: FieldModel): SeenField {
  const { id, name, description, type } = field;
  const choices = choicesOf(field).map((choice): TypedChoice => ({ ...choice, label: "", removed: false }));
  const value = withoutChoices(valueTypeOf(field, { enumTypeName: "", choices }));
  const last = { description: description && storable(description), type, value };
  return { kind: "FIELD", baseId: table.baseId, parentId: table.id, elementId: id, label: storable(name), last };
}

function seenChoices({ baseId }: TableModel, field: FieldModel): SeenChoice[] {
  const labels = new Map(choicesOf(field).map(({ id, name }) => [id, storable(name)]));
  return [...labels].map(([id, label]) => ({
    kind: "CHOICE",
    baseId,
    parentId: field.id,
    elementId: `${field.id}/${id}`,
    label,
  }));
}

/** They are parts of their own. */
function withoutChoices(value: ValueType): ValueType {
  if (value.kind === "list") return { kind: "list", of: itemWithoutChoices(value.of) };
  return value.kind === "link" ? value : itemWithoutChoices(value);
}

function itemWithoutChoices(item: ItemType): ItemType {
  return item.kind === "enum" ? { ...item, choices: [] } : item;
}
