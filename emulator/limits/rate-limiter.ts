import type { Clock } from "../clock.ts";
import { defaultSwitches, type Switches } from "../switches.ts";

/** Limits of reference 2. */
export interface RateLimits {
  /** Requests in any 1000 ms to one base; Airtable: 5. */
  readonly perBasePerSecond: number;
  /** Requests in any 1000 ms by one token owner; Airtable: 50. */
  readonly perTokenPerSecond: number;
  /** How long a base refuses everything after a 429, ms; Airtable: 30,000. */
  readonly penaltyMs: number;
}

export const airtableLimits: RateLimits = { perBasePerSecond: 5, perTokenPerSecond: 50, penaltyMs: 30_000 };

const windowMs = 1000;
/** Above this many remembered bases and owners, those without recent requests are forgotten. */
const mostWindows = 10_000;

/**
 * Admits or refuses requests by a strict sliding window: the sixth request inside any 1000 ms is refused. After a
 * refusal the base refuses everything for the penalty; being asked during it does not prolong it.
 */
export class RateLimiter {
  readonly #limits: RateLimits | "off";
  readonly #clock: Clock;
  readonly #switches: Pick<Switches, "penalty">;
  /** Times of the admitted requests of the last second, by base or owner. */
  readonly #windows = new Map<string, number[]>();
  readonly #blockedUntil = new Map<string, number>();

  constructor(limits: RateLimits | "off", clock: Clock, switches: Pick<Switches, "penalty"> = defaultSwitches) {
    this.#limits = limits;
    this.#clock = clock;
    this.#switches = switches;
  }

  /**
   * Asks for one request.
   *
   * @param owner the user behind the token
   * @param baseId the base addressed; null for calls that name none
   * @returns false when it must be answered 429
   */
  admit(owner: string, baseId: string | null): boolean {
    const limits = this.#limits;
    if (limits === "off") return true;
    const now = this.#clock.now();
    if (baseId !== null && now < (this.#blockedUntil.get(baseId) ?? 0)) return false;
    const ownerWindow = this.#recent(`owner ${owner}`, now);
    const baseWindow = baseId === null ? null : this.#recent(`base ${baseId}`, now);
    const full =
      ownerWindow.length >= limits.perTokenPerSecond ||
      (baseWindow !== null && baseWindow.length >= limits.perBasePerSecond);
    if (full) {
      if (baseId !== null && this.#switches.penalty) this.#blockedUntil.set(baseId, now + limits.penaltyMs);
      return false;
    }
    ownerWindow.push(now);
    baseWindow?.push(now);
    return true;
  }

  /** Forgets all windows and penalties. */
  reset(): void {
    this.#windows.clear();
    this.#blockedUntil.clear();
  }

  #recent(key: string, now: number): number[] {
    if (this.#windows.size > mostWindows) this.#forgetIdle(now);
    const window = this.#windows.get(key) ?? [];
    const firstRecent = window.findIndex((time) => time > now - windowMs);
    window.splice(0, firstRecent < 0 ? window.length : firstRecent);
    this.#windows.set(key, window);
    return window;
  }

  #forgetIdle(now: number): void {
    for (const [key, window] of this.#windows) if ((window.at(-1) ?? 0) <= now - windowMs) this.#windows.delete(key);
    for (const [baseId, until] of this.#blockedUntil) if (until <= now) this.#blockedUntil.delete(baseId);
  }
}
