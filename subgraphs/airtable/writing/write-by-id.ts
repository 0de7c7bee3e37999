import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseGlobalId, type RecordAddress } from "../global-id.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { WriteOfRecord } from "./record-write.ts";
import { type Checked, checked, writeInTable } from "./write-in-table.ts";
import type { WriteOutcome } from "./write-outcome.ts";
import { refused, type WriteResult } from "./write-result.ts";

/** A record of a mutation, by global id. */
interface Given {
  readonly id: string;
}

export interface WriteById<Item extends Given> {
  readonly operation: "UPDATE" | "DELETE";
  /** @throws AirgraphError BAD_USER_INPUT or FORBIDDEN for that record alone */
  readonly writeOf: (table: TableModel, record: Item) => Omit<WriteOfRecord, "id">;
  readonly send: (
    access: AirtableAccess,
    table: TableModel,
    writes: readonly WriteOfRecord[],
  ) => Promise<readonly WriteOutcome[]>;
}

/** Records of one table that were given, by their place in the mutation. */
type Group<Item> = Map<number, { readonly record: Item; readonly address: RecordAddress }>;

/**
 * Writes records of any tables. What can't be reached, is no record's id or was given before is refused by itself.
 * @returns a result for each record, in their order
 */
export async function writeById<Item extends Given>(
  airtable: TenantAirtable,
  records: readonly Item[],
  { operation, writeOf, send }: WriteById<Item>,
): Promise<WriteResult[]> {
  const { groups, results } = groupByTable(records);
  // Before anything is sent, so that what fails here for all fails before anything has happened.
  const reached = await Promise.all(groups.map(async (group) => ({ group, place: await reach(airtable, group) })));
  await Promise.all(
    reached.map(async ({ group, place }) => {
      const entries = [...group];
      const written = await writeGroup(
        entries.map(([, entry]) => entry),
        place,
      );
      for (const [index, [position]] of entries.entries()) {
        const result = written[index];
        if (result !== undefined) results.set(position, result);
      }
    }),
  );
  return records.map(({ id }, position) => results.get(position) ?? refused(id, noRecord(id)));

  async function writeGroup(
    entries: readonly { record: Item; address: RecordAddress }[],
    place: Place,
  ): Promise<WriteResult[]> {
    if (place instanceof AirgraphError) return entries.map(({ record }) => refused(record.id, place));
    if (place === undefined) return [];
    const { access, table } = place;
    const writes = entries.map(
      ({ record, address }): Checked<WriteOfRecord> =>
        checked(record.id, () => ({ id: address.recordId, ...writeOf(table, record) })),
    );
    try {
      return await writeInTable(airtable, table, writes, {
        operation,
        send: async (checkedWrites) => send(access, table, checkedWrites),
      });
    } catch (error) {
      // Only what must be looked at before anything is sent is thrown; records of other tables are on their way.
      if (error instanceof AirgraphError) return entries.map(({ record }) => refused(record.id, error));
      throw error;
    }
  }
}

function groupByTable<Item extends Given>(
  records: readonly Item[],
): { groups: Group<Item>[]; results: Map<number, WriteResult> } {
  const groups = new Map<string, Group<Item>>();
  const results = new Map<number, WriteResult>();
  const seen = new Set<string>();
  for (const [position, record] of records.entries()) {
    const { id } = record;
    const address = parseGlobalId(id);
    if (address === undefined) {
      results.set(position, refused(id, unacceptable("must be a record's id like app…/tbl…/rec…")));
    } else if (seen.has(id)) {
      results.set(position, refused(id, unacceptable("is given twice; this time it was not written")));
    } else {
      seen.add(id);
      const key = `${address.baseId}/${address.tableId}`;
      const group = groups.get(key) ?? new Map<number, { record: Item; address: RecordAddress }>();
      groups.set(key, group.set(position, { record, address }));
    }
  }
  return { groups: [...groups.values()], results };
}

/** Where a group's records are; why that can't be said; undefined when the base has no such table. */
type Place = { readonly access: AirtableAccess; readonly table: TableModel } | AirgraphError | undefined;

async function reach<Item>(airtable: TenantAirtable, group: Group<Item>): Promise<Place> {
  const [first] = group.values();
  if (first === undefined) return undefined;
  const { baseId, tableId } = first.address;
  try {
    const table = (await listTables(airtable, baseId)).get(tableId);
    return table && { table, access: (await reachBase(airtable, baseId)).access };
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
}

function unacceptable(problem: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `The id ${problem}.`, { field: "id" });
}

function noRecord(id: string): AirgraphError {
  return new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
}
