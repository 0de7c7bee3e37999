import { refusals } from "../../api-error.ts";
import { findField } from "../../store/model.ts";
import { WritePlan } from "../../store/write-plan.ts";
import { carryOut } from "../carry-out.ts";
import { type ApiRequest, requireScope, type TableCall, type TableEndpoint } from "../endpoint.ts";
import { parseCsv } from "../parse-csv.ts";
import { refusedWrite } from "./written-body.ts";

/** Limits of reference 2. */
const mostBytes = 2_000_000;
const mostRows = 10_000;
const mostColumns = 500;

/**
 * `POST /v0/{base}/{table}/sync/{apiEndpointSyncId}` (reference 4.8). The first line names fields, the first column tells
 * which record a line means: one with that value is changed, otherwise one is created. Records that no line means stay.
 */
export const syncCsv: TableEndpoint = {
  target: "table",
  scope: "data.records:write",
  role: "edit",
  refusedAs: ({ table }) => refusedWrite("sync", table),
  prepare: (request) => {
    const [header = [], ...lines] = readCsv(request);
    return (call) => {
      requireScope(call, "schema.bases:write");
      if (call.table.syncId !== request.syncId) throw refusals.modelNotFound();
      if (!call.service.syncCalls.admit(call.base.id)) {
        throw refusals.rateLimited(call.service.switches.burst429Body);
      }
      carryOut({ ...call, author: { source: "sync" } }, planOf(call, header, lines));
      return { success: true };
    };
  },
};

function readCsv(request: ApiRequest): string[][] {
  if (!/^text\/csv\b/i.test(request.contentType ?? "")) throw refusals.unreadableBody();
  if (Buffer.byteLength(request.body) > mostBytes) throw refusals.tooLarge();
  const rows = parseCsv(request.body);
  if (rows === null) throw refusals.unreadableBody();
  const columns = rows[0]?.length ?? 0;
  const even = rows.every((row) => row.length === columns);
  if (columns === 0 || columns > mostColumns || rows.length > mostRows + 1 || !even) throw refusals.invalidRequest();
  return rows;
}

function planOf(call: TableCall, header: readonly string[], lines: readonly string[][]): WritePlan {
  const { reader, table } = call;
  const [key = ""] = header;
  const field = findField(table, key);
  if (field === null) throw refusals.unknownField(key);
  const plan = new WritePlan(reader, call.service.newId, { typecast: true, mayAddChoices: true });
  const known = reader.rowsByText(table, field);
  for (const line of lines) {
    // Cells are texts; an empty one clears.
    const fields = Object.fromEntries(line.map((cell, index) => [header[index] ?? "", cell === "" ? null : cell]));
    const [row] = known.find(line[0] ?? "");
    if (row === undefined) plan.create(table, fields);
    else plan.update(table, row, fields, false);
  }
  return plan;
}
