import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { createSpacing } from "./spacing.ts";

const key = { key: "base:app", callsPerSecond: 5 };

describe("spacing", () => {
  it("keeps any second to five arrivals although the process stalls and calls travel unevenly", async () => {
    const space = createSpacing();
    const arrivals: number[] = [];
    const stall = setInterval(() => {
      const until = performance.now() + 250 * Math.random();
      while (performance.now() < until);
    }, 170);
    try {
      await Promise.all(
        Array.from({ length: 17 }, async (_, index) => {
          await delay(index * 60 * Math.random());
          await space(key, async () => {
            await delay(60 * Math.random());
            arrivals.push(performance.now());
          });
        }),
      );
    } finally {
      clearInterval(stall);
    }
    arrivals.sort((a, b) => a - b);
    for (const [index, at] of arrivals.entries()) {
      const sixth = arrivals[index + 5];
      if (sixth !== undefined) expect(sixth - at).toBeGreaterThanOrEqual(1_000);
    }
  });

  it("does not wait for a slow answer longer than a call can travel, and lets keys pass each other", async () => {
    const space = createSpacing();
    const startedAt = performance.now();
    let answer: () => void = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow = Promise.all(Array.from({ length: 5 }, async () => space(key, async () => answered)));
    const took = async (of: typeof key) => {
      await space(of, async () => {});
      return performance.now() - startedAt;
    };
    const other = took({ ...key, key: "base:other" });
    const next = took(key);
    // Neither waits for an answer that does not come.
    expect(await other).toBeLessThan(await next);
    answer();
    await slow;
  });

  it("goes on after a call that failed", async () => {
    const space = createSpacing();
    const failing = Array.from({ length: 5 }, async () => space(key, async () => Promise.reject(new Error("cut"))));
    await expect(Promise.allSettled(failing)).resolves.toHaveLength(5);
    await expect(space(key, async () => "sent")).resolves.toBe("sent");
  });
});
