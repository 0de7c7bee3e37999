import { findBase } from "./find-base.ts";
import type { BaseId } from "./ids.ts";
import type { TableModel } from "./models.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import type { TableAnswer } from "./upstream/answers.ts";

/**
 * The tables of a base by id, in Airtable's order; as Airtable said up to a minute ago.
 * @throws AirgraphError NOT_FOUND when the tenant has no such base
 */
export async function listTables(airtable: TenantAirtable, baseId: string): Promise<ReadonlyMap<string, TableModel>> {
  const { id } = await findBase(airtable, baseId);
  const opened = await airtable.access();
  return airtable.caches.tables.get(`${opened.cacheKey} ${id}`, async () => {
    const tables = await airtable.client.listTables(opened, id);
    return new Map(tables.map((table) => [table.id, toTable(id, table)]));
  });
}

function toTable(baseId: BaseId, { id, name, description, fields }: TableAnswer): TableModel {
  return {
    baseId,
    id,
    name,
    description: description ?? null,
    fields: new Map(
      fields.map((field) => [
        field.id,
        { ...field, description: field.description ?? null, options: field.options ?? null },
      ]),
    ),
  };
}
