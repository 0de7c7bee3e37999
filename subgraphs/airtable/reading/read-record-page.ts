import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { emptyPage, parsePageSize } from "../../../kernel/pagination/page.ts";
import { compileRecordChoice } from "../filter/compile-record-choice.ts";
import type { FilterInput } from "../filter/filter-input.ts";
import type { FieldModel, RecordModel, RecordPage, TableModel } from "../models.ts";
import { allowedRows, within } from "../policies/compile-rows.ts";
import { checkReadAsText, findReadableField, tableDenied } from "../policies/denials.ts";
import { reachBase } from "../reach-base.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { maximumPageSize } from "../upstream/calls/records.ts";
import { type ScanPosition, scanRecords } from "../upstream/scan-records.ts";
import { type ListedRecords, readPageCursor, writePageCursor } from "./page-cursor.ts";
import { type CellSelection, toQuery, worthReading } from "./record-needs.ts";
import { toRecord } from "./to-record.ts";
import { withCurrentSchema } from "./with-current-schema.ts";

export interface PageRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly filter?: FilterInput | null | undefined;
  readonly search?: string | null | undefined;
  /** Whoever may not write formulas has been turned away. */
  readonly formula?: string | null | undefined;
  readonly sort?: readonly { readonly field: string; readonly direction: "asc" | "desc" }[] | null | undefined;
  readonly view?: string | null | undefined;
  /** Global ids. */
  readonly ids?: readonly string[] | null | undefined;
}

const input = z.object({
  sort: z.array(z.unknown()).max(10, "must name at most 10 fields").nullish(),
  view: z.string().min(1, "must not be empty").max(255, "must be an id or a name").nullish(),
});

/**
 * One page of a table.
 * @param selection what is wanted of the records
 * @throws AirgraphError BAD_USER_INPUT naming the argument; FORBIDDEN for the table, or for a field that the request names
 * and the caller may not read; CONFLICT when the cursor's place is lost, and those of `callAirtable`
 */
export async function readRecordPage(
  airtable: TenantAirtable,
  table: TableModel,
  request: PageRequest,
  selection: CellSelection,
): Promise<RecordPage> {
  const first = parsePageSize(request.first, maximumPageSize);
  parseInput(input, request);
  const { after, filter, search, formula, sort, view, ids } = request;
  const choice: unknown[] = [filter, search, formula, sort, view].map((one) => one ?? null);
  // At the end, and only where they are given: cursors that were written before there were ids go on.
  const chosen = [table.id, ...choice, ...(ids == null ? [] : [ids])];
  // Where policies decide which records there are, a place in the list of others is no place in this one.
  const list = { chosen, mark: table.rights === undefined ? undefined : (await airtable.rules()).mark };
  const from = after == null ? undefined : readPageCursor(after, list);
  return withCurrentSchema(airtable, table, async (current) =>
    readPage(airtable, current, { request, first, from, selection, list }),
  );
}

function sortField(table: TableModel, key: string): FieldModel {
  const field = findReadableField(table, key);
  checkReadAsText(table, field);
  return field;
}

async function readPage(
  airtable: TenantAirtable,
  table: TableModel,
  {
    request,
    first,
    from,
    selection,
    list,
  }: {
    request: PageRequest;
    first: number;
    from: ScanPosition | undefined;
    selection: CellSelection;
    list: ListedRecords;
  },
): Promise<RecordPage> {
  const { sort, view } = request;
  const rows = await allowedRows(airtable, table, "READ");
  if (table.rights?.on.READ.rows.kind === "none") throw tableDenied(table, "READ");
  const { access } = await reachBase(airtable, table.baseId);
  const needs = worthReading(table, selection);
  const order = sort?.map(({ field, direction }) => ({ field: sortField(table, field).id, direction }));
  const chosen = await compileRecordChoice(airtable, table, request);
  if (rows.kind === "none") return { nodes: [], pageInfo: emptyPage(from) };
  const query = {
    ...toQuery(table, needs),
    filterByFormula: within(chosen, rows),
    sort: order,
    view: view ?? undefined,
  };

  const nodes: RecordModel[] = [];
  const seenBefore = from?.count ?? 0;
  let startCursor: string | null = null;
  let end: Pick<ScanPosition, "offset" | "within"> | undefined;
  const pages = scanRecords({
    list: async ({ offset, pageSize }) => airtable.reads.page(access, table, { ...query, offset, pageSize }),
    pageSize: first,
    from,
  });
  // A page of Airtable is one of ours, except after its iterator was lost: then one of ours may end within one of its.
  for await (const { records, offset, next } of pages) {
    const [start] = records;
    if (start !== undefined && nodes.length === 0) {
      startCursor = writePageCursor({ offset, last: start.id, within: true, count: seenBefore + 1 }, list);
    }
    const room = first - nodes.length;
    nodes.push(...records.slice(0, room).map((record) => toRecord(table, record, needs)));
    if (records.length > room) end = { offset, within: true };
    else end = next === undefined ? undefined : { offset: next, within: false };
    if (nodes.length === first) break;
  }
  const last = nodes.at(-1);
  const count = seenBefore + nodes.length;
  return {
    nodes,
    pageInfo: {
      hasNextPage: end !== undefined,
      hasPreviousPage: from !== undefined,
      startCursor,
      endCursor:
        end === undefined || last === undefined ? null : writePageCursor({ ...end, last: last.recordId, count }, list),
    },
  };
}
