import { checkReplace } from "../policies/check-written.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { checkCells } from "./check-cells.ts";
import { checkCount } from "./check-count.ts";
import type { NewRecord } from "./create-records.ts";
import type { KeptLinks } from "./record-write.ts";
import { writeById } from "./write-by-id.ts";
import type { WriteResult } from "./write-result.ts";

/**
 * Updates or replaces up to 1000 records of any tables, each with a result of its own, in the order given.
 * @param given.mode replacing clears every cell that is not named
 * @throws AirgraphError BAD_USER_INPUT for too many records
 */
export async function changeRecords(
  airtable: TenantAirtable,
  given: {
    records: readonly (NewRecord & { readonly id: string; readonly kept?: KeptLinks | undefined })[];
    mode: "update" | "replace";
    typecast: boolean;
  },
): Promise<WriteResult[]> {
  const { records, mode, typecast } = given;
  checkCount("records", records);
  return writeById(airtable, records, {
    operation: "UPDATE",
    writeOf(table, { cells, kept }) {
      if (mode === "replace") checkReplace(table);
      return { fields: checkCells(table, cells, { typecast, operations: ["UPDATE"] }), kept };
    },
    send: async (access, table, writes) => airtable.writer.change(access, table, { typecast, mode }, writes),
  });
}
