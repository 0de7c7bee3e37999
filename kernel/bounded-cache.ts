/**
 * A cache of results by text, for example of parsed documents. Bounded by how much text it stands for, since what is
 * kept of a text grows with it: a bound on entries alone lets a hostile client fill the memory with a few large ones.
 */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  /** Keeps nothing for a key that is longer than the longest; drops what was not used for longest. */
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** What is kept, what was used last first. */
  recent(): readonly (readonly [key: string, value: Value])[];
  holds(): Holds;
}

export interface Holds {
  readonly entries: number;
  /** Of all together, as it is bounded. */
  readonly size: number;
}

/** @param options in characters of the keys: of all together, and of one */
export function createBoundedCache<Value>(options: { total: number; longest: number }): BoundedCache<Value> {
  const entries = new Map<string, Value>();
  let size = 0;

  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      // A Map iterates in the order of insertion, so the least recently used entry comes first.
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    delete(key) {
      if (entries.delete(key)) size -= key.length;
    },
    recent: () => [...entries].toReversed(),
    holds: () => ({ entries: entries.size, size }),
    set(key, value) {
      if (key.length > options.longest) return;
      if (entries.delete(key)) size -= key.length;
      entries.set(key, value);
      size += key.length;
      for (const oldest of entries.keys()) {
        if (size <= options.total) break;
        entries.delete(oldest);
        size -= oldest.length;
      }
    },
  };
}
