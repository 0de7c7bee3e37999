import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { requireFreeTableName } from "../../schema/free-names.ts";
import { trimmedName } from "../../schema/plan-table.ts";
import { description } from "../../schema/written-field.ts";
import { fieldId } from "../../seed/field-schema.ts";
import { describeTable } from "../../store/change-schema.ts";
import type { Table } from "../../store/model.ts";
import { tableToJson } from "../../store/schema-json.ts";
import { announceSchema } from "../carry-out.ts";
import { parseJsonBody, readParameters, type TableEndpoint } from "../endpoint.ts";

const dateDependencySettings = z.strictObject({
  isEnabled: z.boolean(),
  startDateFieldId: fieldId,
  endDateFieldId: fieldId,
  durationFieldId: fieldId,
  predecessorFieldId: fieldId.nullish(),
  shouldSkipWeekendsAndHolidays: z.boolean().default(false),
  holidays: z.array(z.iso.date()).default([]),
  reschedulingMode: z.enum(["flexible", "fixed", "none"]).default("none"),
});

const body = z
  .strictObject({
    name: trimmedName.optional(),
    description: description.optional(),
    dateDependencySettings: dateDependencySettings.optional(),
  })
  .refine((change) => Object.keys(change).length > 0);

/** `PATCH /v0/meta/bases/{base}/tables/{table}` (reference 6). */
export const updateTable: TableEndpoint = {
  target: "table",
  scope: "schema.bases:write",
  role: "create",
  prepare: (request) => {
    const { name, description: words, dateDependencySettings: settings } = readParameters(parseJsonBody(request), body);
    return (call) => {
      const { base, table } = call;
      if (name !== undefined) requireFreeTableName(base, name, table.id);
      if (settings !== undefined) requireOwnFields(table, settings);
      const previous = { name: table.name, description: table.description };
      describeTable(table, {
        ...(name === undefined ? {} : { name }),
        ...(words === undefined ? {} : { description: words || undefined }),
        ...(settings === undefined
          ? {}
          : { dateDependencySettings: { ...settings, predecessorFieldId: settings.predecessorFieldId ?? null } }),
      });
      announceSchema(call, [{ kind: "changedTable", table, previous }]);
      return tableToJson(call.reader, table, false);
    };
  },
};

function requireOwnFields(table: Table, settings: z.output<typeof dateDependencySettings>): void {
  const { startDateFieldId, endDateFieldId, durationFieldId, predecessorFieldId } = settings;
  for (const id of [startDateFieldId, endDateFieldId, durationFieldId, predecessorFieldId]) {
    if (id !== undefined && id !== null && !table.fields.has(id)) throw refusals.unknownField(id);
  }
}
