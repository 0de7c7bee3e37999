import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { toTable } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import { withRights } from "../policies/with-rights.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";
import { newTable } from "./schema-input.ts";

/**
 * Creates a table.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base; CONFLICT for a name that is taken;
 * UPSTREAM_UNAVAILABLE with `outcome: "unknown"` when it is not known whether it was created; those of `callAirtable`
 */
export async function createTable(
  airtable: TenantAirtable & SchemaChangeParts,
  given: { baseId: string; name: string; description?: string | null | undefined; fields: readonly object[] },
): Promise<TableModel> {
  const table = parseInput(newTable, given);
  const { base, access } = await reachBase(airtable, given.baseId);
  const created = toTable(base.id, await airtable.client.createTable(access, base.id, table));
  await announceSchemaChange(airtable, access, { kind: "TABLE_CREATED", baseId: base.id, tableId: created.id });
  return withRights(airtable, created);
}
