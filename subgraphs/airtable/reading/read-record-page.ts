import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { emptyPage, parsePageSize } from "../../../kernel/pagination/page.ts";
import type { ListedPage, RecordModel, TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { type ScanPosition, scanRecords } from "../upstream/scan-records.ts";
import { type ChosenRecords, checkRecordsRequest, chooseRecords, type RecordsRequest } from "./chosen-records.ts";
import { type ListedRecords, readPageCursor, writePageCursor } from "./page-cursor.ts";
import type { CellSelection } from "./record-needs.ts";
import { countChosen, mostScanned, tooMany } from "./scan-chosen.ts";
import { toRecord } from "./to-record.ts";
import { withCurrentSchema } from "./with-current-schema.ts";

/** Whoever may not write formulas has been turned away. */
export interface PageRequest extends RecordsRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  /** What a cursor holds of `where`, which can't be written down: as the caller gave it. */
  readonly whereGiven?: unknown;
  /** Whether it is asked how many records there are in all. */
  readonly total?: boolean | undefined;
}

/**
 * One page of a table, as Airtable pages: the list is as it was when its first page was read.
 * @param selection what is wanted of the records
 * @throws AirgraphError BAD_USER_INPUT naming the argument; FORBIDDEN for the table, or for a field that the request names
 * and the caller may not read; CONFLICT when the cursor's place is lost; COST_LIMIT_EXCEEDED when the page lies behind too
 * many records that only we can tell are not meant; and those of `callAirtable`
 */
export async function readRecordPage(
  airtable: TenantAirtable,
  table: TableModel,
  request: PageRequest,
  selection: CellSelection,
): Promise<ListedPage> {
  const first = parsePageSize(request.first, maximumPageSize);
  checkRecordsRequest(request);
  const { after } = request;
  const list = await listOf(airtable, table, request);
  const from = after == null ? undefined : readPageCursor(after, list);
  return withCurrentSchema(airtable, table, async (current) => {
    const chosen = await chooseRecords(airtable, current, request, selection);
    if (chosen === undefined) return { nodes: [], edges: [], pageInfo: emptyPage(from), totalCount: 0 };
    return readPage(airtable, chosen, { first, from, list, total: request.total === true });
  });
}

/** The list that a page is of. */
export async function listOf(
  airtable: TenantAirtable,
  table: TableModel,
  { filter, search, formula, sort, view, ids, whereGiven }: PageRequest,
): Promise<ListedRecords> {
  const choice: unknown[] = [filter, search, formula, sort, view].map((one) => one ?? null);
  // At the end, and only where they are given: cursors that were written before there were these go on.
  const added = [...(ids == null ? [] : [ids]), ...(whereGiven == null ? [] : [{ where: whereGiven }])];
  // Where policies decide which records there are, a place in the list of others is no place in this one.
  const mark = table.rights === undefined ? undefined : (await airtable.rules()).mark;
  return { chosen: [table.id, ...choice, ...added], mark };
}

/** Pages that are looked through for one of ours, where not all that Airtable answers with is meant. */
export const mostSieved = 50;

interface Listed {
  readonly node: RecordModel;
  readonly position: ScanPosition;
}

async function readPage(
  airtable: TenantAirtable,
  chosen: ChosenRecords,
  { first, from, list, total }: { first: number; from: ScanPosition | undefined; list: ListedRecords; total: boolean },
): Promise<ListedPage> {
  const { table, access, needs, query, keeps } = chosen;
  /** How many there are is known when all have been read: then those of the page come along the way. */
  const countsAll = total && (from === undefined || keeps === undefined);
  const listed: Listed[] = [];
  let seen = from?.count ?? 0;
  let kept = seen;
  let read = 0;
  let isMore = false;
  let uncounted: AirgraphError | undefined;

  const pages = scanRecords({
    list: async ({ offset, pageSize }) => airtable.reads.page(access, table, { ...query, offset, pageSize }),
    pageSize: countsAll || keeps !== undefined ? maximumPageSize : first,
    from,
  });
  for await (const { records, offset, next } of pages) {
    for (const record of records) {
      seen += 1;
      if (keeps?.(record.id) === false) continue;
      kept += 1;
      if (listed.length === first) {
        isMore = true;
        continue;
      }
      const isLast = next !== undefined && record === records.at(-1);
      const place = isLast ? { offset: next, within: false } : { offset, within: true };
      listed.push({ node: toRecord(table, record, needs), position: { ...place, last: record.id, count: seen } });
    }
    if (listed.length === first && !countsAll) {
      // Whether one of those that are left is meant only they tell.
      isMore ||= next !== undefined && keeps === undefined;
      if (isMore) break;
    }
    read += 1;
    if (next === undefined) break;
    if (countsAll && read * maximumPageSize >= mostScanned) {
      uncounted = tooMany(mostScanned);
      isMore = true;
      break;
    }
    if (!countsAll && keeps !== undefined && read === mostSieved) throw tooSparse();
  }
  const cursorOf = ({ position }: Listed) => writePageCursor(position, list);
  const [start, end] = [listed.at(0), listed.at(-1)];
  const isWhole = from === undefined && !isMore;
  return {
    nodes: listed.map(({ node }) => node),
    edges: listed.map((one) => ({ node: one.node, cursor: () => cursorOf(one) })),
    pageInfo: {
      hasNextPage: isMore,
      hasPreviousPage: from !== undefined,
      startCursor: start === undefined ? null : cursorOf(start),
      endCursor: end === undefined || !isMore ? null : cursorOf(end),
    },
    ...(countsAll || isWhole ? { totalCount: uncounted ?? kept } : {}),
    ...(total && !countsAll && !isWhole ? { totalCount: await told(countChosen(airtable, chosen)) } : {}),
  };
}

/** Why a count is not known is told in its place; the page is as good without it. */
export async function told(count: Promise<number>): Promise<number | Error> {
  try {
    return await count;
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
}

export function tooSparse(): AirgraphError {
  const looked = mostSieved * maximumPageSize;
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `Which records meet the filter takes looking at them one by one, and among ${looked} there were not enough for this page: ask for fewer, or narrow the filter by the table's own fields.`,
    { field: "filter" },
  );
}
