import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseGlobalId, type RecordAddress, toGlobalId } from "../global-id.ts";
import type { RecordId } from "../ids.ts";
import { listTables } from "../list-tables.ts";
import type { RecordModel, RecordNeeds, TableModel } from "../models.ts";
import { allowedRows, within } from "../policies/compile-rows.ts";
import { tableDenied } from "../policies/denials.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { type CellSelection, union, worthReading } from "./record-needs.ts";
import type { ReadRecord } from "./shared-reads.ts";
import { toRecord } from "./to-record.ts";
import { withCurrentSchema } from "./with-current-schema.ts";

/** A record, and what is wanted of it. */
export interface WantedRecord {
  /** Global. */
  readonly id: string;
  readonly selection: CellSelection;
}

/**
 * Records by global id, read with ceil(n/100) calls for each table they are in, or fewer where others read the same. All
 * records of a table are asked for whatever is wanted of one of them: a field more costs less than a call more.
 * @returns in the order of `wanted`: the record, null when there is none that the tenant may see, or why it could not be read
 */
export async function readRecordsById(
  airtable: TenantAirtable,
  wanted: readonly WantedRecord[],
): Promise<(RecordModel | Error | null)[]> {
  await airtable.connections(); // A missing connection is an error of every id, not a missing record.
  const found = new Map<string, RecordModel | Error>();
  await Promise.all(groupByTable(wanted).map(async (group) => readGroup(airtable, group, found)));
  return wanted.map(({ id }) => found.get(id) ?? null);
}

/** The records of one table. */
interface Group {
  readonly address: RecordAddress;
  readonly ids: Set<RecordId>;
  readonly selections: Set<CellSelection>;
}

function groupByTable(wanted: readonly WantedRecord[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, selection } of wanted) {
    const address = parseGlobalId(id);
    if (address === undefined) continue;
    const key = `${address.baseId}/${address.tableId}`;
    const group = groups.get(key) ?? { address, ids: new Set(), selections: new Set() };
    groups.set(key, group);
    group.ids.add(address.recordId);
    group.selections.add(selection);
  }
  return [...groups.values()];
}

async function readGroup(
  airtable: TenantAirtable,
  { address, ids, selections }: Group,
  found: Map<string, RecordModel | Error>,
): Promise<void> {
  const failed = (reason: unknown, of: Iterable<RecordId>) => {
    const error = reason instanceof Error ? reason : new Error("reading records failed", { cause: reason });
    for (const recordId of of) found.set(toGlobalId({ ...address, recordId }), error);
  };
  try {
    const known = await tableOf(airtable, address);
    if (known === undefined) return;
    const { table, records } = await withCurrentSchema(airtable, known, async (current) => ({
      table: current,
      records: await readTable(airtable, current, [...ids], [...selections]),
    }));
    for (const [recordId, record] of records) {
      if (record instanceof Error) failed(record, [recordId]);
      else found.set(toGlobalId({ ...address, recordId }), toRecord(table, record.answer, record.read));
    }
  } catch (error) {
    // A table that proved to be gone has no records, as one that never was.
    if (!isNotFound(error) || (await tableOf(airtable, address)) !== undefined) failed(error, ids);
  }
}

/** @throws what all of them failed with; what only some failed with is told in their places */
async function readTable(
  airtable: TenantAirtable,
  table: TableModel,
  ids: readonly RecordId[],
  selections: readonly CellSelection[],
): Promise<ReadonlyMap<RecordId, ReadRecord | Error>> {
  const rows = await allowedRows(airtable, table, "READ");
  if (rows.kind === "none") {
    if (table.rights?.on.READ.rows.kind === "none") throw tableDenied(table, "READ");
    return new Map();
  }
  const { access } = await reachBase(airtable, table.baseId);
  const nothing: RecordNeeds = { fields: new Set(), commentCount: false };
  const needs = selections.map((selection) => worthReading(table, selection)).reduce(union, nothing);
  const records = await airtable.reads.records(access, table, ids, needs, within(undefined, rows));
  const errors = [...records.values()].filter((record) => record instanceof Error);
  if (errors[0] !== undefined && errors.length === ids.length) throw errors[0];
  return records;
}

/** Undefined when the tenant has no such base, or the base no such table. */
async function tableOf(airtable: TenantAirtable, address: RecordAddress): Promise<TableModel | undefined> {
  try {
    return (await listTables(airtable, address.baseId)).get(address.tableId);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof AirgraphError && error.code === "NOT_FOUND";
}
