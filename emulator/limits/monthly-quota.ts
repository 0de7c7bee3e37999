import type { Clock } from "../clock.ts";

/**
 * Counts the calls of a calendar month (UTC) per base, where a quota is set (reference 2). Airtable counts per
 * workspace; one base with a quota stands for that.
 */
export class MonthlyQuota {
  readonly #clock: Clock;
  readonly #quotas = new Map<string, { readonly most: number; month: string; used: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Sets how many calls a base takes a month, counted from now on.
   *
   * @param most 0 blocks the base at once; null takes the quota away
   */
  set(baseId: string, most: number | null): void {
    if (most === null) this.#quotas.delete(baseId);
    else this.#quotas.set(baseId, { most, month: this.#month(), used: 0 });
  }

  /** Takes one call; false when the month's calls are used up. */
  take(baseId: string): boolean {
    const quota = this.#quotas.get(baseId);
    if (quota === undefined) return true;
    const month = this.#month();
    if (quota.month !== month) {
      quota.month = month;
      quota.used = 0;
    }
    if (quota.used >= quota.most) return false;
    quota.used += 1;
    return true;
  }

  #month(): string {
    return new Date(this.#clock.now()).toISOString().slice(0, 7);
  }
}
