import { describe, expect, it } from "@jest/globals";
import { expectedWait, queueLength } from "./expected-wait.ts";
import { type Demand, emptyLane, type Lane, type LaneState, type WaitingCalls } from "./lane.ts";
import type { Priority } from "./priority.ts";

const base: Lane = { key: "base:app", callsPerSecond: 5 };
const owner: Lane = { key: "owner:usr", callsPerSecond: 50 };
const now = 1_000_000;

const calls = (count: number, priority: Priority, tenantId = "one"): WaitingCalls => ({ count, priority, tenantId });
const demand = (...waiting: WaitingCalls[]): Demand => ({ calls: waiting, next: null, until: now + 5_000 });
const full: LaneState = { ...emptyLane, slots: [now, now, now, now, now] };

function wait(state: LaneState, priority: Priority, own: WaitingCalls[] = [], tenantId = "one"): number {
  return expectedWait([{ lane: base, state }], "mine", own, { priority, tenantId }, now);
}

describe("expectedWait", () => {
  it("is nothing while slots are free", () => {
    expect(wait(emptyLane, "interactive", [calls(4, "interactive")])).toBe(0);
  });

  it("is the time until the slots of all before it have come", () => {
    expect(wait(emptyLane, "interactive", [calls(5, "interactive")])).toBe(1_100);
    expect(wait(full, "interactive")).toBe(1_100);
    expect(wait(full, "interactive", [calls(4, "interactive")])).toBe(1_100);
    expect(wait(full, "interactive", [calls(5, "interactive")])).toBe(2_200);
    expect(wait(full, "interactive", [calls(500, "interactive")])).toBe(101 * 1_100);
  });

  it("does not count what waits in a lower class, and counts all of a better one", () => {
    const state = { ...full, demands: { other: demand(calls(50, "interactive"), calls(50, "background")) } };
    expect(wait(state, "workflow")).toBe(11 * 1_100);
    expect(wait(state, "interactive", [], "two")).toBe(1_100);
  });

  it("counts no more of another tenant's calls than there are of one's own", () => {
    const state = { ...full, demands: { other: demand(calls(50, "workflow", "greedy")) } };
    expect(wait(state, "workflow", [calls(2, "workflow")])).toBe(2 * 1_100);
    expect(wait(state, "workflow", [], "greedy")).toBe(11 * 1_100);
  });

  it("is the longer of what its lanes say, blocks included", () => {
    const blocked = { ...emptyLane, blockedUntil: now + 30_000 };
    const views = [
      { lane: base, state: full },
      { lane: owner, state: blocked },
    ];
    expect(expectedWait(views, "mine", [], { priority: "interactive", tenantId: "one" }, now)).toBe(30_000);
    expect(wait(blocked, "interactive", [calls(7, "interactive")])).toBe(31_100);
  });
});

describe("queueLength", () => {
  it("is what all lines wait for, with one's own as it is now", () => {
    const demands = { mine: demand(calls(9, "workflow")), other: demand(calls(3, "workflow"), calls(2, "background")) };
    expect(queueLength({ ...full, demands }, "mine", [calls(1, "interactive")])).toBe(6);
  });
});
