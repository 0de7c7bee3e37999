import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { airtableLimits, RateLimiter } from "./rate-limiter.ts";

describe("the rate limiter", () => {
  it("never admits more than five to a base inside any 1000 ms", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }), (pauses) => {
        let now = 0;
        const limiter = new RateLimiter({ ...airtableLimits, penaltyMs: 0 }, { now: () => now });
        const admitted: number[] = [];
        for (const pause of pauses) {
          now += pause;
          if (limiter.admit("owner", "base")) admitted.push(now);
        }
        for (const [index, time] of admitted.entries()) {
          const fifthBefore = admitted[index - 5];
          if (fifthBefore !== undefined) expect(time - fifthBefore).toBeGreaterThanOrEqual(1000);
        }
      }),
    );
  });

  it("admits five at once, and the next exactly a second later", () => {
    let now = 0;
    const limiter = new RateLimiter({ ...airtableLimits, penaltyMs: 0 }, { now: () => now });
    const ask = () => limiter.admit("owner", "base");
    expect([ask(), ask(), ask(), ask(), ask(), ask()]).toEqual([true, true, true, true, true, false]);
    now = 999;
    expect(ask()).toBe(false);
    now = 1000;
    expect(ask()).toBe(true);
  });

  it("is not prolonged by asking during the penalty", () => {
    let now = 0;
    const limiter = new RateLimiter(airtableLimits, { now: () => now });
    for (let count = 0; count < 6; count += 1) limiter.admit("owner", "base");
    now = 20_000;
    expect(limiter.admit("owner", "base")).toBe(false);
    now = 30_000;
    expect(limiter.admit("owner", "base")).toBe(true);
  });

  it("limits an owner to fifty over all bases, and leaves other owners alone", () => {
    const limiter = new RateLimiter(airtableLimits, { now: () => 0 });
    for (let count = 0; count < 50; count += 1) expect(limiter.admit("owner", `base ${count}`)).toBe(true);
    expect(limiter.admit("owner", null)).toBe(false);
    expect(limiter.admit("other", "base 60")).toBe(true);
  });
});
