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
      ...[...table.fields.values()].flatMap((field) => seenFieldAndChoices(table, field)),
    ]),
  ];
}

function seenTable({ baseId, id, name, description, primaryField }: TableModel): SeenTable {
  const last = { description: description && storable(description), primaryFieldId: primaryField.id };
  return { kind: "TABLE", baseId, elementId: id, label: storable(name), last };
}

function seenFieldAndChoices({ baseId, id: tableId }: TableModel, field: FieldModel): [SeenField, ...SeenChoice[]] {
  const { id, name, description, type } = field;
  const labels = new Map(choicesOf(field).map((choice) => [choice.id, storable(choice.name)]));
  const choices = [...labels].map(
    ([choiceId, label]): TypedChoice => ({ id: choiceId, label, name: "", removed: false }),
  );
  const value = withoutChoices(valueTypeOf(field, { enumTypeName: "", choices }));
  const last = { description: description && storable(description), type, value };
  return [
    { kind: "FIELD", baseId, parentId: tableId, elementId: id, label: storable(name), last },
    ...choices.map(
      ({ id: choiceId, label }): SeenChoice => ({
        kind: "CHOICE",
        baseId,
        parentId: id,
        elementId: `${id}/${choiceId}`,
        label,
      }),
    ),
  ];
}

/** They are parts of their own. */
function withoutChoices(value: ValueType): ValueType {
  if (value.kind === "list") return { kind: "list", of: itemWithoutChoices(value.of) };
  return value.kind === "link" ? value : itemWithoutChoices(value);
}

function itemWithoutChoices(item: ItemType): ItemType {
  return item.kind === "enum" ? { ...item, choices: [] } : item;
}
