import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createFailureRate } from "./failure-rate.ts";

describe("a failure rate", () => {
  it("counts the calls of its window, to a tenth of it, and no others", () => {
    const calls = fc.array(fc.record({ afterMs: fc.nat(1_500), failed: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(calls, fc.nat(100_000), (steps, startedAt) => {
        let now = startedAt;
        const rate = createFailureRate({ clock: { now: () => now }, windowMs: 1_000 });
        const made: { at: number; failed: boolean }[] = [];
        for (const { afterMs, failed } of steps) {
          now += afterMs;
          rate.add(failed);
          made.push({ at: now, failed });
          const slot = Math.floor(now / 100);
          const recent = made.filter(({ at }) => Math.floor(at / 100) > slot - 10);
          expect(rate.read()).toEqual({ calls: recent.length, failures: recent.filter((call) => call.failed).length });
        }
      }),
    );
  });
});
