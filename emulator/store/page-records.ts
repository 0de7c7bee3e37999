import type { JsonObject } from "../json.ts";
import type { CellReader } from "./cell-reader.ts";
import type { Iterators, Listing, PageStart } from "./iterators.ts";
import type { Table } from "./model.ts";
import { type RecordFormat, recordToJson } from "./record-json.ts";
import { type RecordSelection, selectRecords } from "./select-records.ts";

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
 * One page of a listing (reference 4.1). It costs its own records and those the filter passes over on the way; the
 * order of the records is made once and kept.
 *
 * @throws ApiError 422 for a bad filter, sort or offset
 */
export function pageRecords(reader: CellReader, iterators: Iterators, table: Table, request: PageRequest): JsonObject {
  if (request.offset !== null) {
    const { iterator, start } = iterators.resume(request.offset, table.id);
    const page = readPage(reader, iterator, start, request.pageSize ?? iterator.pageSize);
    if (page.next === null) return { records: page.records };
    iterator.pageStarts.set(page.next.recordId, page.next);
    return { records: page.records, offset: `${iterator.id}/${page.next.recordId}` };
  }
  const listing: Listing = {
    ...selectRecords(reader, table, request.selection),
    tableId: table.id,
    maxRecords: request.maxRecords ?? Number.POSITIVE_INFINITY,
    format: request.format,
    pageSize: request.pageSize ?? defaultPageSize,
  };
  const page = readPage(reader, listing, { position: 0, before: 0 }, listing.pageSize);
  if (page.next === null) return { records: page.records };
  const iterator = iterators.open(listing);
  iterator.pageStarts.set(page.next.recordId, page.next);
  return { records: page.records, offset: `${iterator.id}/${page.next.recordId}` };
}

interface Page {
  readonly records: readonly JsonObject[];
  /** Where the next page starts; null after the last. */
  readonly next: (PageStart & { readonly recordId: string }) | null;
}

function readPage(reader: CellReader, listing: Listing, start: PageStart, size: number): Page {
  const records: JsonObject[] = [];
  for (let { position } = start; position < listing.rows.length; position += 1) {
    const before = start.before + records.length;
    if (before >= listing.maxRecords) break;
    const row = listing.rows[position]?.row;
    // Deleted since the listing began, or not meant.
    if (row === undefined || row.removed || !listing.matches(row)) continue;
    if (records.length === size) return { records, next: { recordId: row.id, position, before } };
    records.push(recordToJson(reader, row, listing.format));
  }
  return { records, next: null };
}
