import { findTable } from "../find-table.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { checkCells } from "./check-cells.ts";
import { checkCount } from "./check-count.ts";
import { checked, writeInTable } from "./write-in-table.ts";
import type { WriteResult } from "./write-result.ts";

/** Cells by field name or id. */
export interface NewRecord {
  readonly cells: Readonly<Record<string, unknown>>;
}

/**
 * Creates up to 1000 records in one table, each with a result of its own, in the order given.
 * @throws AirgraphError NOT_FOUND for the base or table; BAD_USER_INPUT for too many records; those of `callAirtable`
 * when the base can't be looked at
 */
export async function createRecords(
  airtable: TenantAirtable,
  given: { baseId: string; table: string; records: readonly NewRecord[]; typecast: boolean },
): Promise<WriteResult[]> {
  const { records, typecast } = given;
  checkCount("records", records);
  const table = await findTable(airtable, given.baseId, given.table);
  const { access } = await reachBase(airtable, table.baseId);
  const how = { typecast, operations: ["CREATE"] } as const;
  return writeInTable(
    airtable,
    table,
    records.map(({ cells }) => checked(null, () => ({ fields: checkCells(table, cells, how) }))),
    { operation: "CREATE", send: async (writes) => airtable.writer.create(access, table, { typecast }, writes) },
  );
}
