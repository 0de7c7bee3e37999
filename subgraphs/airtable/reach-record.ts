import { parseGlobalId, type RecordAddress } from "./global-id.ts";
import { listTables } from "./list-tables.ts";
import type { TableModel } from "./models.ts";
import { refusedRows } from "./policies/check-rows.ts";
import { noRecord } from "./policies/denials.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";

/**
 * Where a record is, and the access that it is reached by. Whether it is there, Airtable says when something is done
 * with it; only where data policies restrict the table it is asked before.
 * @param id global
 * @param operation what of the record the caller must be permitted to do
 * @throws AirgraphError NOT_FOUND, the same for another tenant's record, one that the caller may not read, and for an id
 * that can be nobody's; FORBIDDEN
 */
export async function reachRecord(
  airtable: TenantAirtable,
  id: string,
  operation: "READ" | "UPDATE",
): Promise<{ access: AirtableAccess; table: TableModel; row: RecordAddress }> {
  const row = parseGlobalId(id);
  const table = row && (await listTables(airtable, row.baseId)).get(row.tableId);
  if (row === undefined || table === undefined) {
    throw noRecord(id);
  }
  const refusal = (await refusedRows(airtable, table, operation, [row.recordId])).get(row.recordId);
  if (refusal !== undefined) throw refusal;
  return { access: (await reachBase(airtable, row.baseId)).access, table, row };
}
