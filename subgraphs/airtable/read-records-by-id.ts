import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseGlobalId, type RecordAddress } from "./global-id.ts";
import type { RecordId } from "./ids.ts";
import { listTables } from "./list-tables.ts";
import type { RecordModel, TableModel } from "./models.ts";
import { reachBase } from "./reach-base.ts";
import type { TenantAirtable } from "./tenant-airtable.ts";
import { toRecord } from "./to-record.ts";
import { maximumPageSize } from "./upstream/calls/records.ts";
import { hasRecordId } from "./upstream/formula.ts";

/**
 * Records by global id, read with ceil(n/100) calls for each table they are in.
 * @param ids each of them once
 * @returns in the order of `ids`: the record, null when there is none that the tenant may see, or why it could not be read
 */
export async function readRecordsById(
  airtable: TenantAirtable,
  ids: readonly string[],
): Promise<(RecordModel | Error | null)[]> {
  await airtable.connections(); // A missing connection is an error of every id, not a missing record.
  const found = new Map<string, RecordModel | Error>();
  await Promise.all(groupByTable(ids).map(async (group) => readGroup(airtable, group, found)));
  return ids.map((id) => found.get(id) ?? null);
}

/** The records of one table, by global id. */
type Group = ReadonlyMap<string, RecordAddress>;

function groupByTable(ids: readonly string[]): Group[] {
  const groups = new Map<string, Map<string, RecordAddress>>();
  for (const id of ids) {
    const address = parseGlobalId(id);
    if (address === undefined) continue;
    const key = `${address.baseId}/${address.tableId}`;
    const group = groups.get(key) ?? new Map<string, RecordAddress>();
    groups.set(key, group.set(id, address));
  }
  return [...groups.values()];
}

async function readGroup(
  airtable: TenantAirtable,
  group: Group,
  found: Map<string, RecordModel | Error>,
): Promise<void> {
  const entries = [...group];
  try {
    const table = await tableOf(airtable, entries[0]?.[1]);
    if (table === undefined) return;
    // A page holds at most 100 records, so a longer formula saves no call and a shorter one wastes some.
    await Promise.all(chunk(entries, maximumPageSize).map(async (part) => readChunk(airtable, table, part, found)));
  } catch (error) {
    for (const [id] of entries) found.set(id, asError(error));
  }
}

/** One call; its failure is that of its own records only. */
async function readChunk(
  airtable: TenantAirtable,
  table: TableModel,
  part: readonly (readonly [string, RecordAddress])[],
  found: Map<string, RecordModel | Error>,
): Promise<void> {
  const wanted: RecordId[] = part.map(([, { recordId }]) => recordId);
  try {
    const { access } = await reachBase(airtable, table.baseId);
    const { records } = await airtable.client.listRecords(
      access,
      { baseId: table.baseId, tableId: table.id },
      { pageSize: maximumPageSize, filterByFormula: hasRecordId(wanted) },
    );
    for (const answer of records) {
      const record = toRecord(table, answer);
      found.set(record.id, record);
    }
  } catch (error) {
    for (const [id] of part) found.set(id, asError(error));
  }
}

/** Undefined when the tenant has no such base, or the base no such table. */
async function tableOf(airtable: TenantAirtable, address: RecordAddress | undefined): Promise<TableModel | undefined> {
  if (address === undefined) return undefined;
  try {
    return (await listTables(airtable, address.baseId)).get(address.tableId);
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error("reading records failed", { cause: error });
}
