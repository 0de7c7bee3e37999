import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { listTables } from "./list-tables.ts";
import type { TableModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";

/**
 * A table by id or name.
 * @throws AirgraphError NOT_FOUND when there is no such base or table
 */
export async function findTable(airtable: TenantAirtable, baseId: string, key: string): Promise<TableModel> {
  const tables = await listTables(airtable, baseId);
  const table = tables.get(key) ?? [...tables.values()].find(({ name }) => name === key);
  if (table === undefined)
    throw new AirgraphError("NOT_FOUND", `The base ${baseId} has no table ${JSON.stringify(key)}.`);
  return table;
}
