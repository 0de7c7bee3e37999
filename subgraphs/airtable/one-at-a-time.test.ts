import { setImmediate as pause } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { createOneAtATime } from "./one-at-a-time.ts";

describe("oneAtATime", () => {
  it("does works of one key one after the other, in their order, also after one that failed", async () => {
    const oneAtATime = createOneAtATime();
    const done: number[] = [];
    const work = (number: number, pauses: number) => async () => {
      for (let each = 0; each < pauses; each += 1) await pause();
      done.push(number);
      if (number === 2) throw new Error("two");
      return number;
    };
    const results = await Promise.allSettled([
      oneAtATime("a", work(1, 5)),
      oneAtATime("a", work(2, 2)),
      oneAtATime("a", work(3, 0)),
      oneAtATime("b", work(4, 0)),
      oneAtATime(undefined, work(5, 1)),
    ]);
    expect(done).toEqual([4, 5, 1, 2, 3]);
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
      "fulfilled",
    ]);
  });

  it("has work with several keys wait for all that have one of them, and no two wait for each other", async () => {
    const oneAtATime = createOneAtATime();
    const done: string[] = [];
    const work = (name: string, pauses: number) => async () => {
      for (let each = 0; each < pauses; each += 1) await pause();
      done.push(name);
    };
    await Promise.all([
      oneAtATime("a", work("a", 5)),
      oneAtATime(["a", "b"], work("ab", 3)),
      oneAtATime(["b", "a"], work("ba", 1)),
      oneAtATime("b", work("b", 0)),
      oneAtATime(["c", "c"], work("cc", 0)),
      oneAtATime([], work("none", 0)),
    ]);
    expect(done).toEqual(["cc", "none", "a", "ab", "ba", "b"]);
  });

  it("begins work that has nobody before it at once", async () => {
    const oneAtATime = createOneAtATime();
    let begun = 0;
    const work = async () => {
      begun += 1;
    };
    const both = [oneAtATime("a", work), oneAtATime("b", work)];
    expect(begun).toBe(2);
    await Promise.all(both);
    const again = oneAtATime("a", work);
    expect(begun).toBe(3);
    await again;
  });
});
