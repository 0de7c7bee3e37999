import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { OperationTypeNode } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { createOperationReporter } from "./report-operations.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const person = newPerson();

function open() {
  const reports: string[][] = [];
  const analytics = { answer: async (): Promise<ExecutionResult> => ({ data: { recordOperations: true } }) };
  const reporter = createOperationReporter({
    analytics: async ({ variables }) => {
      const operations = variables?.["operations"] as { operationName: string }[];
      reports.push(operations.map(({ operationName }) => operationName));
      return analytics.answer();
    },
    clock: { now: () => Date.UTC(2026, 4, 1) },
    logger: silentLogger,
  });
  function finish(name: string, caller: Caller = person, kind: OperationTypeNode | null = OperationTypeNode.QUERY) {
    const context = { caller, requestId: "the same", logger: silentLogger };
    reporter.tell({ context, kind: kind ?? undefined, name, errors: [], durationMs: 3 });
  }
  const second = async () => jest.advanceTimersByTimeAsync(1_000);
  return { reports, analytics, reporter, finish, second };
}

describe("the operation reporter", () => {
  it("tells of finished operations once, some time later and together", async () => {
    const { reports, reporter, finish, second } = open();
    finish("a");
    finish("b");
    expect(reports).toEqual([]);
    await second();
    await second();
    expect(reports).toEqual([["a", "b"]]);
    await reporter.stop();
    expect(reports).toHaveLength(1);
  });

  it("tells of people's operations only, and of those that had a document", async () => {
    const { reports, reporter, finish } = open();
    finish("anonymous", { kind: "anonymous" });
    finish("service", { kind: "service", name: "router" });
    finish("unparsed", person, null);
    await reporter.stop();
    expect(reports).toEqual([]);
  });

  it.each([
    ["is down", async () => Promise.reject(new Error("down"))],
    ["fails", async () => ({ errors: [{ message: "No.", extensions: { code: "INTERNAL" } }] })],
  ])("tells again, in order, after analytics %s", async (_what, answer) => {
    const { reports, analytics, reporter, finish, second } = open();
    const works = analytics.answer;
    analytics.answer = answer;
    finish("a");
    await second();
    finish("b");
    await second();
    analytics.answer = works;
    await second();
    await reporter.stop();
    expect(reports).toEqual([["a"], ["a", "b"], ["a", "b"]]);
  });

  it("lets a report that was refused hold up no other", async () => {
    const { reports, analytics, reporter, finish, second } = open();
    const works = analytics.answer;
    analytics.answer = async () => ({ errors: [{ message: "No.", extensions: { code: "BAD_USER_INPUT" } }] });
    finish("bad");
    await second();
    analytics.answer = works;
    finish("good");
    await reporter.stop();
    expect(reports).toEqual([["bad"], ["good"]]);
  });

  it("sends what is left when it stops, at most 500 at a time", async () => {
    const { reports, reporter, finish } = open();
    for (let number = 0; number < 1_100; number++) finish(String(number));
    await reporter.stop();
    expect(reports.map(({ length }) => length)).toEqual([500, 500, 100]);
    expect(reports.flat()).toEqual(Array.from({ length: 1_100 }, (_, number) => String(number)));
  });

  it("stops although analytics is down", async () => {
    const { analytics, reporter, finish } = open();
    analytics.answer = async () => Promise.reject(new Error("down"));
    finish("a");
    await reporter.stop();
  });

  it("keeps the newest 50,000 while analytics is down", async () => {
    const { reports, analytics, reporter, finish, second } = open();
    const works = analytics.answer;
    analytics.answer = async () => Promise.reject(new Error("down"));
    for (let number = 0; number < 50_010; number++) finish(String(number));
    await second();
    reports.length = 0;
    analytics.answer = works;
    await reporter.stop();
    expect(reports.flat()).toEqual(Array.from({ length: 50_000 }, (_, number) => String(number + 10)));
  });

  it("loses nothing that waits when the bound drops what is on its way", async () => {
    const { reports, analytics, reporter, finish, second } = open();
    let arrive: () => void = () => {};
    const works = analytics.answer;
    analytics.answer = async () => {
      await new Promise<void>((resolve) => {
        arrive = resolve;
      });
      return works();
    };
    for (let number = 0; number < 600; number++) finish(String(number));
    await second();
    for (let number = 600; number < 50_100; number++) finish(String(number));
    analytics.answer = works;
    arrive();
    await reporter.stop();
    const told = reports.flat();
    expect(new Set(told).size).toBe(told.length);
    expect(told).toEqual(Array.from({ length: 50_100 }, (_, number) => String(number)));
  });
});
