import { isComputed } from "../filter/field-kind.ts";
import { keyTypes } from "../writing/upsert-records.ts";
import { typeNamesOfChoices } from "./naming/derived-names.ts";
import type { EnumType, ItemType, ScalarName, TypedField, TypedGraph, TypedTable, ValueType } from "./typed-graph.ts";

/*
 * What can be done with a field in a typed graph, by what its values are: told here once for the SDL and for what answers it.
 */

/** The aggregate type of the airtable subgraph's own schema that a field's values come to; undefined where they come to nothing. */
export function aggregateTypeOf({
  value,
}: Pick<TypedField, "value">): "NumberAggregate" | "DateAggregate" | "DateTimeAggregate" | undefined {
  if (value.kind !== "scalar") return undefined;
  switch (value.scalar) {
    case "Float":
    case "Int":
      return "NumberAggregate";
    case "Date":
      return "DateAggregate";
    case "DateTime":
      return "DateTimeAggregate";
    default:
      return undefined;
  }
}

/** Whether records can be grouped by a field: each cell is one value, which can be compared. */
export function isGroupable({ value }: Pick<TypedField, "value">): boolean {
  switch (value.kind) {
    case "scalar":
      return value.scalar !== "JSON";
    case "enum":
      return true;
    case "object":
      return value.type === "Collaborator";
    case "link":
      return value.single;
    case "list":
      return false;
  }
}

/** Whether a list can be in the order of a field. */
export function isSortable({ value }: Pick<TypedField, "value">): boolean {
  return value.kind !== "object" || value.type !== "Button";
}

/** Whether upserts can find a record by a field. */
export function isKey({ type }: Pick<TypedField, "type">): boolean {
  return keyTypes.has(type);
}

/** Whether a field holds links itself, so that linked records can be asked for in filters and written. */
export function isLinkField(field: Pick<TypedField, "type" | "value">): boolean {
  return field.value.kind === "link" && field.type === "multipleRecordLinks";
}

/** The tables of a graph by Airtable's id; several tenants' bases never share one. */
export function tablesById(graph: TypedGraph): ReadonlyMap<string, TypedTable> {
  return new Map(graph.bases.flatMap(({ tables }) => tables.map((table) => [table.id, table] as const)));
}

/** The enum that a field's values are of. */
export function enumOf(value: ValueType): EnumType | undefined {
  const item = value.kind === "list" ? value.of : value;
  return item.kind === "enum" ? item : undefined;
}

/**
 * The input type that says what a field's cells are to be like; it has the operators that filter/ has for such a field. Not for
 * links to tables of the graph, whose filters are those tables'.
 */
export function cellFilterOf({ type, value }: Pick<TypedField, "type" | "value">): string {
  if (type === "multipleRecordLinks") return "LinkedIdsFilter";
  if (value.kind === "link") return "PresenceFilter";
  if (value.kind === "list")
    return type === "multipleLookupValues" ? lookupFilterOf(value.of) : listFilterOf(value.of, type);
  if (value.kind === "enum") return typeNamesOfChoices(value.typeName).filter;
  if (value.kind === "scalar") {
    return value.scalar === "String" && choiceTypes.has(type) ? "ChoiceFilter" : scalarFilters[value.scalar];
  }
  switch (value.type) {
    case "Collaborator":
      // Only who stands in a field of people can be told from others of that name.
      return isComputed({ type }) ? "ChoiceFilter" : "CollaboratorFilter";
    case "Barcode":
    case "AiText":
      return "TextFilter";
    case "Button":
    case "Attachment":
      return "PresenceFilter";
  }
}

const choiceTypes: ReadonlySet<string> = new Set(["singleSelect", "externalSyncSource"]);

const scalarFilters: Readonly<Record<ScalarName, string>> = {
  String: "TextFilter",
  URL: "TextFilter",
  EmailAddress: "TextFilter",
  PhoneNumber: "TextFilter",
  Float: "NumberFilter",
  Int: "NumberFilter",
  Boolean: "BooleanFilter",
  Date: "DateFilter",
  DateTime: "DateTimeFilter",
  ID: "PresenceFilter",
  JSON: "PresenceFilter",
};

function listFilterOf(item: ItemType, type: string): string {
  if (item.kind === "enum") return typeNamesOfChoices(item.typeName).listFilter;
  if (item.kind === "scalar") return item.scalar === "String" ? "ChoicesFilter" : "PresenceFilter";
  if (item.type !== "Collaborator") return "PresenceFilter";
  return isComputed({ type }) ? "ChoicesFilter" : "CollaboratorsFilter";
}

const scalarLookupFilters: Partial<Readonly<Record<ScalarName, string>>> = {
  String: "TextLookupFilter",
  URL: "TextLookupFilter",
  EmailAddress: "TextLookupFilter",
  PhoneNumber: "TextLookupFilter",
  Float: "NumberLookupFilter",
  Int: "NumberLookupFilter",
  Date: "DateLookupFilter",
  DateTime: "DateTimeLookupFilter",
};

function lookupFilterOf(item: ItemType): string {
  if (item.kind === "enum") return typeNamesOfChoices(item.typeName).lookupFilter;
  if (item.kind === "scalar") return scalarLookupFilters[item.scalar] ?? "PresenceFilter";
  switch (item.type) {
    case "Collaborator":
      return "ChoiceLookupFilter";
    case "Barcode":
    case "AiText":
      return "TextLookupFilter";
    case "Button":
    case "Attachment":
      return "PresenceFilter";
  }
}
