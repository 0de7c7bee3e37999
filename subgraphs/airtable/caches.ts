import type { Clock } from "../../kernel/clock.ts";
import { createExpiringCache, type ExpiringCache } from "./expiring-cache.ts";
import type { BaseModel, TableModel } from "./models.ts";

/** What this process remembers of Airtable for a short while; keys begin with a connection's `cacheKey`. */
export interface Caches {
  /** The bases of one connection, by id. */
  readonly bases: ExpiringCache<ReadonlyMap<string, BaseModel>>;
  /** The tables of one base, by id. */
  readonly tables: ExpiringCache<ReadonlyMap<string, TableModel>>;
}

export function createCaches(clock: Clock): Caches {
  return {
    bases: createExpiringCache({ ttlMs: 30_000, maximum: 1_000, clock }),
    tables: createExpiringCache({ ttlMs: 60_000, maximum: 500, clock }),
  };
}
