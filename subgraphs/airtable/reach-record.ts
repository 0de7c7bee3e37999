import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseGlobalId, type RecordAddress } from "./global-id.ts";
import { listTables } from "./list-tables.ts";
import type { TableModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { AirtableAccess } from "./upstream/airtable-access.ts";

/**
 * Where a record is, and the access that it is reached by. Whether it is there, Airtable says when something is done
 * with it.
 * @param id global
 * @throws AirgraphError NOT_FOUND, the same for another tenant's record and for an id that can be nobody's
 */
export async function reachRecord(
  airtable: TenantAirtable,
  id: string,
): Promise<{ access: AirtableAccess; table: TableModel; row: RecordAddress }> {
  const row = parseGlobalId(id);
  const table = row && (await listTables(airtable, row.baseId)).get(row.tableId);
  if (row === undefined || table === undefined) {
    throw new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
  }
  return { access: (await reachBase(airtable, row.baseId)).access, table, row };
}
