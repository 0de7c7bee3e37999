import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { BaseId } from "./ids.ts";
import type { FieldModel, TableModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { type AirtableAccess, forAll } from "./upstream/airtable-access.ts";
import type { FieldAnswer, TableAnswer } from "./upstream/answers.ts";

/**
 * The tables of a base by id, in Airtable's order; as Airtable said up to a minute ago, and as data policies leave them to
 * who asks. Whatever is read or written goes by a table of this list, so nothing gets round its `rights`.
 * @throws AirgraphError NOT_FOUND when the tenant has no such base
 */
export async function listTables(airtable: TenantAirtable, baseId: string): Promise<ReadonlyMap<string, TableModel>> {
  const { base, access } = await reachBase(airtable, baseId);
  const tables = await airtable.caches.tables.get(cacheKeyOf(access, base.id), async () => {
    const answered = await airtable.client.listTables(forAll(access), base.id);
    return new Map(answered.map((table) => [table.id, toTable(base.id, table)]));
  });
  return (await airtable.rules()).leave(base.id, tables);
}

function cacheKeyOf({ cacheKey }: AirtableAccess, baseId: BaseId): string {
  return `${cacheKey} ${baseId}`;
}

/** @throws AirgraphError UPSTREAM_UNAVAILABLE when the answer contradicts itself */
export function toTable(baseId: BaseId, answer: TableAnswer): TableModel {
  const { id, name, description, views } = answer;
  const fields = new Map(answer.fields.map((field) => [field.id, toField(field)]));
  const primaryField = fields.get(answer.primaryFieldId);
  if (primaryField === undefined) {
    throw new AirgraphError("UPSTREAM_UNAVAILABLE", `Airtable describes the table ${id} without its primary field.`);
  }
  return {
    baseId,
    id,
    name,
    description: description ?? null,
    fields,
    primaryField,
    views: views.map(({ visibleFieldIds, ...view }) => ({
      ...view,
      visibleFields: visibleFieldIds?.flatMap((fieldId) => fields.get(fieldId) ?? []) ?? null,
    })),
    rights: undefined,
  };
}

export function toField(answer: FieldAnswer): FieldModel {
  return { ...answer, description: answer.description ?? null, options: answer.options ?? null };
}
