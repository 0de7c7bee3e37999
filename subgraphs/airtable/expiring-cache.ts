import type { Clock } from "../../kernel/clock.ts";

export interface ExpiringCache<T> {
  /** The value for a key; `load` is called when there is none that is fresh and none under way. */
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** Who asks for these keys next gets what `load` finds from then on, even if an older `load` is still under way. */
  forget(matches: (key: string) => boolean): void;
}

interface Entry<T> {
  readonly value: Promise<T>;
  /** Infinite while the value is on its way. */
  expiresAt: number;
}

/** Values live for `ttlMs` after they came; failures are not kept. The oldest goes when there are more than `maximum`. */
export function createExpiringCache<T>(options: { ttlMs: number; maximum: number; clock: Clock }): ExpiringCache<T> {
  const { ttlMs, maximum, clock } = options;
  const entries = new Map<string, Entry<T>>();

  async function settle(key: string, entry: Entry<T>): Promise<void> {
    try {
      await entry.value;
      entry.expiresAt = clock.now() + ttlMs;
    } catch {
      if (entries.get(key) === entry) entries.delete(key);
    }
  }

  return {
    get(key, load) {
      const known = entries.get(key);
      if (known !== undefined && clock.now() < known.expiresAt) return known.value;

      entries.delete(key);
      const [oldest] = entries.keys();
      if (oldest !== undefined && entries.size >= maximum) entries.delete(oldest);
      const entry = { value: load(), expiresAt: Number.POSITIVE_INFINITY };
      entries.set(key, entry);
      void settle(key, entry);
      return entry.value;
    },
    forget(matches) {
      for (const key of entries.keys()) if (matches(key)) entries.delete(key);
    },
  };
}
