import { refusals } from "../api-error.ts";
import type { Clock } from "../clock.ts";
import { type IdSource, isId } from "../identifiers.ts";
import type { Switches } from "../switches.ts";
import type { RecordFormat } from "./record-json.ts";
import type { SelectedRecords } from "./select-records.ts";

/** A listing that may go on over several pages (reference 4.1, "Iterator life"). */
export interface Listing extends SelectedRecords {
  readonly tableId: string;
  /** How many records may be shown in all; Infinity for no bound. */
  readonly maxRecords: number;
  readonly format: RecordFormat;
  readonly pageSize: number;
}

/** Where a page starts. */
export interface PageStart {
  /** Place in `rows`. */
  readonly position: number;
  /** How many records earlier pages showed. */
  readonly before: number;
}

interface RecordIterator extends Listing {
  readonly id: string;
  /** Where each page that was handed out an offset starts, by the record in the offset. */
  readonly pageStarts: Map<string, PageStart>;
}

interface Held {
  readonly iterator: RecordIterator;
  lastUsed: number;
}

/** More than any well-behaved set of clients keeps open; the least recently used goes first. */
const mostIterators = 10_000;

/** How many records all held lists may have together: a tenth of a gigabyte. A list held by several counts once. */
const mostHeldRows = 12_000_000;

/** Keeps iterators until nobody asked for them for a while. */
export class Iterators {
  readonly #clock: Clock;
  readonly #newId: IdSource;
  readonly #switches: Pick<Switches, "iteratorIdleMs">;
  /** Least recently used first. */
  readonly #held = new Map<string, Held>();
  /** How many iterators hold a list. */
  readonly #holders = new Map<Listing["rows"], number>();
  #heldRows = 0;

  constructor(clock: Clock, newId: IdSource, switches: Pick<Switches, "iteratorIdleMs">) {
    this.#clock = clock;
    this.#newId = newId;
    this.#switches = switches;
  }

  open(listing: Listing): RecordIterator {
    const iterator = { ...listing, id: this.#newId("itr"), pageStarts: new Map<string, PageStart>() };
    const holders = this.#holders.get(listing.rows) ?? 0;
    if (holders === 0) this.#heldRows += listing.rows.length;
    this.#holders.set(listing.rows, holders + 1);
    this.#held.set(iterator.id, { iterator, lastUsed: this.#clock.now() });
    this.#dropIdle();
    return iterator;
  }

  /**
   * Finds the iterator and the place an offset names.
   *
   * @throws ApiError 422 INVALID_OFFSET_VALUE for a malformed offset, LIST_RECORDS_ITERATOR_NOT_AVAILABLE for one that
   *   has gone
   */
  resume(offset: string, tableId: string): { readonly iterator: RecordIterator; readonly start: PageStart } {
    const [iteratorId = "", recordId = "", ...more] = offset.split("/");
    if (!isId(iteratorId, "itr") || !isId(recordId, "rec") || more.length > 0) throw refusals.invalidOffset(offset);
    this.#dropIdle();
    const held = this.#held.get(iteratorId);
    if (held === undefined || held.iterator.tableId !== tableId) throw refusals.iteratorGone();
    const start = held.iterator.pageStarts.get(recordId);
    if (start === undefined) throw refusals.invalidOffset(offset);
    held.lastUsed = this.#clock.now();
    this.#held.delete(iteratorId);
    this.#held.set(iteratorId, held);
    return { iterator: held.iterator, start };
  }

  /** Drops all iterators, as a restart of Airtable's servers does. */
  expireAll(): number {
    const count = this.#held.size;
    this.#held.clear();
    this.#holders.clear();
    this.#heldRows = 0;
    return count;
  }

  #dropIdle(): void {
    const oldest = this.#clock.now() - this.#switches.iteratorIdleMs;
    for (const [id, held] of this.#held) {
      const tooMany = this.#held.size > mostIterators || (this.#heldRows > mostHeldRows && this.#held.size > 1);
      if (held.lastUsed > oldest && !tooMany) return;
      this.#drop(id, held.iterator.rows);
    }
  }

  #drop(id: string, rows: Listing["rows"]): void {
    this.#held.delete(id);
    const holders = (this.#holders.get(rows) ?? 0) - 1;
    if (holders > 0) {
      this.#holders.set(rows, holders);
      return;
    }
    this.#holders.delete(rows);
    this.#heldRows -= rows.length;
  }
}
