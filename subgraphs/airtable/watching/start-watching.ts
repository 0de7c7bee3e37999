import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { claimWatches, extendClaims, nextDueMs, releaseWatch, watchNews } from "../store/watches.ts";
import { type TendParts, tendWatch } from "./tend-watch.ts";
import type { Watch, WatchState } from "./watch.ts";

/** Watches that one process looks after at the same time; most rounds only wait for Airtable. */
const maximumRounds = 20;
/** Nobody waits longer than this because a notification was lost or a process has died. */
const idleMs = 5_000;
/** Often enough that a claim never runs out while its process lives. */
const heartbeatMs = 2_000;
const shortestPauseMs = 50;
/** For webhooks that notify us, in case a notification is lost, and for bases that nobody listens to just now. */
const rarelyMs = 300_000;
const firstRetryMs = 2_000;

/** Codes of what passes by itself; the watch is late, but nobody has to do anything. */
const passing: ReadonlySet<string> = new Set(["RATE_LIMITED", "TIMEOUT", "UPSTREAM_UNAVAILABLE"]);

/**
 * Looks after the watches of all tenants, together with all other processes on the same database: a watch is looked
 * after by one at a time, and by another within seconds when that one is gone. While nothing is watched, all there is
 * is a look at an empty table every few seconds.
 * @param options.claimant a UUID of this process's own
 * @param options.pollMs between two looks at a webhook that can't notify us
 */
export function startWatching(
  options: TendParts & { claimant: string; pollMs: number; listener: Listener; logger: Logger },
): { stop(): Promise<void> } {
  const { db, claimant, pollMs, listener, logger } = options;
  const rounds = new Set<Promise<void>>();
  const stopping = new AbortController();
  let news = false;
  let wake: () => void = () => {};
  const hurry = () => {
    news = true;
    wake();
  };
  const unsubscribe = listener.subscribe((payload) => {
    if (payload === undefined || payload === watchNews) hurry();
  });

  const working = work();
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      hurry();
      await working;
      await Promise.all(rounds);
    },
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = false;
      let pauseMs = idleMs;
      try {
        if (rounds.size > 0) await extendClaims(db, claimant);
        await claim();
        pauseMs = Math.min(idleMs, (await nextDueMs(db)) ?? idleMs);
      } catch (err) {
        logger.warn({ err }, "could not look for watched bases; trying again");
        news = false; // Whatever is new, the database is not there to tell.
      }
      if (news) continue;
      const busy = rounds.size === maximumRounds;
      await sleep(
        Math.max(shortestPauseMs, rounds.size === 0 ? pauseMs : busy ? heartbeatMs : Math.min(pauseMs, heartbeatMs)),
      );
    }
  }

  async function claim(): Promise<void> {
    const room = maximumRounds - rounds.size;
    if (room === 0) return;
    for (const watch of await claimWatches(db, claimant, room)) {
      const round = look(watch).finally(() => {
        rounds.delete(round);
        hurry();
      });
      rounds.add(round);
    }
  }

  async function look(watch: Watch): Promise<void> {
    const end = await tend(watch);
    try {
      await releaseWatch(db, claimant, watch.id, end);
    } catch (err) {
      logger.warn({ err, watchId: watch.id }, "could not release a watched base; its claim will run out");
    }
  }

  /** Never rejects. */
  async function tend(watch: Watch): Promise<{ state: WatchState | undefined; failures: number; afterMs: number }> {
    try {
      await tendWatch(options, watch);
      const state: WatchState | undefined = watch.state === "active" ? undefined : { kind: "active" };
      const often = watch.wanted === "now" && options.publicUrl === undefined;
      return { state, failures: 0, afterMs: often ? pollMs : rarelyMs };
    } catch (err) {
      if (stopping.signal.aborted) return { state: undefined, failures: watch.failures, afterMs: 0 };
      const failures = watch.failures + 1;
      const afterMs = retryAfter(err) ?? Math.min(rarelyMs, firstRetryMs * 2 ** Math.min(watch.failures, 10));
      logger.warn({ err, watchId: watch.id, baseId: watch.baseId, failures }, "could not look after a watched base");
      return { state: stateAfter(err), failures, afterMs };
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Undefined: as it was. A failure that is not a client's to know passes too, once we have mended it. */
function stateAfter(error: unknown): WatchState | undefined {
  if (!(error instanceof AirgraphError) || passing.has(error.code)) return undefined;
  return { kind: "failing", code: error.code, message: error.message };
}

function retryAfter(error: unknown): number | undefined {
  const told = error instanceof AirgraphError ? error.extensions["retryAfterMs"] : undefined;
  return typeof told === "number" ? told : undefined;
}
