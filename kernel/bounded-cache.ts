/**
 * A cache of results by text, for example of parsed documents. Bounded by how much text it stands for, since what is
 * kept of a text grows with it: a bound on entries alone lets a hostile client fill the memory with a few large ones.
 */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  /** Keeps nothing that is longer than the longest; drops what was not used for longest. */
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

export interface CacheBounds {
  /** In characters of all keys together, or in what `sizeOf` counts. */
  readonly total: number;
  /** Of one key or entry. */
  readonly longest: number;
}

export function createBoundedCache<Value>(
  options: CacheBounds & { readonly sizeOf?: (key: string, value: Value) => number },
): BoundedCache<Value> {
  const { sizeOf = (key: string) => key.length } = options;
  const entries = new Map<string, Value>();
  let size = 0;
  let newest: string | undefined;

  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined || key === newest) return value;
      // A Map iterates in the order of insertion, so the least recently used entry comes first.
      entries.delete(key);
      entries.set(key, value);
      newest = key;
      return value;
    },
    delete(key) {
      const dropped = entries.get(key);
      if (dropped !== undefined && entries.delete(key)) size -= sizeOf(key, dropped);
    },
    recent: () => [...entries].toReversed(),
    holds: () => ({ entries: entries.size, size }),
    set(key, value) {
      const added = sizeOf(key, value);
      if (added > options.longest) return;
      const replaced = entries.get(key);
      if (replaced !== undefined) {
        entries.delete(key);
        size -= sizeOf(key, replaced);
      }
      entries.set(key, value);
      newest = key;
      size += added;
      for (const [oldest, dropped] of entries) {
        if (size <= options.total) break;
        entries.delete(oldest);
        size -= sizeOf(oldest, dropped);
      }
    },
  };
}
