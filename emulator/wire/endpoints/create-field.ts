import { freeFieldName, requireFreeFieldName } from "../../schema/free-names.ts";
import { planField } from "../../schema/plan-field.ts";
import { fieldRequest } from "../../schema/written-field.ts";
import { addField } from "../../store/change-schema.ts";
import { fieldResolver } from "../../store/computed-fields.ts";
import { fieldToJson } from "../../store/schema-json.ts";
import { announceSchema } from "../carry-out.ts";
import { parseJsonBody, readParameters, type TableEndpoint } from "../endpoint.ts";

/** `POST /v0/meta/bases/{base}/tables/{table}/fields`; a link makes a field in the linked table too (reference 6). */
export const createField: TableEndpoint = {
  target: "table",
  scope: "schema.bases:write",
  role: "create",
  prepare: (request) => {
    const written = readParameters(parseJsonBody(request), fieldRequest);
    return (call) => {
      const { service, base, table } = call;
      requireFreeFieldName(table, written.name);
      const plan = planField(written, {
        base,
        tableId: table.id,
        tableName: table.name,
        resolveField: fieldResolver(table),
        newId: service.newId,
        createComputedFields: service.switches.createComputedFields,
      });
      const added = [addField(base, table, plan.field)];
      if (plan.inverse !== null) {
        const { table: linked, field } = plan.inverse;
        added.push(addField(base, linked, { ...field, name: freeFieldName(linked, field.name) }));
      }
      announceSchema(
        call,
        added.map((field) => ({ kind: "createdField", field }) as const),
      );
      return fieldToJson(call.reader, table, { ...plan.field, tableId: table.id });
    };
  },
};
