import { freeFieldName, requireFreeTableName } from "../../schema/free-names.ts";
import { planTable, tableRequest } from "../../schema/plan-table.ts";
import { addField, addTable } from "../../store/change-schema.ts";
import { loadTable } from "../../store/load-seed.ts";
import { tableToJson } from "../../store/schema-json.ts";
import { announceSchema } from "../carry-out.ts";
import { type BaseEndpoint, parseJsonBody, readParameters } from "../endpoint.ts";

/** `POST /v0/meta/bases/{base}/tables` (reference 6). */
export const createTable: BaseEndpoint = {
  target: "base",
  scope: "schema.bases:write",
  role: "create",
  prepare: (request) => {
    const written = readParameters(parseJsonBody(request), tableRequest);
    return (call) => {
      const { service, base } = call;
      requireFreeTableName(base, written.name);
      const plan = planTable(written, base, service.newId, service.switches.createComputedFields);
      const table = loadTable(plan.definition);
      addTable(base, table);
      const inverses = plan.inverses.map((inverse) =>
        addField(base, inverse.table, { ...inverse.field, name: freeFieldName(inverse.table, inverse.field.name) }),
      );
      announceSchema(call, [
        { kind: "createdTable", table },
        ...inverses.map((field) => ({ kind: "createdField", field }) as const),
      ]);
      return tableToJson(call.reader, table, false);
    };
  },
};
