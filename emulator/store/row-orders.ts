import type { FormulaValue } from "../formula/value.ts";
import { KeptInStep } from "./kept-in-step.ts";
import type { Field, Row } from "./model.ts";
import { compareRanks, type Rank, rankOf, type SortKey } from "./sort-rank.ts";

/** A record with what it sorts by. */
export interface OrderedRow {
  readonly row: Row;
  readonly ranks: readonly Rank[];
}

/** How records without sort keys, or with equal ones, follow each other. */
export type Tie = "id" | "position";

type ValueOf = (row: Row, field: Field) => FormulaValue;

/** Above this part of its records changed, an order is made anew instead of mended. */
const mendable = 1 / 16;

/**
 * Keeps the orders in which records were listed, and keeps them right: a record that changes is moved to its new place
 * when the order is next asked for. So a page in some order does not pay for sorting the table.
 */
export class RowOrders extends KeptInStep<RowOrder> {
  readonly #valueOf: ValueOf;

  constructor(valueOf: ValueOf) {
    super();
    this.#valueOf = valueOf;
  }

  /** The records of a table in an order. The list is a snapshot: later writes do not change it. */
  list(table: { readonly id: string; readonly rows: ReadonlyMap<string, Row> }, keys: readonly SortKey[], tie: Tie) {
    const name = [table.id, tie, ...keys.map(({ field, direction }) => `${field.id} ${direction}`)].join("/");
    const make = () => new RowOrder(table.id, table.rows.values(), keys, tie, this.#valueOf);
    return this.named(name, make).snapshot();
  }

  /** Some records of a table, sorted without keeping anything. */
  sort(rows: Iterable<Row>, keys: readonly SortKey[], tie: Tie): OrderedRow[] {
    return ranked(rows, keys, this.#valueOf).sort(comparison(keys, tie));
  }
}

class RowOrder {
  readonly tableId: string;
  readonly #keys: readonly SortKey[];
  readonly #compare: (a: OrderedRow, b: OrderedRow) => number;
  readonly #valueOf: ValueOf;
  #entries: OrderedRow[];
  readonly #entryOf = new Map<Row, OrderedRow>();
  /** Whether somebody holds `#entries`, so that it must be copied before it changes. */
  #lent = false;
  /** Records to be put in their place, or (false) to be taken out. */
  readonly #toMend = new Map<Row, boolean>();

  constructor(tableId: string, rows: Iterable<Row>, keys: readonly SortKey[], tie: Tie, valueOf: ValueOf) {
    this.tableId = tableId;
    this.#keys = keys;
    this.#compare = comparison(keys, tie);
    this.#valueOf = valueOf;
    this.#entries = ranked(rows, keys, valueOf).sort(this.#compare);
    for (const entry of this.#entries) this.#entryOf.set(entry.row, entry);
  }

  follows(fieldId: string): boolean {
    return this.#keys.some(({ field }) => field.id === fieldId);
  }

  mend(row: Row, stays: boolean): void {
    this.#toMend.set(row, stays);
  }

  snapshot(): readonly OrderedRow[] {
    if (this.#toMend.size > 0) this.#mendAll();
    this.#lent = true;
    return this.#entries;
  }

  #mendAll(): void {
    if (this.#lent) this.#entries = [...this.#entries];
    this.#lent = false;
    const few = this.#toMend.size <= this.#entries.length * mendable;
    const entering: OrderedRow[] = [];
    for (const [row, stays] of this.#toMend) {
      const entry = this.#entryOf.get(row);
      if (entry !== undefined && few) this.#entries.splice(this.#placeOf(entry), 1);
      this.#entryOf.delete(row);
      if (stays) entering.push({ row, ranks: ranksOf(row, this.#keys, this.#valueOf) });
    }
    for (const entry of entering) this.#entryOf.set(entry.row, entry);
    if (few) for (const entry of entering) this.#entries.splice(this.#placeOf(entry), 0, entry);
    else this.#entries = [...this.#entryOf.values()].sort(this.#compare);
    this.#toMend.clear();
  }

  /** Where an entry is or belongs; by bisection, since no two entries are equal. */
  #placeOf(entry: OrderedRow): number {
    let from = 0;
    let to = this.#entries.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = this.#entries[middle];
      if (other !== undefined && this.#compare(other, entry) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

const noRanks: readonly Rank[] = [];

function ranked(rows: Iterable<Row>, keys: readonly SortKey[], valueOf: ValueOf): OrderedRow[] {
  return Array.from(rows, (row) => ({ row, ranks: ranksOf(row, keys, valueOf) }));
}

/** Each rank is made once per record: a comparison must not compute formulas. */
function ranksOf(row: Row, keys: readonly SortKey[], valueOf: ValueOf): readonly Rank[] {
  return keys.length === 0 ? noRanks : keys.map(({ field }) => rankOf(valueOf, row, field));
}

function comparison(keys: readonly SortKey[], tie: Tie): (a: OrderedRow, b: OrderedRow) => number {
  const signs = keys.map(({ direction }) => (direction === "asc" ? 1 : -1));
  return (a, b) => {
    for (const [index, sign] of signs.entries()) {
      const order = compareRanks(a.ranks[index] ?? null, b.ranks[index] ?? null);
      if (order !== 0) return order * sign;
    }
    if (a.row === b.row) return 0;
    return tie === "position" ? a.row.position - b.row.position : a.row.id < b.row.id ? -1 : 1;
  };
}
