import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";

/**
 * A table as Airtable answered a change of it, with the rights of who made the change: its records can be asked for in the
 * same breath. To be called when the former schema has been forgotten.
 * @throws AirgraphError NOT_FOUND when the table, though changed, is hidden from them
 */
export async function withRights(airtable: TenantAirtable, answered: TableModel): Promise<TableModel> {
  if ((await airtable.rules()).policies.length === 0) return answered;
  const left = (await listTables(airtable, answered.baseId)).get(answered.id);
  if (left !== undefined) return left;
  throw new AirgraphError("NOT_FOUND", `The base ${answered.baseId} has no table that you may read by that name.`);
}
