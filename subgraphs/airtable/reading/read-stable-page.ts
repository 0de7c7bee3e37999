import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { emptyPage, parsePageSize } from "../../../kernel/pagination/page.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { refuse } from "../filter/refuse.ts";
import { type RecordId, recordId } from "../ids.ts";
import type { ListedPage, TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import type { RecordAnswer } from "../upstream/answers.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { all } from "../upstream/formula.ts";
import { scanRecords } from "../upstream/scan-records.ts";
import { type ChosenRecords, checkRecordsRequest, chooseRecords } from "./chosen-records.ts";
import { type ListedRecords, markOf, parseJson, refuseCursor } from "./page-cursor.ts";
import { isComputedError } from "./read-cells.ts";
import { listOf, mostSieved, type PageRequest, told, tooSparse } from "./read-record-page.ts";
import type { CellSelection } from "./record-needs.ts";
import { countChosen, mostScanned, tooMany } from "./scan-chosen.ts";
import { behind, type KeyValue, type StableOrder, stableOrder } from "./stable-order.ts";
import { toRecord } from "./to-record.ts";
import { withCurrentSchema } from "./with-current-schema.ts";

/** Where a record stands in a stable order. */
interface StablePosition {
  readonly values: readonly KeyValue[];
  readonly id: RecordId;
}

/** Records that are equal in all that a list is ordered by: all of them are read, to put them in the order of their ids. */
const mostEqual = 1_000;

/**
 * One page of a table that begins behind a record's place in the order, and not behind so many records: in the order of the sort
 * and among equals of the ids, whatever is created or deleted before it meanwhile. Airtable keeps nothing for it, so a cursor never
 * ends. Who reads to the end has met each record once that was there all the time, met the filter and kept its place.
 * @param selection what is wanted of the records
 * @throws AirgraphError BAD_USER_INPUT for an order that formulas can't follow; COST_LIMIT_EXCEEDED for more than 1,000 equal
 * records; and those of `readRecordPage`
 */
export async function readStablePage(
  airtable: TenantAirtable,
  table: TableModel,
  request: PageRequest,
  selection: CellSelection,
): Promise<ListedPage> {
  const first = parsePageSize(request.first, maximumPageSize);
  checkRecordsRequest(request);
  const { after } = request;
  const { chosen: given, mark } = await listOf(airtable, table, request);
  return withCurrentSchema(airtable, table, async (current) => {
    const order = stableOrder(current, request.sort);
    const list = { chosen: [given, order.keys.map(({ id, direction }) => [id, direction])], mark };
    const from = after == null ? undefined : readStableCursor(after, list, order);
    const sort = order.keys.map(({ id, direction }) => ({ field: id, direction }));
    const elsewhere = new Set([...(selection.elsewhere ?? []), ...order.keys.map(({ id }) => id)]);
    const chosen = await chooseRecords(airtable, current, { ...request, sort }, { ...selection, elsewhere });
    if (chosen === undefined) return { nodes: [], edges: [], pageInfo: emptyPage(from), totalCount: 0 };
    return readPage(airtable, chosen, { first, order, from, list, total: request.total === true });
  });
}

async function readPage(
  airtable: TenantAirtable,
  chosen: ChosenRecords,
  page: {
    first: number;
    order: StableOrder;
    from: StablePosition | undefined;
    list: ListedRecords;
    total: boolean;
  },
): Promise<ListedPage> {
  const { first, order, from, list, total } = page;
  const { table, needs } = chosen;
  const counter = { count: 0 };
  const countsAll = total && from === undefined;
  const found: RecordAnswer[] = [];
  let isMore = false;
  let uncounted: AirgraphError | undefined;
  for await (const { record, read, rest } of inStableOrder(airtable, chosen, {
    ...page,
    isWhole: countsAll,
    counter,
  })) {
    if (found.length === first) isMore = true;
    else found.push(record);
    if (countsAll && read >= mostScanned && rest !== false) uncounted = tooMany(mostScanned);
    // Whether there is another page is known by the record behind this one, or by Airtable's word that there is one.
    if (found.length === first && rest === true) isMore = true;
    if (uncounted !== undefined || (!countsAll && (isMore || (found.length === first && rest === false)))) break;
  }
  const cursors = found.map((record) => () => writeStableCursor(positionOf(order, record), list));
  const nodes = found.map((record) => toRecord(table, record, needs));
  const isKnown = from === undefined && (countsAll || !isMore);
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursors[index] ?? (() => "") })),
    pageInfo: {
      hasNextPage: isMore,
      hasPreviousPage: from !== undefined,
      startCursor: cursors.at(0)?.() ?? null,
      endCursor: cursors.at(-1)?.() ?? null,
    },
    ...(isKnown ? { totalCount: uncounted ?? counter.count } : {}),
    ...(total && !isKnown ? { totalCount: await told(countChosen(airtable, chosen)) } : {}),
  };
}

