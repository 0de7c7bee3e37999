import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { RecordId } from "../ids.ts";
import type { RecordAnswer, RecordsAnswer } from "./answers.ts";
import { maximumPageSize } from "./calls/records.ts";

/** Where a reader of a list has come to. */
export interface ScanPosition {
  /** Where Airtable goes on; undefined for its first page. */
  readonly offset: string | undefined;
  /** The last record that the reader has seen. */
  readonly last: RecordId;
  /** Whether that record is on the page at `offset`, and not on the one before. */
  readonly within: boolean;
  /** How many records the reader has seen. */
  readonly count: number;
}

export interface ScannedPage {
  /** Those that were not seen before; none, where a list is read again. */
  readonly records: readonly RecordAnswer[];
  /** The offset that this page was read at. */
  readonly offset: string | undefined;
  /** Where the next page is; undefined after the last one. */
  readonly next: string | undefined;
}

export interface ScanOptions {
  /** Reads one page; rejects as `callAirtable` does. */
  readonly list: (page: { offset: string | undefined; pageSize: number }) => Promise<RecordsAnswer>;
  /** 1 to 100. */
  readonly pageSize?: number;
  /** Where to go on; the beginning when absent. */
  readonly from?: ScanPosition | undefined;
  /** Pages that may be read again to find a place that Airtable has forgotten; each is a call. */
  readonly mostSearchedPages?: number;
}

const maximumRestarts = 3;
/** Pages beyond those that hold what was seen, in which to look for the last record seen, for records may have been added. */
const searchedPages = 2;
/** 5,000 records: at five calls a second, the ten seconds that somebody may wait for a page. */
const defaultSearchedPages = 50;

/**
 * The pages of a list. Airtable forgets where a reader is after some minutes of silence and when it restarts (reference
 * 4.1, "Iterator life"); then the list is read from its first page again, and goes on behind the last record seen.
 * No record comes twice.
 * @throws AirgraphError CONFLICT when that record is not found where it should be, or Airtable keeps forgetting
 */
export async function* scanRecords({
  list,
  pageSize = maximumPageSize,
  from,
  mostSearchedPages = defaultSearchedPages,
}: ScanOptions): AsyncGenerator<ScannedPage> {
  const seen = new Set<RecordId>(from === undefined ? [] : [from.last]);
  let last = from?.last;
  let count = from?.count ?? 0;
  let offset = from?.offset;
  let restarts = 0;
  /** Pages that may still be read to find `last`; undefined while nothing is looked for. */
  let searching = from?.within ? searchedPages : undefined;

  for (;;) {
    let answer: RecordsAnswer;
    try {
      answer = await list({ offset, pageSize: searching === undefined ? pageSize : maximumPageSize });
    } catch (error) {
      if (offset === undefined || !isForgotten(error)) throw error;
      restarts += 1;
      if (restarts > maximumRestarts) throw lost("Airtable keeps forgetting where this list was", error);
      offset = undefined;
      // Who has seen the list from its beginning knows each record seen; others know the last one only.
      searching = from === undefined ? undefined : Math.ceil(count / maximumPageSize) + searchedPages;
      if (searching !== undefined && searching > mostSearchedPages) {
        throw lost("Airtable has forgotten this cursor, too far into the list to look for it", error);
      }
      continue;
    }
    const found = answer.records.findIndex(({ id }) => id === last);
    if (found >= 0) searching = undefined;
    if (searching === undefined) {
      const records = answer.records.slice(found + 1).filter(({ id }) => !seen.has(id));
      for (const { id } of records) seen.add(id);
      count += records.length;
      last = records.at(-1)?.id ?? last;
      yield { records, offset, next: answer.offset };
    } else {
      searching -= 1;
      if (searching === 0 || answer.offset === undefined) {
        throw lost("Airtable has forgotten this cursor, and the record that it stood at is not found there any more");
      }
    }
    if (answer.offset === undefined) return;
    offset = answer.offset;
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof AirgraphError && error.extensions.airtableType === "LIST_RECORDS_ITERATOR_NOT_AVAILABLE";
}

function lost(what: string, cause?: unknown): AirgraphError {
  return new AirgraphError(
    "CONFLICT",
    `${what}; start again from the first page.`,
    { field: "after", airtableType: "LIST_RECORDS_ITERATOR_NOT_AVAILABLE" },
    { cause },
  );
}
