import type { Row } from "./model.ts";

/** Something made from the records of a table. */
interface Derived {
  readonly tableId: string;
  /** Whether it looks at the field. */
  follows(fieldId: string): boolean;
  /** Puts a record into its place, or takes it out; at the latest when it is next asked for. */
  mend(row: Row, stays: boolean): void;
}

/** More than clients use at a time; the least recently used goes first. */
const most = 50;

/** Keeps what was made from records, by name, and keeps it in step with them. */
export class KeptInStep<Kept extends Derived> {
  /** Least recently used first. */
  readonly #kept = new Map<string, Kept>();

  protected named(name: string, make: () => Kept): Kept {
    const found = this.#kept.get(name) ?? make();
    this.#kept.delete(name);
    this.#kept.set(name, found);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
    }
    return found;
  }

  add(row: Row): void {
    for (const kept of this.#kept.values()) if (kept.tableId === row.tableId) kept.mend(row, true);
  }

  remove(row: Row): void {
    for (const kept of this.#kept.values()) if (kept.tableId === row.tableId) kept.mend(row, false);
  }

  /** To be called when the value of a field in a record may have changed. */
  touch(row: Row, fieldId: string): void {
    for (const kept of this.#kept.values()) if (kept.follows(fieldId)) kept.mend(row, true);
  }

  /** Drops what follows one of the fields. */
  forget(fieldIds: Iterable<string>): void {
    for (const fieldId of fieldIds) {
      for (const [name, kept] of this.#kept) if (kept.follows(fieldId)) this.#kept.delete(name);
    }
  }

  clear(): void {
    this.#kept.clear();
  }
}
