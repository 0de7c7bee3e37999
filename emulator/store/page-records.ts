import type { JsonObject } from "../json.ts";
import type { CellReader } from "./cell-reader.ts";
import type { Iterators } from "./iterators.ts";
import type { Table } from "./model.ts";
import { type RecordFormat, recordToJson } from "./record-json.ts";
import { type RecordSelection, selectRecordIds } from "./select-records.ts";

interface PageRequest {
  readonly selection: RecordSelection;
  readonly format: RecordFormat;
  /** 1–100; null for the iterator's, else 100. */
  readonly pageSize: number | null;
  /** Over all pages; null for no bound. */
  readonly maxRecords: number | null;
  /** From an earlier page; null to begin. */
  readonly offset: string | null;
}

const defaultPageSize = 100;

/**
 * One page of a listing (reference 4.1). Selecting costs what the filter costs once, when a listing begins; each
 * further page costs its own records.
 *
 * @throws ApiError 422 for a bad filter, sort or offset
 */
export function pageRecords(reader: CellReader, iterators: Iterators, table: Table, request: PageRequest): JsonObject {
  if (request.offset !== null) {
    const { iterator, position } = iterators.resume(request.offset, table.id);
    const size = request.pageSize ?? iterator.pageSize;
    const page = readPage(reader, table, iterator, position, size);
    if (page.next === null) return { records: page.records };
    iterator.pageStarts.set(page.next.recordId, page.next.position);
    return { records: page.records, offset: `${iterator.id}/${page.next.recordId}` };
  }
  const recordIds = selectRecordIds(reader, table, request.selection);
  const listing = {
    tableId: table.id,
    recordIds,
    end: Math.min(recordIds.length, request.maxRecords ?? recordIds.length),
    format: request.format,
    pageSize: request.pageSize ?? defaultPageSize,
  };
  const page = readPage(reader, table, listing, 0, listing.pageSize);
  if (page.next === null) return { records: page.records };
  const iterator = iterators.open(listing);
  iterator.pageStarts.set(page.next.recordId, page.next.position);
  return { records: page.records, offset: `${iterator.id}/${page.next.recordId}` };
}

interface Listing {
  readonly recordIds: readonly string[];
  readonly end: number;
  readonly format: RecordFormat;
}

function readPage(reader: CellReader, table: Table, listing: Listing, from: number, size: number) {
  const records: JsonObject[] = [];
  for (let position = from; position < listing.end; position += 1) {
    const recordId = listing.recordIds[position] ?? "";
    const row = table.rows.get(recordId);
    if (row === undefined) continue;
    if (records.length === size) return { records, next: { recordId, position } };
    records.push(recordToJson(reader, row, listing.format));
  }
  return { records, next: null };
}
