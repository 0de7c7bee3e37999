import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { findField } from "../find-field.ts";
import { findTable } from "../find-table.ts";
import { toField } from "../list-tables.ts";
import type { FieldModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { touching } from "../writing/touch-base.ts";
import { announceSchemaChange, type SchemaChangeParts } from "./announce-schema-change.ts";
import { fieldChanges } from "./schema-input.ts";

/**
 * Changes a field's name, description or options.
 * @throws AirgraphError BAD_USER_INPUT naming the argument; NOT_FOUND for the base or table; CONFLICT for a name that is
 * taken; and those of `callAirtable`
 */
export async function updateField(
  airtable: TenantAirtable & SchemaChangeParts,
  given: { baseId: string; table: string; field: string } & object,
): Promise<FieldModel> {
  const changes = parseInput(fieldChanges, given);
  const table = await findTable(airtable, given.baseId, given.table);
  const { baseId, id: tableId } = table;
  const { id: fieldId } = findField(table, given.field);
  const { access } = await reachBase(airtable, baseId);
  // Another formula makes other cells.
  const updated = await touching(airtable.reads.touch, baseId, async () =>
    airtable.client.updateField(access, { baseId, tableId, fieldId }, changes),
  );
  await announceSchemaChange(airtable, access, { kind: "FIELD_CHANGED", baseId, tableId, fieldId });
  return toField(updated);
}
