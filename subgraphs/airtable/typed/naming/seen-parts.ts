import { isComputed } from "../../filter/field-kind.ts";
import type { FieldId } from "../../ids.ts";
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
  const selects = selectsOf(tables);
  return [
    { kind: "BASE", baseId: base.id, elementId: base.id, label: storable(base.name) },
    ...[...tables.values()].flatMap((table) => [
      seenTable(table),
      ...[...table.fields.values()].flatMap((field) => seenFieldAndChoices(table, field, selects)),
    ]),
  ];
}

/** The selects of a base, by the ids of their choices; the first of those that have the same. */
function selectsOf(tables: DescribedBase["tables"]): ReadonlyMap<string, FieldId> {
  const selects = new Map<string, FieldId>();
  for (const field of [...tables.values()].flatMap(({ fields }) => [...fields.values()])) {
    if (isComputed(field)) continue;
    for (const { id } of choicesOf(field)) if (!selects.has(id)) selects.set(id, field.id);
  }
  return selects;
}

function seenTable({ baseId, id, name, description, primaryField }: TableModel): SeenTable {
  const last = { description: description && storable(description), primaryFieldId: primaryField.id };
  return { kind: "TABLE", baseId, elementId: id, label: storable(name), last };
}

function seenFieldAndChoices(
  { baseId, id: tableId }: TableModel,
  field: FieldModel,
  selects: ReadonlyMap<string, FieldId>,
): [SeenField, ...SeenChoice[]] {
  const { id, name, description, type } = field;
  const labels = new Map(choicesOf(field).map((choice) => [choice.id, storable(choice.name)]));
  const choices = [...labels].map(([choice, label]): TypedChoice => ({ id: choice, label, name: "", removed: false }));
  const value = withoutChoices(valueTypeOf(field, { enumTypeName: "", choices }));
  const select = isComputed(field) ? selects.get(choices[0]?.id ?? "") : undefined;
  const shared = choices.every((choice) => selects.get(choice.id) === select) ? (select ?? null) : null;
  const last = { description: description && storable(description), type, value, choicesOf: shared };
  const own = shared === null && isOfChoices(value) ? choices : [];
  return [
    { kind: "FIELD", baseId, parentId: tableId, elementId: id, label: storable(name), last },
    ...own.map(
      (choice): SeenChoice => ({
        kind: "CHOICE",
        baseId,
        parentId: id,
        elementId: `${id}/${choice.id}`,
        label: choice.label,
      }),
    ),
  ];
}

/** Whether there is an enum of the values, by themselves or in a list. */
export function isOfChoices(value: ValueType): boolean {
  return value.kind === "enum" || (value.kind === "list" && value.of.kind === "enum");
}

/** They are parts of their own. */
function withoutChoices(value: ValueType): ValueType {
  if (value.kind === "list") return { kind: "list", of: itemWithoutChoices(value.of) };
  return value.kind === "link" ? value : itemWithoutChoices(value);
}

function itemWithoutChoices(item: ItemType): ItemType {
  return item.kind === "enum" ? { ...item, choices: [] } : item;
}
