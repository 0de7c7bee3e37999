import type { TenantId } from "../../../kernel/identity/ids.ts";
import { lookaheadMs, type Turn } from "./decide-turn.ts";
import { expectedWait, queueLength } from "./expected-wait.ts";
import type { LaneView } from "./free-slots.ts";
import type { CallKind, WaitingCalls } from "./lane.ts";
import type { Priority } from "./priority.ts";
import { queueFull, unavailable, waitTooLong } from "./refusals.ts";
import type { SchedulerMetrics } from "./scheduler-metrics.ts";
import type { StoreClock } from "./store-clock.ts";

/** A turn used later than this could meet the next calls within Airtable's second: it is given back. */
const toleratedLatenessMs = 50;

/** One call that waits for its turn. */
export interface Waiter {
  readonly priority: Priority;
  readonly tenantId: TenantId;
  /** By `performance.now()`. */
  readonly deadline: number;
  phase:
    | { readonly kind: "new" }
    /** Let into the queue. */
    | { readonly kind: "queued" }
    | { readonly kind: "turn"; readonly at: number };
  readonly go: () => void;
  readonly refuse: (error: unknown) => void;
}

export interface QueueParts {
  /** Of the line that waits here. */
  readonly line: string;
  readonly maxQueue: number;
  readonly metrics: SchedulerMetrics;
}

/** Who waits in one line, in the order in which they came. */
export interface Queue {
  readonly size: () => number;
  add(waiter: Waiter): void;
  /** @returns whether the waiter was still there */
  leave(waiter: Waiter): boolean;
  /**
   * Goes by what was just read of the lanes: turns that were lost are taken back, and who would wait too long or finds
   * the queue full is refused.
   */
  update(views: readonly LaneView[], clock: StoreClock, now: number): void;
  /** What waits for a turn, in numbers. */
  count(): WaitingCalls[];
  /** Gives turns to those who wait longest for them. */
  assign(turns: readonly Turn[]): void;
  /** Who has a turn, the next one first. */
  turns(): { readonly waiter: Waiter; readonly at: number }[];
  /** Lets a waiter go whose turn has come. Too late, the turn is taken back instead. */
  use(waiter: Waiter, at: number, clock: StoreClock): void;
  /** Slots at which nothing was sent, which the caller takes over. */
  takeReturned(): number[];
  putBackReturned(slots: readonly number[]): void;
  readonly hasReturned: () => boolean;
  /** How far ahead the next turn should lie so that it is not late again; 0 when none was late. */
  readonly headStartMs: () => number;
  /** Milliseconds until the first one that has no turn has waited too long. */
  firstDeadline(): number;
  /** The store is away: turns that were given may be lost. */
  giveUp(cause: unknown): void;
  /** Tells everybody who waits, and returns their turns. */
  refuseAll(error: unknown): void;
}

