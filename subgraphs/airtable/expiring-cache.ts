import type { Clock } from "../../kernel/clock.ts";

export interface ExpiringCache<T> {
  /** The value for a key; `load` is called when there is none that is fresh and none under way. */
  get(key: string, load: () => Promise<T>): Promise<T>;
  /** Who asks for these keys next gets what `load` finds from then on, even if an older `load` is still under way. */
  forget(matches: (key: string) => boolean): void;
  /**
   * The same cache for one who wants to know how things are now: each key is loaded anew when it is first asked for here.
   * Others get the former value until the new one came, and go on with it when none comes.
   */
  afresh(): ExpiringCache<T>;
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
  /** The renewals under way that nobody has told to forget their keys. */
  const renewals = new Map<string, symbol>();

  function put(key: string, entry: Entry<T>): void {
    entries.delete(key);
    const [oldest] = entries.keys();
    if (oldest !== undefined && entries.size >= maximum) entries.delete(oldest);
    entries.set(key, entry);
  }

  async function settle(key: string, entry: Entry<T>): Promise<void> {
    try {
      await entry.value;
      entry.expiresAt = clock.now() + ttlMs;
    } catch {
      if (entries.get(key) === entry) entries.delete(key);
    }
  }

  async function renew(key: string, load: () => Promise<T>): Promise<T> {
    const renewal = Symbol(key);
    renewals.set(key, renewal);
    try {
      const value = await load();
      if (renewals.get(key) === renewal) put(key, { value: Promise.resolve(value), expiresAt: clock.now() + ttlMs });
      return value;
    } finally {
      if (renewals.get(key) === renewal) renewals.delete(key);
    }
  }

  const cache: ExpiringCache<T> = {
    async get(key, load) {
      const known = entries.get(key);
      if (known !== undefined && clock.now() < known.expiresAt) return known.value;
      const entry = { value: load(), expiresAt: Number.POSITIVE_INFINITY };
      put(key, entry);
      void settle(key, entry);
      return entry.value;
    },
    forget(matches) {
      for (const key of entries.keys()) if (matches(key)) entries.delete(key);
      for (const key of renewals.keys()) if (matches(key)) renewals.delete(key);
    },
    afresh() {
      const renewed = new Map<string, Promise<T>>();
      return {
        ...cache,
        async get(key, load) {
          const value = renewed.get(key) ?? renew(key, load);
          renewed.set(key, value);
          return value;
        },
      };
    },
  };
  return cache;
}
