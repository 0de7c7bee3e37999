import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { BaseId } from "./ids.ts";
import { blockSlots, isBlocked, type PaceKey, reserveSlot } from "./store/slots.ts";

/** Airtable counts over one second; the rest is room for calls that travel at different speeds. */
const spacingMs = 1_100;
/** A caller that wakes up later than this gives its slot up: others have been timed by it. */
const toleratedLatenessMs = 50;
/** Airtable blocks the base for 30 s after a 429; asking sooner is wasted. */
const penaltyMs = 30_000;
const penaltyJitterMs = 1_000;

/** Keeps calls within Airtable's limits, together with all other processes on the same database. */
export interface Pace {
  /**
   * Waits until a call that counts for all these keys may be sent. Nothing is locked meanwhile.
   * @throws AirgraphError RATE_LIMITED, at once, when the wait would be longer than the limit; an AbortError
   */
  waitForTurn(keys: readonly PaceKey[], signal: AbortSignal): Promise<void>;
  /** Airtable answered 429: stops all calls of a key, in all processes, until Airtable listens again. */
  penalise(key: PaceKey): Promise<void>;
}

/** Calls to one base, whoever makes them. */
export function paceOfBase(id: BaseId): PaceKey {
  return { key: `base:${id}`, callsPerSecond: 5 };
}

/** Calls with any token of one person at Airtable. */
export function paceOfOwner(airtableUserId: string): PaceKey {
  return { key: `owner:${airtableUserId}`, callsPerSecond: 50 };
}

/** @param options.random from 0 up to, not including, 1 */
export function createPace(options: { db: Database; maxWaitMs: number; random: () => number }): Pace {
  const { db, maxWaitMs, random } = options;

  return {
    async waitForTurn(keys, signal) {
      const deadline = performance.now() + maxWaitMs;
      for (;;) {
        signal.throwIfAborted();
        const left = Math.max(0, deadline - performance.now());
        const { reserved, waitMs } = await reserveSlot(db, keys, { spacingMs, maxWaitMs: left });
        if (!reserved) throw rateLimited(waitMs);
        if (waitMs === 0) return;

        const due = performance.now() + waitMs;
        await delay(waitMs, undefined, { signal });
        const blocked = await isBlocked(db, keys);
        if (!blocked && performance.now() - due <= toleratedLatenessMs) return;
      }
    },
    async penalise({ key }) {
      await blockSlots(db, key, penaltyMs + random() * penaltyJitterMs);
    },
  };
}

function rateLimited(waitMs: number): AirgraphError {
  const retryAfterMs = Math.ceil(waitMs);
  return new AirgraphError(
    "RATE_LIMITED",
    `Airtable takes no more calls for now; try again in ${Math.ceil(waitMs / 1000)} s.`,
    {
      retryAfterMs,
    },
  );
}
