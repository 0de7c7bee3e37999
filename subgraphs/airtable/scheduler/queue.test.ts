import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { tenantId } from "../../../kernel/identity/ids.ts";
import { noMetrics } from "../../../kernel/telemetry/metrics.ts";
import { emptyLane } from "./lane.ts";
import { createQueue, type Waiter } from "./queue.ts";
import { createSchedulerMetrics } from "./scheduler-metrics.ts";
import type { StoreClock } from "./store-clock.ts";

const at = 1_000_000;
const tenant = tenantId.parse(randomUUID());
const lane = { key: "base:app", callsPerSecond: 5 };
const kind = { priority: "interactive", tenantId: tenant } as const;

/** Said to be known to 2 ms. */
const clockAt = (now: number): StoreClock => ({ earliest: () => now - 2, latest: () => now });

/** A queue with two waiters, of which the first has a turn. */
function queueWithTurn() {
  const queue = createQueue({ line: "mine", maxQueue: 10, metrics: createSchedulerMetrics(noMetrics) });
  const gone: string[] = [];
  const add = (name: string): Waiter => {
    const deadline = performance.now() + 60_000;
    const waiter: Waiter = {
      ...kind,
      deadline,
      phase: { kind: "new" },
      go: () => void gone.push(name),
      refuse: () => void gone.push(`${name} refused`),
    };
    queue.add(waiter);
    return waiter;
  };
  const [first, second] = [add("first"), add("second")];
  queue.update([{ lane, state: emptyLane }], clockAt(at - 100), at - 100);
  queue.assign([{ ...kind, at }]);
  return { queue, gone, first, second };
}

describe("a turn", () => {
  it("is used up to 50 ms late", () => {
    const { queue, gone, first } = queueWithTurn();
    queue.use(first, at, clockAt(at + 50));
    expect(gone).toEqual(["first"]);
    expect(queue.takeReturned()).toEqual([]);
  });

  it("is given back when it may be later, and the next one is asked for ahead of time", () => {
    const { queue, gone, first } = queueWithTurn();
    queue.use(first, at, clockAt(at + 51));
    expect(gone).toEqual([]);
    expect(queue.headStartMs()).toBe(51);
    expect(queue.takeReturned()).toEqual([at]);
    expect(queue.count()).toEqual([{ ...kind, count: 2 }]);

    queue.assign([{ ...kind, at: at + 120 }]);
    queue.use(first, at + 120, clockAt(at + 120));
    expect(gone).toEqual(["first"]);
    expect(queue.headStartMs()).toBe(0);
  });

  it("that nobody came for in time is given back once", () => {
    const { queue } = queueWithTurn();
    queue.update([{ lane, state: emptyLane }], clockAt(at + 500), at + 500);
    queue.update([{ lane, state: emptyLane }], clockAt(at + 600), at + 600);
    expect(queue.takeReturned()).toEqual([at]);
    expect(queue.takeReturned()).toEqual([]);
  });

  it("is given back when its lane has been blocked since", () => {
    const { queue } = queueWithTurn();
    queue.update([{ lane, state: { ...emptyLane, blockedUntil: at + 30_000 } }], clockAt(at - 50), at - 50);
    expect(queue.turns()).toEqual([]);
    expect(queue.takeReturned()).toEqual([at]);
    expect(queue.count()).toEqual([{ ...kind, count: 2 }]);
  });

  it("is given back when its call has left the queue, before or after it was given", () => {
    const { queue, gone, first, second } = queueWithTurn();
    expect(queue.leave(first)).toBe(true);
    expect(queue.leave(first)).toBe(false);
    queue.leave(second);
    queue.assign([{ ...kind, at: at + 1 }]);
    expect(queue.takeReturned()).toEqual([at, at + 1]);
    queue.use(first, at, clockAt(at));
    expect(gone).toEqual([]);
  });
});
