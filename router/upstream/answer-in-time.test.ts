import { describe, expect, it } from "@jest/globals";
import { Cancellation } from "../../kernel/cancellation.ts";
import { steadyClock } from "../../kernel/clock.ts";
import { createDeadlines } from "../../kernel/deadlines.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { handFedStream } from "../../kernel/executor/fixtures/hand-fed-stream.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { until } from "../../tests/support/eventually.ts";
import { answerInTime } from "./answer-in-time.ts";

const timeoutMs = 50;
const deadlines = createDeadlines({ clock: steadyClock, periodMs: 5 });

function ask(executor: CallerExecutor, query = "{ a }") {
  const bounded = answerInTime(executor, { name: "file", timeoutMs, clock: steadyClock, deadlines });
  return bounded({ query, caller: { kind: "anonymous" }, requestId: "test" });
}

const never: CallerExecutor = async () => new Promise(() => {});

describe("a subgraph in this process", () => {
  it("is waited for as long as it may take, and no longer", async () => {
    const startedAt = performance.now();
    await expect(ask(never)).rejects.toMatchObject({
      code: "TIMEOUT",
      message: "The file service did not answer in time.",
    });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(timeoutMs - 1);
  });

  it("has no more time than whoever asks", async () => {
    const bounded = answerInTime(never, { name: "file", timeoutMs: 60_000, clock: steadyClock, deadlines });
    const startedAt = performance.now();
    const endsAt = steadyClock.now() + 50;
    const asked = bounded({ query: "{ a }", caller: { kind: "anonymous" }, requestId: "test", endsAt });
    await expect(asked).rejects.toMatchObject({ code: "TIMEOUT" });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  it("has said nothing of a mutation that it is late with", async () => {
    await expect(ask(never, "mutation { a }")).rejects.toMatchObject({
      code: "TIMEOUT",
      extensions: { outcome: "unknown" },
    });
  });

  it("is told that nobody waits any more: when it is late, and when whoever asked has gone", async () => {
    const told: (Cancellation | undefined)[] = [];
    const hears: CallerExecutor = async ({ cancellation }) => {
      told.push(cancellation);
      return never({ query: "", caller: { kind: "anonymous" }, requestId: "" });
    };
    await expect(ask(hears, "mutation { a }")).rejects.toMatchObject({ code: "TIMEOUT" });
    const gone = new Cancellation();
    const bounded = answerInTime(hears, { name: "file", timeoutMs: 60_000, clock: steadyClock, deadlines });
    void bounded({ query: "{ a }", caller: { kind: "anonymous" }, requestId: "test", cancellation: gone });
    expect(told.map((each) => each?.isCancelled)).toEqual([true, false]);
    gone.cancel();
    expect(told.map((each) => each?.isCancelled)).toEqual([true, true]);
  });

  it("answers and fails as it would otherwise", async () => {
    expect(await ask(async () => ({ data: { a: 1 } }))).toEqual({ data: { a: 1 } });
    const failure = new Error("oops");
    await expect(
      ask(async () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
  });

  it("is left when its stream begins after its time", async () => {
    const late = handFedStream<ExecutionResult>();
    let begin: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const asked = ask(async () => begun.then(() => late.stream), "subscription { a }");
    await expect(asked).rejects.toMatchObject({ code: "TIMEOUT" });
    begin();
    await until(() => late.wasLeft());
  });

  it("may go on streaming for ever, once it has begun", async () => {
    const source = handFedStream<ExecutionResult>();
    const stream = await ask(async () => source.stream, "subscription { a }");
    await new Promise((resolve) => setTimeout(resolve, timeoutMs * 2));
    expect(stream).toBe(source.stream);
    expect(source.wasLeft()).toBe(false);
  });
});
