import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { RecordAnswer } from "../upstream/answers.ts";
import { scanRecords } from "../upstream/scan-records.ts";
import type { ChosenRecords } from "./chosen-records.ts";

/** Records that one list may be read through for: a thousand calls, some four minutes of a base's whole allowance. */
export const mostScanned = 100_000;

/**
 * All of the records that are meant, a hundred at a time; nothing is kept of them but their ids.
 * @param most records to look at
 * @throws AirgraphError COST_LIMIT_EXCEEDED beyond; TIMEOUT when nobody waits any more; and those of `callAirtable`
 */
export async function* scanChosen(
  airtable: TenantAirtable,
  { table, access, query, keeps }: ChosenRecords,
  most = mostScanned,
): AsyncGenerator<readonly RecordAnswer[]> {
  let left = most;
  const pages = scanRecords({
    list: async ({ offset, pageSize }) => airtable.reads.page(access, table, { ...query, offset, pageSize }),
  });
  for await (const { records, next } of pages) {
    left -= records.length;
    yield keeps === undefined ? records : records.filter(({ id }) => keeps(id));
    if (left <= 0 && next !== undefined) throw tooMany(most);
  }
}

/** How many records are meant, at a call for a hundred. @throws like `scanChosen` */
export async function countChosen(airtable: TenantAirtable, chosen: ChosenRecords): Promise<number> {
  // A record has to be asked for with some cell: its name.
  const { query, table } = chosen;
  const named = { ...query, fields: [table.primaryField.id], recordMetadata: undefined };
  let count = 0;
  for await (const records of scanChosen(airtable, { ...chosen, query: named })) count += records.length;
  return count;
}

export function tooMany(most: number): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `This takes reading more than ${most} records; narrow it by a filter.`,
    {},
  );
}
