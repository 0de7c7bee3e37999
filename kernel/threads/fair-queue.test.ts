import { describe, expect, it } from "@jest/globals";
import { createFairQueue } from "./fair-queue.ts";

describe("a fair queue", () => {
  it("serves one of each who waits before it serves a second of anybody", () => {
    const queue = createFairQueue<string>();
    for (const item of ["a1", "a2", "a3", "a4"]) queue.add("a", item);
    queue.add("b", "b1");
    queue.add("c", "c1");
    queue.add("c", "c2");
    const served = Array.from({ length: 8 }, () => queue.take());
    expect(served).toEqual(["a1", "b1", "c1", "a2", "c2", "a3", "a4", undefined]);
  });

  it("tells how many of one wait", () => {
    const queue = createFairQueue<string>();
    queue.add("a", "1");
    queue.add("a", "2");
    queue.take();
    expect([queue.waitingFor("a"), queue.waitingFor("b")]).toEqual([1, 0]);
  });
});
