import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { silentLogger } from "../../kernel/logger.ts";
import { createBackground } from "./background.ts";

function logged() {
  const lines: string[] = [];
  const keep = (first: unknown, message?: string) => void lines.push(message ?? String(first));
  return { lines, logger: Object.assign(Object.create(silentLogger), { error: keep, warn: keep }) };
}

describe("work in the background", () => {
  it("is done by the time that all is settled, also what began meanwhile", async () => {
    const background = createBackground(silentLogger);
    const done: number[] = [];
    background.run("one", async () => {
      await delay(10);
      background.run("two", async () => {
        await delay(10);
        done.push(2);
      });
      done.push(1);
    });
    expect(done).toEqual([]);
    await background.settled();
    expect(done).toEqual([1, 2]);
  });

  it("that fails is logged, and harms nobody", async () => {
    const { lines, logger } = logged();
    const background = createBackground(logger);
    background.run("telling", async () => Promise.reject(new Error("no")));
    background.run("telling at once", () => {
      throw new Error("no");
    });
    await background.settled();
    expect([...lines].sort()).toEqual(["telling at once failed", "telling failed"]);
  });

  it("is dropped when five hundred are under way, and taken again afterwards", async () => {
    const { lines, logger } = logged();
    const background = createBackground(logger);
    let done = 0;
    const work = async () => {
      await delay(5);
      done += 1;
    };
    for (let begun = 0; begun < 510; begun += 1) background.run("counting", work);
    await background.settled();
    expect(done).toBe(500);
    expect(lines).toHaveLength(10);
    background.run("counting", work);
    await background.settled();
    expect(done).toBe(501);
  });
});
