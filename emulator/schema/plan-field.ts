import { refusals } from "../api-error.ts";
import { compileFormula, type FieldResolver } from "../formula/compile.ts";
import { InvalidFormulaError } from "../formula/invalid-formula-error.ts";
import { parseFormula } from "../formula/parse.ts";
import { referenceFieldsById } from "../formula/reference-by-id.ts";
import type { IdSource } from "../identifiers.ts";
import type { FieldDefinition } from "../seed/field-schema.ts";
import type { Base, Table } from "../store/model.ts";
import { unreachable } from "../unreachable.ts";
import { type FieldRequest, readOptions } from "./written-field.ts";

interface Place {
  /** Null while the base itself is being created: nothing can be linked to yet. */
  readonly base: Base | null;
  readonly tableId: string;
  readonly tableName: string;
  /** Resolves the field names in a formula of the table. */
  readonly resolveField: FieldResolver;
  readonly newId: IdSource;
  readonly createComputedFields: boolean;
}

/** The other side of a new link; its name still gives way to the fields there are. */
export interface InverseField {
  readonly table: Table;
  readonly field: FieldDefinition;
}

/** A new field, and the one that a link makes in the linked table (reference 6). */
interface PlannedField {
  readonly field: FieldDefinition;
  readonly inverse: InverseField | null;
}

/**
 * Works out what a request for a field would add, without adding it.
 *
 * @throws ApiError 422 UNSUPPORTED_FIELD_TYPE_FOR_CREATE or INVALID_FIELD_TYPE_OPTIONS_FOR_CREATE
 */
export function planField(request: FieldRequest, place: Place): PlannedField {
  const written = readOptions(request, place.tableName, place.createComputedFields);
  const { name, description } = request;
  const named = { id: place.newId("fld"), name, ...(description ? { description } : {}) };
  const alone = (field: FieldDefinition): PlannedField => ({ field, inverse: null });
  switch (written.type) {
    case "singleSelect":
    case "multipleSelects": {
      const choices = written.options.choices.map((choice) => ({ ...choice, id: place.newId("sel") }));
      return alone({ ...named, type: written.type, options: { choices } });
    }
    case "multipleAttachments":
      return alone({ ...named, type: written.type, options: { isReversed: false } });
    case "multipleRecordLinks":
      return planLink(named, written.options, place);
    case "formula":
      return alone({
        ...named,
        type: "formula",
        options: { formula: readFormula(written.options.formula, place.resolveField) },
      });
    case "singleLineText":
    case "multilineText":
    case "richText":
    case "email":
    case "url":
    case "phoneNumber":
    case "barcode":
    case "singleCollaborator":
    case "multipleCollaborators":
    case "number":
    case "percent":
    case "currency":
    case "duration":
    case "rating":
    case "checkbox":
    case "date":
    case "dateTime":
    case "rollup":
    case "multipleLookupValues":
    case "count":
      return alone({ ...named, ...written });
  }
  return unreachable(written);
}

/** A formula with ids for names. @throws ApiError 422 when it does not compile */
export function readFormula(text: string, resolveField: FieldResolver): string {
  try {
    compileFormula(parseFormula(text), { resolveField });
    return referenceFieldsById(text, resolveField);
  } catch (error) {
    if (error instanceof InvalidFormulaError) throw refusals.invalidFieldOptions(error.message);
    throw error;
  }
}

function planLink(
  named: { readonly id: string; readonly name: string; readonly description?: string },
  options: { readonly linkedTableId: string; readonly viewIdForRecordSelection?: string | undefined },
  place: Place,
): PlannedField {
  const { linkedTableId, viewIdForRecordSelection: viewId } = options;
  const linked = place.base?.tables.get(linkedTableId);
  if (linked === undefined) throw refusals.invalidFieldOptions(`Table ${linkedTableId} does not exist in this base`);
  if (viewId !== undefined && !linked.views.some(({ id }) => id === viewId)) {
    throw refusals.invalidFieldOptions(`View ${viewId} does not exist in table ${linkedTableId}`);
  }
  const link = (from: string, inverseLinkFieldId: string | null) => ({
    linkedTableId: from,
    isReversed: false,
    prefersSingleRecordLink: false,
    ...(inverseLinkFieldId === null ? {} : { inverseLinkFieldId }),
  });
  // A link within one table has no other side of its own.
  const inverseId = linkedTableId === place.tableId ? null : place.newId("fld");
  const field: FieldDefinition = {
    ...named,
    type: "multipleRecordLinks",
    options: {
      ...link(linkedTableId, inverseId),
      ...(viewId === undefined ? {} : { viewIdForRecordSelection: viewId }),
    },
  };
  if (inverseId === null) return { field, inverse: null };
  return {
    field,
    inverse: {
      table: linked,
      field: {
        id: inverseId,
        name: place.tableName,
        type: "multipleRecordLinks",
        options: link(place.tableId, named.id),
      },
    },
  };
}
