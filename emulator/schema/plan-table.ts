import { z } from "zod";
import { refusals } from "../api-error.ts";
import type { IdSource } from "../identifiers.ts";
import type { FieldDefinition } from "../seed/field-schema.ts";
import type { ParsedSeed } from "../seed/seed.ts";
import type { Base } from "../store/model.ts";
import { requireDistinctFieldNames } from "./free-names.ts";
import { type InverseField, planField } from "./plan-field.ts";
import { description, fieldRequest } from "./written-field.ts";

/** A name of a base or table: something is left when it is trimmed. */
export const trimmedName = z
  .string()
  .transform((name) => name.trim())
  .refine((name) => name !== "");

/** A table as a request writes it. Further keys, such as `primaryFieldId`, are refused. */
export const tableRequest = z.strictObject({
  name: trimmedName,
  description: description.optional(),
  fields: z.array(fieldRequest).min(1),
});

/** Types a primary field may have (reference 6). */
export const primaryCapable: ReadonlySet<string> = new Set<string>([
  "singleLineText",
  "multilineText",
  "date",
  "dateTime",
  "phoneNumber",
  "email",
  "url",
  "number",
  "currency",
  "percent",
  "duration",
  "autoNumber",
  "barcode",
  "formula",
]);

interface PlannedTable {
  readonly definition: ParsedSeed["bases"][number]["tables"][number];
  readonly inverses: readonly InverseField[];
}

/**
 * Works out what a request for a table would add: the table with a view "Grid view", and a field in every table it
 * links to.
 *
 * @param base null while the base itself is being created
 * @throws ApiError 422 for names, types and options
 */
export function planTable(
  request: z.output<typeof tableRequest>,
  base: Base | null,
  newId: IdSource,
  createComputedFields: boolean,
): PlannedTable {
  const { name, description: words } = request;
  requireDistinctFieldNames(request.fields.map((field) => field.name));
  const [first] = request.fields;
  if (first === undefined) throw refusals.invalidRequest();
  if (!primaryCapable.has(first.type)) {
    throw refusals.unsupportedFieldType(name, first.name, `a primary field of type ${first.type}`);
  }
  const tableId = newId("tbl");
  const fields: FieldDefinition[] = [];
  const inverses: InverseField[] = [];
  // A formula may name the fields written before it.
  const idsByName = new Map<string, string>();
  const resolveField = (reference: string) => idsByName.get(reference.toLowerCase()) ?? null;
  for (const field of request.fields) {
    const plan = planField(field, { base, tableId, tableName: name, resolveField, newId, createComputedFields });
    fields.push(plan.field);
    if (plan.inverse !== null) inverses.push(plan.inverse);
    idsByName.set(field.name.toLowerCase(), plan.field.id);
  }
  return {
    definition: {
      id: tableId,
      name,
      ...(words ? { description: words } : {}),
      primaryFieldId: fields[0]?.id ?? "",
      fields,
      views: [{ id: newId("viw"), name: "Grid view", type: "grid", sort: [] }],
      records: [],
    },
    inverses,
  };
}
