import { findTable } from "../find-table.ts";
import type { RecordModel } from "../models.ts";
import { refusedWrites } from "../policies/admit-writes.ts";
import { reachBase } from "../reach-base.ts";
import { toRecord } from "../reading/to-record.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { checkCells } from "./check-cells.ts";
import type { NewRecord } from "./create-records.ts";

/**
 * Creates one record.
 * @throws AirgraphError NOT_FOUND for the base or table; BAD_USER_INPUT for a field or value; FORBIDDEN by a data policy;
 * UPSTREAM_UNAVAILABLE with `outcome: "unknown"` when it is not known whether the record was created; and those of
 * `callAirtable`
 */
export async function createRecord(
  airtable: TenantAirtable,
  given: NewRecord & { baseId: string; table: string; typecast: boolean },
): Promise<RecordModel> {
  const { cells, typecast } = given;
  const table = await findTable(airtable, given.baseId, given.table);
  const write = { fields: checkCells(table, cells, { typecast, operations: ["CREATE"] }) };
  const refusal = (await refusedWrites(airtable, table, "CREATE", [write])).get(write);
  if (refusal !== undefined) throw refusal;
  const { access } = await reachBase(airtable, table.baseId);
  const [written] = await airtable.writer.create(access, table, { typecast }, [write]);
  switch (written?.outcome) {
    case "CREATED":
      return toRecord(table, written.record);
    case "FAILED":
    case "UNKNOWN":
      throw written.error;
    case "UPDATED":
    case "DELETED":
    case undefined:
      throw new Error("a record that was to be created was not");
  }
}
