import type { Clock } from "../clock.ts";

/** Whether a request with this nonce (base64url) and time (seconds since the epoch) may pass: once, and while its time is good. */
export type FirstUse = (nonce: string, seconds: number) => boolean;

const slotSeconds = 30;

/** Nonces of neighbouring times, which are forgotten together. */
interface Slot {
  readonly nonces: Set<string>;
  /** By the steady clock. */
  addedAt: number;
}

/**
 * Remembers nonces for as long as their time can be good, measured by a clock that nobody sets: when the other one was ahead
 * for a while and is right again, what was used before is still known. What was used while it was ahead may pass a second
 * time when that time comes: refusing everything until then would be worse.
 * @param options.windowSeconds how far a time may be from the clock's, before and after it
 * @param options.steadyMs milliseconds since whenever
 */
export function createFirstUseCheck(options: {
  clock: Clock;
  windowSeconds: number;
  steadyMs?: () => number;
}): FirstUse {
  const { clock, windowSeconds, steadyMs = () => performance.now() } = options;
  const rememberedMs = 2 * windowSeconds * 1000;
  const slots = new Map<number, Slot>();

  return (nonce, seconds) => {
    if (!(Math.abs(clock.now() / 1000 - seconds) <= windowSeconds)) return false;
    const slot = slotOf(seconds);
    const key = compact(nonce);
    if (slot.nonces.has(key)) return false;
    slot.nonces.add(key);
    slot.addedAt = steadyMs();
    return true;
  };

  function slotOf(seconds: number): Slot {
    const index = Math.floor(seconds / slotSeconds);
    const known = slots.get(index);
    if (known !== undefined) return known;
    const now = steadyMs();
    for (const [old, { addedAt }] of slots) if (now - addedAt > rememberedMs) slots.delete(old);
    const slot: Slot = { nonces: new Set(), addedAt: now };
    slots.set(index, slot);
    return slot;
  }
}

/** A piece of a text keeps the whole text in memory, here an identity of a thousand characters; a copy does not. */
function compact(nonce: string): string {
  return Buffer.from(nonce, "base64url").toString("latin1");
}
