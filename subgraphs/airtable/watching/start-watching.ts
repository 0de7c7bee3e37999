import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { startRounds } from "../rounds/start-rounds.ts";
import { claimWatches, extendClaims, nextDueMs, releaseWatch, watchNews } from "../store/watches.ts";
import { type TendParts, tendWatch } from "./tend-watch.ts";
import type { Watch, WatchState } from "./watch.ts";

/** For webhooks that notify us, in case a notification is lost, and for bases that nobody listens to just now. */
const rarelyMs = 300_000;
const firstRetryMs = 2_000;

/** Codes of what passes by itself; the watch is late, but nobody has to do anything. */
const passing: ReadonlySet<string> = new Set(["RATE_LIMITED", "TIMEOUT", "UPSTREAM_UNAVAILABLE"]);

/**
 * Looks after the watches of all tenants, together with all other processes on the same database.
 * @param options.claimant a UUID of this process's own
 * @param options.pollMs between two looks at a webhook that can't notify us
 */
export function startWatching(
  options: TendParts & { claimant: string; pollMs: number; listener: Listener; logger: Logger },
): { stop(): Promise<void> } {
  const { db, claimant, pollMs, listener, logger } = options;
  let stopping = false;
  const { stop } = startRounds({
    of: "watched bases",
    rounds: {
      claim: async (most) => claimWatches(db, claimant, most),
      extendClaims: async () => extendClaims(db, claimant),
      nextDueMs: async () => nextDueMs(db),
      look,
    },
    concerns: (payload) => payload === watchNews,
    listener,
    logger,
  });
  return {
    async stop() {
      stopping = true;
      await stop();
    },
  };

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
      if (stopping) return { state: undefined, failures: watch.failures, afterMs: 0 };
      const failures = watch.failures + 1;
      const afterMs = retryAfter(err) ?? Math.min(rarelyMs, firstRetryMs * 2 ** Math.min(watch.failures, 10));
      logger.warn({ err, watchId: watch.id, baseId: watch.baseId, failures }, "could not look after a watched base");
      return { state: stateAfter(err), failures, afterMs };
    }
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
