import { z } from "zod";
import type { ResultKind } from "../formula/functions/formula-function.ts";
import type { Json, JsonObject } from "../json.ts";
import type { CellReader } from "./cell-reader.ts";
import type { Computation } from "./computed-fields.ts";
import { formulaById } from "./keep-references-by-id.ts";
import type { Field, Table, View } from "./model.ts";

/** Everything of a base the schema endpoint shows (reference 6). @param visibleFieldIds whether views list their fields */
export function schemaToJson(reader: CellReader, visibleFieldIds: boolean): JsonObject {
  return { tables: [...reader.base.tables.values()].map((table) => tableToJson(reader, table, visibleFieldIds)) };
}

/** A table as the schema endpoint shows it (reference 6). */
export function tableToJson(reader: CellReader, table: Table, visibleFieldIds: boolean): JsonObject {
  return {
    id: table.id,
    name: table.name,
    ...(table.description === undefined ? {} : { description: table.description }),
    primaryFieldId: table.primaryField.id,
    fields: [...table.fields.values()].map((field) => fieldToJson(reader, table, field)),
    views: table.views.map((view) => viewToJson(table, view, visibleFieldIds)),
    ...(table.dateDependencySettings === undefined ? {} : { dateDependencySettings: table.dateDependencySettings }),
  };
}

/** A view as the API shows it (reference 6): its filter and sort are not for clients. */
export function viewToJson(table: Table, view: View, visibleFieldIds: boolean): JsonObject {
  return {
    id: view.id,
    name: view.name,
    type: view.type,
    // Only grid views tell which fields they show.
    ...(visibleFieldIds && view.type === "grid"
      ? { visibleFieldIds: view.visibleFieldIds ?? [...table.fields.keys()] }
      : {}),
  };
}

/** A field as the schema endpoint shows it (reference 6 and 9). */
export function fieldToJson(reader: CellReader, table: Table, field: Field): JsonObject {
  const options = optionsOf(reader, table, field);
  return {
    id: field.id,
    name: field.name,
    type: shownType(field),
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(options === null ? {} : { options }),
  };
}

/** A field's type as Airtable spells it. */
export function shownType(field: Field): string {
  return field.type === "unknown" ? field.options.type : field.type;
}

function optionsOf(reader: CellReader, table: Table, field: Field): JsonObject | null {
  const computation = reader.computed.byId.get(field.id);
  if (computation !== undefined) return computedOptions(reader, table, field, computation);
  if (field.type === "unknown") return jsonObject.safeParse(field.options.options).data ?? null;
  if (field.type === "lastModifiedTime") {
    const { referencedFieldIds: named, result } = field.options;
    const referencedFieldIds = named.filter((id) => table.fields.has(id));
    return toJsonObject({ isValid: referencedFieldIds.length === named.length, referencedFieldIds, result });
  }
  if (field.type === "singleCollaborator" || field.type === "multipleCollaborators") return {};
  return "options" in field ? toJsonObject(field.options) : null;
}

/** Computed fields add whether they work and what comes out. */
function computedOptions(reader: CellReader, table: Table, field: Field, computation: Computation): JsonObject | null {
  const isValid = computation.kind !== "invalid";
  if (field.type === "formula") {
    return {
      formula: formulaById(table, field.options.formula),
      isValid,
      referencedFieldIds: computation.kind === "formula" ? [...computation.fieldIds] : [],
      result: isValid ? resultOf(field, computation) : null,
    };
  }
  if (field.type !== "rollup" && field.type !== "multipleLookupValues" && field.type !== "count") return null;
  // Ids of what was deleted are not told; a field that is no link any more still is.
  const known = (id: string) => (reader.base.fields.has(id) ? id : null);
  const recordLinkFieldId = known(field.options.recordLinkFieldId);
  if (field.type === "count") return { recordLinkFieldId, isValid };
  const path = { recordLinkFieldId, fieldIdInLinkedTable: known(field.options.fieldIdInLinkedTable), isValid };
  if (computation.kind === "lookup") return { ...path, result: valueType(reader, computation.target) };
  const result = isValid ? resultOf(field, computation) : null;
  // The aggregation stays ours: the API does not show it.
  return field.type === "rollup" ? { ...path, referencedFieldIds: [], result } : { ...path, result };
}

/** The type a lookup of the field has: the field's own, or what its computation yields. */
function valueType(reader: CellReader, field: Field): Json {
  const computation = reader.computed.byId.get(field.id);
  if (computation?.kind === "formula" || computation?.kind === "rollup") return resultOf(field, computation);
  if (computation?.kind === "lookup") return valueType(reader, computation.target);
  if (computation !== undefined) return { type: "number", options: { precision: 0 } };
  return "options" in field ? { type: field.type, options: toJsonObject(field.options) } : { type: field.type };
}

/** What the seed says, else what the formula's text tells. */
function resultOf(field: Field, computation: Computation): Json {
  if ((field.type === "formula" || field.type === "rollup") && field.options.result !== undefined) {
    return toJsonObject(field.options.result);
  }
  return inferredResults["yields" in computation ? computation.yields : "any"];
}

const inferredResults: Readonly<Record<ResultKind, Json>> = {
  number: { type: "number", options: { precision: 8 } },
  text: { type: "singleLineText" },
  list: { type: "singleLineText" },
  any: { type: "singleLineText" },
  date: {
    type: "dateTime",
    options: {
      timeZone: "utc",
      dateFormat: { name: "iso", format: "YYYY-MM-DD" },
      timeFormat: { name: "24hour", format: "HH:mm" },
    },
  },
};

const jsonObject = z.record(z.string(), z.json());

/** Options are JSON already but for keys without a value, which JSON does not have. */
function toJsonObject(options: object): JsonObject {
  return jsonObject.parse(JSON.parse(JSON.stringify(options)));
}
