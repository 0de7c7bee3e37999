import type { Clock } from "../../kernel/clock.ts";
import { createExpiringCache, type ExpiringCache } from "./expiring-cache.ts";
import type { BaseId } from "./ids.ts";
import type { BaseModel, TableModel } from "./models.ts";

/** What this process remembers of Airtable for a short while; keys begin with a connection's `cacheKey`. */
export interface Caches {
  /** The bases of one connection, by id. */
  readonly bases: ExpiringCache<ReadonlyMap<string, BaseModel>>;
  /** The tables of one base, by id; keys end with a blank and the base's id. */
  readonly tables: ExpiringCache<ReadonlyMap<string, TableModel>>;
  /** Addresses of those who stand in fields of people, by name; keys go on with base, table and field. */
  readonly people: ExpiringCache<Map<string, Set<string>>>;
  /** The same, for who was not found there. */
  readonly newPeople: ExpiringCache<Map<string, Set<string>>>;
  /** Forgets the tables of a base, for every connection that reaches it. */
  forgetSchemas(of: BaseId | "all"): void;
  /** Does so where a base does not seem to be what is remembered; many may find that at once, and again and again. */
  doubtSchema(of: BaseId): Promise<void>;
}

/** A base may be described anew so often for the sake of doubts: some calls of the five that it takes in a second. */
const doubtMs = 500;

/** What is remembered, for one who wants to know how bases and tables are now: see `ExpiringCache.afresh`. */
export function schemasAfresh(caches: Caches): Caches {
  return { ...caches, bases: caches.bases.afresh(), tables: caches.tables.afresh() };
}

export function createCaches(clock: Clock): Caches {
  const tables = createExpiringCache<ReadonlyMap<string, TableModel>>({ ttlMs: 60_000, maximum: 500, clock });
  const forgetSchemas: Caches["forgetSchemas"] = (of) => tables.forget((key) => of === "all" || key.endsWith(` ${of}`));
  const doubts = createExpiringCache<void>({ ttlMs: doubtMs, maximum: 500, clock });
  return {
    bases: createExpiringCache({ ttlMs: 30_000, maximum: 1_000, clock }),
    tables,
    people: createExpiringCache({ ttlMs: 60_000, maximum: 10_000, clock }),
    newPeople: createExpiringCache({ ttlMs: 5_000, maximum: 10_000, clock }),
    forgetSchemas,
    doubtSchema: async (of) => doubts.get(of, async () => forgetSchemas(of)),
  };
}
