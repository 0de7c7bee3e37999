import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { findField } from "./find-field.ts";
import { findTable } from "./find-table.ts";
import type { RecordModel, TableModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { toRecord } from "./to-record.ts";

/**
 * Creates one record.
 * @throws AirgraphError NOT_FOUND for the base or table; BAD_USER_INPUT for a field or value; UPSTREAM_UNAVAILABLE with
 * `outcome: "unknown"` when it is not known whether the record was created; and those of `callAirtable`
 */
export async function createRecord(
  airtable: TenantAirtable,
  given: { baseId: string; table: string; cells: Readonly<Record<string, unknown>>; typecast: boolean },
): Promise<RecordModel> {
  const table = await findTable(airtable, given.baseId, given.table);
  const fields = keyById(table, given.cells);
  const { access } = await reachBase(airtable, table.baseId);
  const answer = await airtable.client.createRecords(access, { baseId: table.baseId, tableId: table.id }, () => ({
    records: [{ fields }],
    typecast: given.typecast,
  }));
  const created = answer?.records[0];
  if (created === undefined) throw new Error("Airtable answered a create without the record");
  return toRecord(table, created);
}

function keyById(table: TableModel, cells: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(cells)) {
    const { id, name } = findField(table, key);
    if (id in fields) {
      throw new AirgraphError("BAD_USER_INPUT", `The field ${JSON.stringify(name)} is given twice.`, { field: name });
    }
    fields[id] = value;
  }
  return fields;
}
