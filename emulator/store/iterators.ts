import { refusals } from "../api-error.ts";
import type { Clock } from "../clock.ts";
import { type IdSource, isId } from "../identifiers.ts";
import type { Switches } from "../switches.ts";
import type { RecordFormat } from "./record-json.ts";

/** A listing that goes on over several pages (reference 4.1, "Iterator life"). */
interface RecordIterator {
  readonly id: string;
  readonly tableId: string;
  /** What matched when the listing began, in order. Records deleted since are skipped. */
  readonly recordIds: readonly string[];
  /** How many of `recordIds` may be shown in all. */
  readonly end: number;
  readonly format: RecordFormat;
  readonly pageSize: number;
  /** Where each page that was handed out an offset starts, by the record in the offset. */
  readonly pageStarts: Map<string, number>;
}

interface Held {
  readonly iterator: RecordIterator;
  lastUsed: number;
}

/** More than any well-behaved set of clients keeps open; the least recently used goes first. */
const mostIterators = 10_000;

/** Keeps iterators until nobody asked for them for a while. */
export class Iterators {
  readonly #clock: Clock;
  readonly #newId: IdSource;
  readonly #switches: Pick<Switches, "iteratorIdleMs">;
  /** Least recently used first. */
  readonly #held = new Map<string, Held>();

  constructor(clock: Clock, newId: IdSource, switches: Pick<Switches, "iteratorIdleMs">) {
    this.#clock = clock;
    this.#newId = newId;
    this.#switches = switches;
  }

  open(parts: Omit<RecordIterator, "id" | "pageStarts">): RecordIterator {
    this.#dropIdle();
    const iterator = { ...parts, id: this.#newId("itr"), pageStarts: new Map<string, number>() };
    this.#held.set(iterator.id, { iterator, lastUsed: this.#clock.now() });
    return iterator;
  }

  /**
   * Finds the iterator and the place an offset names.
   *
   * @throws ApiError 422 INVALID_OFFSET_VALUE for a malformed offset, LIST_RECORDS_ITERATOR_NOT_AVAILABLE for one that
   *   has gone
   */
  resume(offset: string, tableId: string): { readonly iterator: RecordIterator; readonly position: number } {
    const [iteratorId = "", recordId = "", ...more] = offset.split("/");
    if (!isId(iteratorId, "itr") || !isId(recordId, "rec") || more.length > 0) throw refusals.invalidOffset(offset);
    this.#dropIdle();
    const held = this.#held.get(iteratorId);
    if (held === undefined || held.iterator.tableId !== tableId) throw refusals.iteratorGone();
    const position = held.iterator.pageStarts.get(recordId);
    if (position === undefined) throw refusals.invalidOffset(offset);
    held.lastUsed = this.#clock.now();
    this.#held.delete(iteratorId);
    this.#held.set(iteratorId, held);
    return { iterator: held.iterator, position };
  }

  /** Drops all iterators, as a restart of Airtable's servers does. */
  expireAll(): number {
    const count = this.#held.size;
    this.#held.clear();
    return count;
  }

  #dropIdle(): void {
    const oldest = this.#clock.now() - this.#switches.iteratorIdleMs;
    for (const [id, held] of this.#held) {
      if (held.lastUsed > oldest && this.#held.size < mostIterators) return;
      this.#held.delete(id);
    }
  }
}
