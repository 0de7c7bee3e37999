import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { silentLogger } from "../logger.ts";
import { startThreads, type Threads } from "./start-threads.ts";

type Work = "echo" | "which" | "loop" | "hoard" | "throw";

describe("supervised threads", () => {
  let threads: Threads<{ work: Work; say?: string }, string>;
  afterEach(() => threads.stop());

  function start(options: { module?: string; waitingForOne?: number; threads?: number } = {}): void {
    threads = startThreads({
      name: "The echo",
      module: new URL(options.module ?? "./fixtures/echo-thread", import.meta.url),
      threads: options.threads ?? 1,
      memoryMb: 32,
      longestMs: 1_500,
      waitingForOne: options.waitingForOne ?? 100,
      logger: silentLogger,
      tookTooLong: ({ work }) => new AirgraphError("TIMEOUT", `${work} took too long`),
      tookTooMuch: ({ work }) => new AirgraphError("COST_LIMIT_EXCEEDED", `${work} took too much`),
      tooMany: () => new AirgraphError("RATE_LIMITED", "too many"),
    });
  }
  const echo = async (say: string, onBehalfOf = "a") => threads.ask({ work: "echo", say }, onBehalfOf);

  it.each([
    ["takes too long", "loop", { code: "TIMEOUT", message: "loop took too long" }],
    ["takes too much memory", "hoard", { code: "COST_LIMIT_EXCEEDED", message: "hoard took too much" }],
    ["fails", "throw", { message: expect.stringContaining("thrown on the thread") }],
  ] as const)("refuse a question that %s, and answer those that wait behind it", async (_what, work, refusal) => {
    start();
    await threads.ready;
    const [bad, good, other] = await Promise.allSettled([threads.ask({ work }, "a"), echo("one"), echo("two", "b")]);
    expect(bad).toMatchObject({ status: "rejected", reason: refusal });
    expect([good, other]).toMatchObject([{ value: "one" }, { value: "two" }]);
  });

  it("let one who asks for much wait, and nobody else", async () => {
    start({ waitingForOne: 3 });
    const flood = await Promise.allSettled([...Array.from({ length: 10 }, async () => echo("x")), echo("y", "b")]);
    expect(flood.filter(({ status }) => status === "rejected")).toHaveLength(7);
    expect(flood.at(-1)).toMatchObject({ value: "y" });
  });

  it("go on with the others while one is taken", async () => {
    start({ threads: 2 });
    const outcomes = await Promise.allSettled([threads.ask({ work: "loop" }, "a"), echo("one", "b")]);
    expect(outcomes).toMatchObject([{ status: "rejected" }, { value: "one" }]);
  });

  it("start when those before them are busy", async () => {
    start({ threads: 3 });
    const which = async () => threads.ask({ work: "which" }, "a");
    const first = await which();
    await delay(500);
    expect(new Set([await which(), await which(), await which()])).toEqual(new Set([first]));
    const [, second] = await Promise.allSettled([threads.ask({ work: "loop" }, "a"), which()]);
    expect(second).toMatchObject({ status: "fulfilled" });
    expect(second).not.toMatchObject({ value: first });
  });

  it("that are stopped let nobody wait, whether they asked before or ask after it", async () => {
    start();
    const before = expect(echo("one")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    await threads.stop();
    await before;
    await expect(echo("two")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("that do not start let nobody wait", async () => {
    start({ module: "./fixtures/no-such-thread" });
    await expect(echo("one")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    await expect(threads.ready).rejects.toThrow("does not start");
  });
});