interface Ordered {
  readonly record: RecordAnswer;
  /** How many were looked at so far. */
  readonly read: number;
  /** Whether others come behind this one; undefined where that is not known yet. */
  readonly rest: boolean | undefined;
}

/** The records behind a position, equal ones in the order of their ids. */
async function* inStableOrder(
  airtable: TenantAirtable,
  { table, access, query, keeps }: ChosenRecords,
  options: {
    readonly first: number;
    readonly order: StableOrder;
    readonly from: StablePosition | undefined;
    /** Whether all will be read. */
    readonly isWhole: boolean;
    /** Told how many are meant. */
    readonly counter: { count: number };
  },
): AsyncGenerator<Ordered> {
  const { first, order, from, isWhole, counter } = options;
  const terms = [query.filterByFormula, from && behind(order, from.values)].filter((term) => term !== undefined);
  const asked = { ...query, filterByFormula: terms.length === 0 ? undefined : all(terms) };
  /** Whether each record that Airtable answers with is one of the page. */
  const isExact = order.isUnique && keeps === undefined;
  const pages = scanRecords({
    list: async ({ offset, pageSize }) => airtable.reads.page(access, table, { ...asked, offset, pageSize }),
    pageSize: isExact && !isWhole ? first : maximumPageSize,
  });
  const startText = from && JSON.stringify(from.values);
  let equals: RecordAnswer[] = [];
  let equalText = "";
  let read = 0;

  function* settle(rest?: boolean): Generator<Ordered> {
    const sorted = equals
      .filter(({ id }) => from === undefined || equalText !== startText || id > from.id)
      .sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const record of sorted) yield { record, read, rest: record === sorted.at(-1) ? rest : undefined };
    equals = [];
  }

  for await (const { records, next } of pages) {
    for (const record of records) {
      read += 1;
      if (keeps?.(record.id) === false) continue;
      counter.count += 1;
      checkKeys(table, order, record);
      const text = order.isUnique ? record.id : JSON.stringify(positionOf(order, record).values);
      if (text !== equalText) yield* settle();
      equalText = text;
      equals.push(record);
      if (equals.length > mostEqual) throw tooManyEqual();
    }
    if (order.isUnique) yield* settle(isExact ? next !== undefined : undefined);
    if (!isWhole && keeps !== undefined && read >= mostSieved * maximumPageSize && next !== undefined)
      throw tooSparse();
  }
  yield* settle(false);
}

/** Where Airtable puts what it could not compute, an infinite number say, nobody knows. */
function checkKeys(table: TableModel, { keys }: StableOrder, { fields }: RecordAnswer): void {
  for (const { id } of keys) {
    if (!isComputedError(fields[id])) continue;
    const name = JSON.stringify(table.fields.get(id)?.name ?? id);
    throw refuse(
      "sort",
      `with paging STABLE a list can't be ordered by ${name}, of which Airtable could not compute every cell`,
    );
  }
}

function positionOf({ keys }: StableOrder, { id, fields }: RecordAnswer): StablePosition {
  return { id, values: keys.map((key) => key.valueOf(fields[key.id])) };
}

const written = z.tuple([z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])), recordId, z.string()]);

function writeStableCursor({ values, id }: StablePosition, list: ListedRecords): string {
  return writeCursor("stable", JSON.stringify([values, id, markOf(list, [values, id])]));
}

/** @throws AirgraphError BAD_USER_INPUT when it is no cursor, or that of another list */
function readStableCursor(cursor: string, list: ListedRecords, { keys }: StableOrder): StablePosition {
  const parsed = written.safeParse(parseJson(readCursor("stable", cursor)));
  if (!parsed.success) throw refuseCursor("malformed");
  const [values, id, mark] = parsed.data;
  if (mark !== markOf(list, [values, id]) || values.length !== keys.length) throw refuseCursor("other list");
  return { values, id };
}

function tooManyEqual(): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `More than ${mostEqual} records are equal in all that the list is ordered by, so that pages can't go on within them; order it by one more field, or use paging SNAPSHOT.`,
    { field: "sort" },
  );
}
