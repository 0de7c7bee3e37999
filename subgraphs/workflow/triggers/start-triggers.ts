import { startCarryingOutFirings } from "./carry-out-firings.ts";
import { lookAtUsage } from "./look-at-usage.ts";
import { keepWatched } from "./records/keep-watched.ts";
import { startTakingEvents } from "./take-events.ts";
import { startTendingTriggers } from "./tend-due-triggers.ts";
import type { TriggerParts } from "./trigger-parts.ts";

/** Nobody waits longer than this because a notification was lost. */
const longestPauseMs = 5_000;
/** The airtable subgraph polls for the changes of a base that is said to be watched this often. */
const keepWatchedMs = 60_000;
const lookAtUsageMs = 60_000;

export interface Triggers {
  /** Lets what is under way end. */
  stop(): Promise<void>;
}

/**
 * Starts runs by itself, as published workflows say, together with all other processes on the same database. What happens is
 * put down first (`firing`), in the transaction in which it comes about or is heard of, and carried out then by whichever
 * process is free.
 */
export function startTriggers(parts: TriggerParts, pauses: { readonly longestPauseMs?: number } = {}): Triggers {
  const pause = { longestPauseMs: pauses.longestPauseMs ?? longestPauseMs };
  const due = startTendingTriggers(parts, {
    ...pause,
    others: {
      record: { everyMs: keepWatchedMs, tend: (found) => keepWatched(parts, found) },
      usage: { everyMs: lookAtUsageMs, tend: (found, stored) => lookAtUsage(parts, found, stored) },
    },
  });
  const events = startTakingEvents(parts);
  const firings = startCarryingOutFirings(parts, pause);
  return {
    async stop() {
      await Promise.all([due.stop(), events.stop()]);
      await firings.stop();
    },
  };
}
