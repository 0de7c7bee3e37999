import { fieldId, tableId } from "../../ids.ts";
import type {
  ItemType,
  TypedBase,
  TypedChoice,
  TypedField,
  TypedGraph,
  TypedTable,
  ValueType,
} from "../typed-graph.ts";
import { isReadOnly } from "../value-type.ts";
import type { BasePart, ChoicePart, FieldPart, GraphPart, TablePart } from "./graph-part.ts";
import { createPartMap, type PartMap } from "./part-map.ts";

/**
 * The typed graph that parts make up: without what is hidden, and without links to that. In the parts' order, removed ones
 * last.
 */
export function toGraph(parts: readonly GraphPart[]): TypedGraph {
  const shown = shownParts(parts);
  return { bases: shown.bases.map((base) => toBase(base, shown)) };
}

interface ShownParts {
  readonly bases: readonly BasePart[];
  readonly tablesOf: PartMap<TablePart[]>;
  readonly fieldsOf: PartMap<FieldPart[]>;
  readonly choicesOf: PartMap<ChoicePart[]>;
  /** Hidden ones, too: what is computed from a hidden select has its choices. */
  readonly allFields: PartMap<FieldPart>;
}

function shownParts(parts: readonly GraphPart[]): ShownParts {
  const bases: BasePart[] = [];
  const tablesOf = createPartMap<TablePart[]>();
  const fieldsOf = createPartMap<FieldPart[]>();
  const choicesOf = createPartMap<ChoicePart[]>();
  const allFields = createPartMap<FieldPart>();
  for (const part of parts) {
    if (part.kind !== "FIELD") continue;
    allFields.set(part, part);
    choicesOf.set(part, []);
  }
  const shown = parts.filter(({ hidden }) => !hidden);
  const ordered = [
    ...shown.filter(({ removedAt }) => removedAt === null),
    ...shown.filter(({ removedAt }) => removedAt !== null),
  ];
  // What is shown of it is asked for by what it is a part of, if that is shown.
  for (const part of ordered) {
    if (part.kind === "BASE") {
      bases.push(part);
      tablesOf.set(part, []);
    } else if (part.kind === "TABLE") fieldsOf.set(part, []);
  }
  for (const part of ordered) {
    const { baseId } = part;
    if (part.kind === "TABLE") tablesOf.get({ baseId, elementId: baseId })?.push(part);
    else if (part.kind === "FIELD") fieldsOf.get({ baseId, elementId: part.parentId })?.push(part);
    else if (part.kind === "CHOICE") choicesOf.get({ baseId, elementId: part.parentId })?.push(part);
  }
  return { bases, tablesOf, fieldsOf, choicesOf, allFields };
}

function toBase(base: BasePart, shown: ShownParts): TypedBase {
  const { baseId: id, label, name, typeName } = base;
  return { id, label, name, typeName, tables: (shown.tablesOf.get(base) ?? []).map((table) => toTable(table, shown)) };
}

function toTable(table: TablePart, shown: ShownParts): TypedTable {
  const { elementId, label, name: many, one, typeName, last, removedAt } = table;
  const { description, primaryFieldId } = last;
  const fields = (shown.fieldsOf.get(table) ?? []).map((field) => toField(field, shown));
  const removed = removedAt !== null;
  return { id: tableId.parse(elementId), label, description, typeName, one, many, primaryFieldId, fields, removed };
}

function toField(field: FieldPart, shown: ShownParts): TypedField {
  const { elementId, label, name, last, removedAt } = field;
  return {
    id: fieldId.parse(elementId),
    label,
    description: last.description,
    name,
    type: last.type,
    value: valueOf(field, shown),
    readOnly: isReadOnly(last.type),
    removed: removedAt !== null,
  };
}

const text: ItemType = { kind: "scalar", scalar: "String" };

function valueOf(field: FieldPart, shown: ShownParts): ValueType {
  const { value } = field.last;
  switch (value.kind) {
    case "link": {
      const { baseId } = field;
      const fieldsOfLinked = shown.fieldsOf.get({ baseId, elementId: value.tableId });
      if (fieldsOfLinked === undefined) return { kind: "list", of: { kind: "scalar", scalar: "ID" } };
      const hasInverse = fieldsOfLinked.some(({ elementId }) => elementId === value.inverseFieldId);
      return { ...value, inverseFieldId: hasInverse ? value.inverseFieldId : null };
    }
    case "list":
      return { kind: "list", of: itemOf(value.of, field, shown) };
    default:
      return itemOf(value, field, shown);
  }
}

/** Without choices it is an enum, too: it would change its type with its first one. */
function itemOf(item: ItemType, field: FieldPart, shown: ShownParts): ItemType {
  if (item.kind !== "enum") return item;
  const { choicesOf } = field.last;
  const select = choicesOf === null ? field : shown.allFields.get({ baseId: field.baseId, elementId: choicesOf });
  if (select === undefined || select.typeName === null) return text;
  return { kind: "enum", typeName: select.typeName, choices: (shown.choicesOf.get(select) ?? []).map(toChoice) };
}

function toChoice({ elementId, label, name, removedAt }: ChoicePart): TypedChoice {
  return { id: elementId.slice(elementId.indexOf("/") + 1), label, name, removed: removedAt !== null };
}
