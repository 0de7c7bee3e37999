import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { requireFreeFieldName } from "../../schema/free-names.ts";
import { readFormula } from "../../schema/plan-field.ts";
import { description } from "../../schema/written-field.ts";
import { replaceField } from "../../store/change-schema.ts";
import { fieldResolver } from "../../store/computed-fields.ts";
import type { Field, Table } from "../../store/model.ts";
import { fieldToJson } from "../../store/schema-json.ts";
import { announceSchema } from "../carry-out.ts";
import { parseJsonBody, readParameters, type TableEndpoint } from "../endpoint.ts";

const body = z
  .strictObject({
    name: z
      .string()
      .transform((name) => name.trim())
      .optional(),
    description: description.optional(),
    // No other option can be changed: live Airtable refuses choices and the links' preference alike.
    options: z.strictObject({ formula: z.string() }).optional(),
  })
  .refine((change) => Object.keys(change).length > 0);

/** `PATCH /v0/meta/bases/{base}/tables/{table}/fields/{field}`: name, description, a formula's text (reference 6). */
export const updateField: TableEndpoint = {
  target: "table",
  scope: "schema.bases:write",
  role: "create",
  prepare: (request) => {
    const change = readParameters(parseJsonBody(request), body);
    return (call) => {
      const { base, table } = call;
      const old = table.fields.get(request.fieldKey);
      if (old === undefined) throw refusals.modelNotFound();
      if (change.name !== undefined) requireFreeFieldName(table, change.name, old.id);
      const field: Field = {
        ...withFormula(table, old, change.options?.formula),
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.description === undefined ? {} : { description: change.description || undefined }),
      };
      replaceField(base, field);
      announceSchema(call, [{ kind: "changedField", field, previous: old }]);
      return fieldToJson(call.reader, table, field);
    };
  },
};

function withFormula(table: Table, field: Field, formula: string | undefined): Field {
  if (formula === undefined) return field;
  if (field.type !== "formula") throw refusals.invalidRequest();
  return { ...field, options: { formula: readFormula(formula, fieldResolver(table)) } };
}
