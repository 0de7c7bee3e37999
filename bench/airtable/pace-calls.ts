import { setTimeout as delay } from "node:timers/promises";

/** Airtable takes 5 calls a second and base. */
export const callsPerSecond = 5;

/**
 * What a careful user of a client without a scheduler would write, and its best case: calls evenly spaced, so that
 * Airtable refuses none.
 */
export function createTurnstile(): () => Promise<void> {
  const spacingMs = 1_100 / callsPerSecond;
  let next = 0;
  return async () => {
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + spacingMs;
    if (at > now) await delay(at - now);
  };
}
