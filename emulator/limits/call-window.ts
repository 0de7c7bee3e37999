import type { Clock } from "../clock.ts";

/** Admits a number of calls per key in any stretch of time. */
export class CallWindow {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #clock: Clock;
  readonly #times = new Map<string, readonly number[]>();

  /** @param most Infinity for no limit */
  constructor(most: number, windowMs: number, clock: Clock) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#clock = clock;
  }

  /** Takes one call; false when the window is full. */
  admit(key: string): boolean {
    if (this.#most === Number.POSITIVE_INFINITY) return true;
    const now = this.#clock.now();
    const recent = (this.#times.get(key) ?? []).filter((time) => time > now - this.#windowMs);
    const admitted = recent.length < this.#most;
    this.#times.set(key, admitted ? [...recent, now] : recent);
    return admitted;
  }
}