export function createQueue({ line, maxQueue, metrics }: QueueParts): Queue {
  const waiters = new Set<Waiter>();
  let returned: number[] = [];
  let blockedUntil = 0;
  let headStartMs = 0;

  /** A turn that was given before its lane was blocked is void, and everybody's wait is longer than was expected. */
  function noticeBlocks(views: readonly LaneView[]): void {
    const until = Math.max(...views.map(({ state }) => state.blockedUntil));
    if (until <= blockedUntil) return;
    blockedUntil = until;
    for (const waiter of waiters) {
      if (waiter.phase.kind === "turn" && waiter.phase.at >= until) continue;
      if (waiter.phase.kind === "turn") returned.push(waiter.phase.at);
      waiter.phase = { kind: "new" };
    }
  }

  function takeBackIfLate(waiter: Waiter, at: number, clock: StoreClock): boolean {
    const lateMs = clock.latest() - at;
    if (lateMs <= toleratedLatenessMs) return false;
    returned.push(at);
    waiter.phase = { kind: "queued" };
    headStartMs = Math.min(lookaheadMs, lateMs);
    return true;
  }

  /** Also those who are in already, when their time is over. */
  function letIn(views: readonly LaneView[], now: number): void {
    let queued = countQueued(waiters);
    let goAtOnce = 0;
    for (const waiter of waiters) {
      const leftMs = waiter.deadline - performance.now();
      if (waiter.phase.kind === "turn" || (waiter.phase.kind === "queued" && leftMs > 0)) continue;
      const waitMs = expectedWait(views, line, queued, waiter, now);
      const isFull = views.slice(0, 1).some(({ state }) => queueLength(state, line, queued) - goAtOnce >= maxQueue);
      if (waitMs > leftMs) refuse(waiter, waitTooLong(waitMs), "wait too long");
      else if (isFull && waitMs > lookaheadMs) refuse(waiter, queueFull(waitMs), "queue full");
      else {
        waiter.phase = { kind: "queued" };
        queued = countOneMore(queued, waiter);
        if (waitMs <= lookaheadMs) goAtOnce += 1;
      }
    }
  }

  function refuse(waiter: Waiter, error: unknown, reason: "queue full" | "wait too long" | "store away"): void {
    waiters.delete(waiter);
    metrics.refused(reason);
    waiter.refuse(error);
  }

  function turns(): { waiter: Waiter; at: number }[] {
    return [...waiters]
      .flatMap((waiter) => (waiter.phase.kind === "turn" ? [{ waiter, at: waiter.phase.at }] : []))
      .sort((one, other) => one.at - other.at);
  }

  function leave(waiter: Waiter): boolean {
    if (!waiters.delete(waiter)) return false;
    if (waiter.phase.kind === "turn") returned.push(waiter.phase.at);
    return true;
  }

  return {
    size: () => waiters.size,
    add: (waiter) => waiters.add(waiter),
    leave,
    update(views, clock, now) {
      noticeBlocks(views);
      for (const { waiter, at } of turns()) takeBackIfLate(waiter, at, clock);
      letIn(views, now);
    },
    count: () => countQueued(waiters),
    assign(given) {
      for (const turn of given) {
        const waiter = firstQueued(waiters, turn);
        if (waiter === undefined) returned.push(turn.at);
        else waiter.phase = { kind: "turn", at: turn.at };
      }
    },
    turns,
    use(waiter, at, clock) {
      if (!waiters.has(waiter) || takeBackIfLate(waiter, at, clock)) return;
      headStartMs = 0;
      waiters.delete(waiter);
      waiter.go();
    },
    takeReturned() {
      const slots = returned;
      returned = [];
      return slots;
    },
    putBackReturned: (slots) => void returned.push(...slots),
    hasReturned: () => returned.length > 0,
    headStartMs: () => headStartMs,
    firstDeadline() {
      const now = performance.now();
      return Math.min(
        ...[...waiters].flatMap(({ phase, deadline }) => (phase.kind === "turn" ? [] : [deadline - now])),
      );
    },
    giveUp(cause) {
      for (const waiter of waiters) refuse(waiter, unavailable(cause), "store away");
      returned = [];
    },
    refuseAll(error) {
      for (const waiter of waiters) {
        leave(waiter);
        waiter.refuse(error);
      }
    },
  };
}

/** Without those that are new or have a turn. */
function countQueued(waiters: Iterable<Waiter>): WaitingCalls[] {
  let counted: WaitingCalls[] = [];
  for (const waiter of waiters) if (waiter.phase.kind === "queued") counted = countOneMore(counted, waiter);
  return counted;
}

function countOneMore(counted: readonly WaitingCalls[], { priority, tenantId }: CallKind): WaitingCalls[] {
  const known = counted.findIndex((some) => some.priority === priority && some.tenantId === tenantId);
  if (known < 0) return [...counted, { priority, tenantId, count: 1 }];
  return counted.map((some, index) => (index === known ? { ...some, count: some.count + 1 } : some));
}

/** Who of a kind has waited longest. */
function firstQueued(waiters: Iterable<Waiter>, { priority, tenantId }: CallKind): Waiter | undefined {
  for (const waiter of waiters) {
    if (waiter.phase.kind === "queued" && waiter.priority === priority && waiter.tenantId === tenantId) return waiter;
  }
  return undefined;
}
