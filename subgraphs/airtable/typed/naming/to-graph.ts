import { type BaseId, type FieldId, fieldId, type TableId, tableId } from "../../ids.ts";
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
import {
  type BasePart,
  type ChoicePart,
  type FieldPart,
  type GraphPart,
  partKey,
  type TablePart,
} from "./graph-part.ts";

/** The typed graph that parts make up: without what is hidden, and without links to that. In the parts' order, removed ones last. */
export function toGraph(parts: readonly GraphPart[]): TypedGraph {
  const shown = shownParts(parts);
  return { bases: shown.bases.map((base) => toBase(base, shown)) };
}

interface ShownParts {
  readonly bases: readonly BasePart[];
  readonly tables: ReadonlyMap<string, readonly TablePart[]>;
  readonly fields: ReadonlyMap<string, readonly FieldPart[]>;
  readonly choices: ReadonlyMap<string, readonly ChoicePart[]>;
  has(baseId: BaseId, id: TableId | FieldId): boolean;
}

function shownParts(parts: readonly GraphPart[]): ShownParts {
  const keys = new Set<string>();
  const bases: BasePart[] = [];
  const tables = new Map<string, TablePart[]>();
  const fields = new Map<string, FieldPart[]>();
  const choices = new Map<string, ChoicePart[]>();
  const ordered = [
    ...parts.filter(({ removedAt }) => removedAt === null),
    ...parts.filter(({ removedAt }) => removedAt !== null),
  ];
  for (const kind of ["BASE", "TABLE", "FIELD", "CHOICE"]) {
    for (const part of ordered) {
      if (part.kind !== kind || part.hidden) continue;
      const parent =
        part.kind === "BASE"
          ? undefined
          : partKey({ baseId: part.baseId, elementId: part.kind === "TABLE" ? part.baseId : part.parentId });
      if (parent !== undefined && !keys.has(parent)) continue;
      keys.add(partKey(part));
      if (part.kind === "BASE") bases.push(part);
      if (part.kind === "TABLE") push(tables, parent ?? "", part);
      if (part.kind === "FIELD") push(fields, parent ?? "", part);
      if (part.kind === "CHOICE") push(choices, parent ?? "", part);
    }
  }
  return { bases, tables, fields, choices, has: (baseId, elementId) => keys.has(partKey({ baseId, elementId })) };
}

function push<Part>(lists: Map<string, Part[]>, key: string, part: Part): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [part]);
  else list.push(part);
}

function toBase(base: BasePart, shown: ShownParts): TypedBase {
  const { baseId: id, label, name, typeName } = base;
  const tables = (shown.tables.get(partKey(base)) ?? []).map((table) => toTable(table, shown));
  return { id, label, name, typeName, tables };
}

function toTable(table: TablePart, shown: ShownParts): TypedTable {
  const { elementId, label, name: many, one, typeName, last, removedAt } = table;
  const fields = (shown.fields.get(partKey(table)) ?? []).map((field) => toField(field, shown));
  return { id: tableId.parse(elementId), label, ...last, typeName, one, many, fields, removed: removedAt !== null };
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
      const { tableId: linked, inverseFieldId } = value;
      if (!shown.has(field.baseId, linked)) return { kind: "list", of: { kind: "scalar", scalar: "ID" } };
      const inverse = inverseFieldId !== null && shown.has(field.baseId, inverseFieldId) ? inverseFieldId : null;
      return { ...value, inverseFieldId: inverse };
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
  const choices = (shown.choices.get(partKey(field)) ?? []).map(toChoice);
  return field.typeName === null ? text : { kind: "enum", typeName: field.typeName, choices };
}

function toChoice({ elementId, label, name, removedAt }: ChoicePart): TypedChoice {
  return { id: elementId.slice(elementId.indexOf("/") + 1), label, name, removed: removedAt !== null };
}
