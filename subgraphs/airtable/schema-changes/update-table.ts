import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { findTable } from "../find-table.ts";
import { toTable } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import { withRights } from "../policies/with-rights.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";
import { tableChanges } from "./schema-input.ts";

/**
 * Changes a table's name or description.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base or table; CONFLICT for a name that is
 * taken; and those of `callAirtable`
 */
export async function updateTable(
  airtable: TenantAirtable & SchemaChangeParts,
  given: {
    baseId: string;
    table: string;
    name?: string | null | undefined;
    description?: string | null | undefined;
  },
): Promise<TableModel> {
  const changes = parseInput(tableChanges, given);
  const { baseId, id: tableId } = await findTable(airtable, given.baseId, given.table);
  const { access } = await reachBase(airtable, baseId);
  const updated = toTable(baseId, await airtable.client.updateTable(access, { baseId, tableId }, changes));
  await announceSchemaChange(airtable, access, { kind: "TABLE_CHANGED", baseId, tableId });
  return withRights(airtable, updated);
}
