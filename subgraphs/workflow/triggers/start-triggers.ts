import { startCarryingOutFirings } from "./carry-out-firings.ts";
import { startFollowingSchedules } from "./follow-schedules.ts";
import { lookAtUsage } from "./look-at-usage.ts";
import { keepWatched } from "./records/keep-watched.ts";
import { startTakingEvents } from "./take-events.ts";
import { startTendingTriggers } from "./tend-triggers.ts";
import type { TriggerParts } from "./trigger-parts.ts";

/** Nobody waits longer than this because a notification was lost. */
const longestPauseMs = 5_000;
/** Usage is looked at this often, and bases are said to be watched: the airtable subgraph believes it for three minutes. */
const tendEveryMs = 60_000;

export interface Triggers {
  /** What is under way is left to other processes, or to the next start. */
  stop(): Promise<void>;
}

/**
 * Starts runs by itself, as published workflows say, together with all other processes on the same database. What happens is
 * put down first (`firing`), in the transaction in which it comes about or is heard of, and carried out then by whichever
 * process is free.
 */
export function startTriggers(
  given: Omit<TriggerParts, "stopping">,
  pauses: { readonly longestPauseMs?: number } = {},
): Triggers {
  const stopping = new AbortController();
  const parts: TriggerParts = { ...given, stopping: stopping.signal };
  const pause = { longestPauseMs: pauses.longestPauseMs ?? longestPauseMs };
  const working = [
    startFollowingSchedules(parts, pause),
    startTendingTriggers(parts, {
      ...pause,
      everyMs: tendEveryMs,
      tend: {
        record: async (found) => keepWatched(parts, found),
        usage: async (found, stored) => lookAtUsage(parts, found, stored),
      },
    }),
    startTakingEvents(parts),
    startCarryingOutFirings(parts, pause),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(working.map((one) => one.stop()));
    },
  };
}
