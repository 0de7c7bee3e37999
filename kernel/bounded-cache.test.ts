import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createBoundedCache } from "./bounded-cache.ts";

describe("a bounded cache", () => {
  it("never stands for more text than it may, and keeps what was used last", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 12 })), (keys) => {
        const cache = createBoundedCache<string>({ total: 20, longest: 8 });
        for (const key of keys) cache.set(key, key);
        const kept = [...new Set(keys)].filter((key) => cache.get(key) !== undefined);
        expect(kept.reduce((sum, key) => sum + key.length, 0)).toBeLessThanOrEqual(20);
        expect(kept.every((key) => key.length <= 8)).toBe(true);
        const last = keys.findLast((key) => key.length <= 8);
        if (last !== undefined) expect(cache.get(last)).toBe(last);
      }),
    );
  });

  it("drops what was not used for longest", () => {
    const cache = createBoundedCache<number>({ total: 3, longest: 1 });
    for (const [value, key] of ["a", "b", "c"].entries()) cache.set(key, value);
    expect(cache.get("a")).toBe(0);
    cache.set("d", 3);
    expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toEqual([0, undefined, 2, 3]);
  });
});
