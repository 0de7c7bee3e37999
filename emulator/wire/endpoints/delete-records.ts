import { refusals } from "../../api-error.ts";
import { isId } from "../../identifiers.ts";
import type { JsonObject } from "../../json.ts";
import { carryOutDeletion } from "../carry-out.ts";
import type { TableCall, TableEndpoint } from "../endpoint.ts";
import { listParameter } from "../query-parameters.ts";
import { mostRecords, refusedWrite } from "./written-body.ts";

const access = {
  target: "table",
  scope: "data.records:write",
  role: "edit",
  refusedAs: ({ table }: TableCall) => refusedWrite("delete", table),
} as const;

/** `DELETE /v0/{base}/{table}/{record}` (reference 4.6). */
export const deleteRecord: TableEndpoint = {
  ...access,
  prepare: (request) => (call) => deleteAll(call, [request.recordId])[0] ?? {},
};

/** `DELETE /v0/{base}/{table}?records[]=…`: up to ten, all or nothing (reference 4.6). */
export const deleteRecords: TableEndpoint = {
  ...access,
  queryKeys: ["records"],
  prepare: (request) => {
    const ids = [...new Set(listParameter(request.query, "records"))];
    if (ids.length === 0 || ids.length > mostRecords || ids.some((id) => !isId(id, "rec"))) {
      throw refusals.invalidRecords(`You must provide an array of up to ${mostRecords} record IDs.`);
    }
    return (call) => ({ records: deleteAll(call, ids) });
  },
};

function deleteAll(call: TableCall, ids: readonly string[]): JsonObject[] {
  const rows = ids.map((id) => {
    const row = call.table.rows.get(id);
    if (row === undefined) throw refusals.recordNotFound();
    return row;
  });
  carryOutDeletion(call, call.table, rows);
  return ids.map((id) => ({ id, deleted: true }));
}
