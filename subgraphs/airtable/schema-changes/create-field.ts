import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { findTable } from "../find-table.ts";
import { toField } from "../list-tables.ts";
import type { FieldModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";
import { newField } from "./schema-input.ts";

/**
 * Creates a field; a link field gets its counterpart in the other table.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base or table; CONFLICT for a name that is
 * taken; UPSTREAM_UNAVAILABLE with `outcome: "unknown"` when it is not known whether it was created; those of
 * `callAirtable`
 */
export async function createField(
  airtable: TenantAirtable & SchemaChangeParts,
  given: { baseId: string; table: string } & object,
): Promise<FieldModel> {
  const field = parseInput(newField, given);
  const { baseId, id: tableId } = await findTable(airtable, given.baseId, given.table);
  const { access } = await reachBase(airtable, baseId);
  const created = toField(await airtable.client.createField(access, { baseId, tableId }, field));
  await announceSchemaChange(airtable, access, { kind: "FIELD_CREATED", baseId, tableId, fieldId: created.id });
  return created;
}
