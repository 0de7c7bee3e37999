import type { Clock } from "../../kernel/clock.ts";

/** A page that opens begins many operations at once, so what was not used of the last seconds may be used in one. */
const burstSeconds = 10;

/** @returns whether one more message is still within the rate */
export function createMessageRate({ perSecond, clock }: { perSecond: number; clock: Clock }): () => boolean {
  const most = perSecond * burstSeconds;
  let left = most;
  let at = clock.now();
  return () => {
    const now = clock.now();
    // A clock that was set back gives nothing.
    left = Math.min(most, left + (Math.max(0, now - at) / 1_000) * perSecond);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
