import { type Column, type SQL, sql } from "drizzle-orm";

/** What a table has whose rows processes look after in rounds (rounds/start-rounds.ts). */
interface ClaimColumns {
  /** When a row is to be looked after next; null while a process does. */
  readonly dueAt: Column;
  /** Until when nobody else does. */
  readonly claimedUntil: Column;
}

/** A process that is gone leaves what it is at to others after this. */
const claimMs = 6_000;

/** Whether a row is due, and no living process is at it. */
export function isUnclaimed({ dueAt, claimedUntil }: ClaimColumns): SQL {
  return sql`coalesce(${dueAt}, now()) <= now() and coalesce(${claimedUntil}, now()) <= now()`;
}

/** Those that have waited for longest, and those whose process has died, first. */
export function firstDue({ dueAt }: ClaimColumns): SQL {
  return sql`${dueAt} nulls first`;
}

/** How long a claim lasts, if it is not extended. */
export function claimEnd(): SQL {
  return inMs(claimMs);
}

/** In how many milliseconds the first of the rows is due, in whatever process. */
export function untilFirstDue({ dueAt, claimedUntil }: ClaimColumns): SQL<number | null> {
  const due = sql`greatest(coalesce(${dueAt}, ${claimedUntil}), ${claimedUntil})`;
  return sql<number | null>`(extract(epoch from min(${due}) - now()) * 1000)::float8`;
}

/** By the database's clock, which is all processes' own. */
export function inMs(count: number): SQL {
  return sql`now() + ${count} * interval '1 millisecond'`;
}
