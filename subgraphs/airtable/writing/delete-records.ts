import type { TenantAirtable } from "../tenant-airtable.ts";
import { checkCount } from "./check-count.ts";
import { writeById } from "./write-by-id.ts";
import type { WriteResult } from "./write-result.ts";

/**
 * Deletes up to 1000 records of any tables, each with a result of its own, in the order given.
 * @throws AirgraphError BAD_USER_INPUT for too many records
 */
export async function deleteRecords(airtable: TenantAirtable, ids: readonly string[]): Promise<WriteResult[]> {
  checkCount("ids", ids);
  const records = ids.map((id) => ({ id }));
  return writeById(airtable, records, {
    operation: "DELETE",
    writeOf: () => ({ fields: {} }),
    send: async (access, table, writes) => airtable.writer.delete(access, table, {}, writes),
  });
}
