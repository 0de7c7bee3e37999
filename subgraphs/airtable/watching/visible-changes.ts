import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { BaseId, RecordId } from "../ids.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import { idsWithin } from "../policies/check-rows.ts";
import { allowedRows } from "../policies/compile-rows.ts";
import { mayReadField } from "../policies/denials.ts";
import { appliesTo } from "../policies/table-rights.ts";
import { withCurrentSchema } from "../reading/with-current-schema.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { ChangedRecord, ChangeEvent } from "./change-events.ts";

/**
 * What of an event its subscriber may know: changes of records that they may read now, and of fields that they may read.
 * A deleted record can't be looked at any more. So where only some may be read, all deletions are told, but not who did it.
 * @throws those of reading records, when it can't be known
 */
export async function visibleChanges(airtable: TenantAirtable, event: ChangeEvent): Promise<ChangeEvent> {
  const { policies } = await airtable.rules();
  const [first] = event.changes;
  if (first === undefined || !policies.some(({ baseId }) => baseId === first.baseId)) return event;
  const tables = await tablesOf(airtable, first.baseId);
  const visible = new Map<ChangedRecord, ChangedRecord>();
  await Promise.all(
    [...new Set(event.changes.map(({ tableId }) => tableId))].map(async (id) => {
      const table = tables.get(id);
      // Hidden, or gone: then whoever may read it is not kept from knowing what happened in it.
      if (table === undefined && policies.some((policy) => appliesTo(policy, "READ", { baseId: first.baseId, id })))
        return;
      const changes = event.changes.filter(({ tableId }) => tableId === id);
      for (const [change, seen] of await visibleIn(airtable, table, changes)) visible.set(change, seen);
    }),
  );
  return { ...event, changes: event.changes.flatMap((change) => visible.get(change) ?? []) };
}

async function tablesOf(airtable: TenantAirtable, baseId: BaseId): Promise<ReadonlyMap<string, TableModel>> {
  try {
    return await listTables(airtable, baseId);
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "NOT_FOUND") return new Map();
    throw error;
  }
}

async function visibleIn(
  airtable: TenantAirtable,
  table: TableModel | undefined,
  changes: readonly ChangedRecord[],
): Promise<readonly (readonly [ChangedRecord, ChangedRecord])[]> {
  if (table?.rights === undefined) return changes.map((change) => [change, change]);
  const { kind } = table.rights.on.READ.rows;
  if (kind === "none") return [];
  const ids = new Set(changes.filter((change) => change.kind !== "DELETED").map(({ recordId }) => recordId));
  const readable = kind === "all" ? ids : await readableOf(airtable, table, [...ids]);
  return changes.flatMap((change): (readonly [ChangedRecord, ChangedRecord])[] => {
    if (change.kind === "DELETED")
      return [[change, kind === "all" ? change : { ...change, source: null, actor: null }]];
    if (!readable.has(change.recordId)) return [];
    const fieldIds = change.fieldIds.filter((id) => table.fields.has(id) && mayReadField(table, { id: id }));
    if (fieldIds.length === 0 && change.fieldIds.length > 0) return [];
    return [[change, { ...change, fieldIds }]];
  });
}

async function readableOf(
  airtable: TenantAirtable,
  table: TableModel,
  ids: readonly RecordId[],
): Promise<ReadonlySet<RecordId>> {
  return withCurrentSchema(airtable, table, async (current) =>
    idsWithin(airtable, current, ids, await allowedRows(airtable, current, "READ")),
  );
}
