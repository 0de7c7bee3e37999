import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decideTurn, lookaheadMs, type Turn } from "./decide-turn.ts";
import { windowMs } from "./free-slots.ts";
import { emptyLane, type Lane, type LaneState, type WaitingCalls } from "./lane.ts";
import type { Priority } from "./priority.ts";

const lane: Lane = { key: "base:app", callsPerSecond: 5 };
const startedAt = 1_000_000;

const calls = (count: number, priority: Priority = "interactive", tenantId = "one"): WaitingCalls => ({
  count,
  priority,
  tenantId,
});

/** One line that asks for turns in lanes that a test looks after. */
function ask(
  state: LaneState,
  now: number,
  about: { line?: string; calls: WaitingCalls[]; returned?: number[]; earliest?: number },
) {
  const { line = "mine", returned = [], earliest = now } = about;
  const decision = decideTurn([{ lane, state }], { line, calls: about.calls, returned, earliest }, now);
  const [after = emptyLane] = decision.states;
  return { ...decision, state: after };
}

/** The first lines to ask don't know of the others yet. */
const untilAllAreKnown = 20;

/** Lines that each have calls waiting ask in turn, every few milliseconds, until `turns` were given. */
function share(lines: Record<string, WaitingCalls[]>, turns: number) {
  let state = emptyLane;
  let now = startedAt;
  const given: { line: string; priority: Priority; tenantId: string; at: number }[] = [];
  while (given.length < untilAllAreKnown + turns) {
    for (const [line, waiting] of Object.entries(lines)) {
      const decision = ask(state, now, { line, calls: waiting });
      state = decision.state;
      given.push(...decision.turns.map((turn) => ({ ...turn, line })));
      now += 3;
    }
  }
  return given.slice(untilAllAreKnown, untilAllAreKnown + turns);
}

function countBy<T>(all: readonly T[], key: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
}

describe("decideTurn", () => {
  it("gives all free slots in one go, and says when the next one comes free", () => {
    const decision = ask(emptyLane, startedAt, { calls: [calls(7)] });
    expect(decision.turns.map(({ at }) => at)).toEqual(Array.from({ length: 5 }, () => startedAt));
    expect(decision.askAgainAt).toBe(startedAt + windowMs - lookaheadMs);
  });

  it("gives slots away so early that the lane never idles", () => {
    const { state, askAgainAt } = ask(emptyLane, startedAt, { calls: [calls(7)] });
    const later = ask(state, askAgainAt ?? 0, { calls: [calls(2)] });
    expect(later.turns.map(({ at }) => at)).toEqual([startedAt + windowMs, startedAt + windowMs]);
    expect(later.askAgainAt).toBeNull();
  });

  it("gives nothing before a block has ended", () => {
    const blocked = { ...emptyLane, blockedUntil: startedAt + 30_000 };
    expect(ask(blocked, startedAt, { calls: [calls(1)] })).toMatchObject({
      turns: [],
      askAgainAt: startedAt + 30_000 - lookaheadMs,
    });
    expect(ask(blocked, startedAt + 29_900, { calls: [calls(1)] }).turns).toMatchObject([{ at: startedAt + 30_000 }]);
  });

  it("takes slots back at which nothing was sent", () => {
    const { state } = ask(emptyLane, startedAt, { calls: [calls(5)] });
    const returned = [startedAt, startedAt];
    expect(ask(state, startedAt + 80, { calls: [calls(3)], returned }).turns).toHaveLength(2);
  });

  it("takes no other slot back for one that counts no more", () => {
    const { state } = ask(emptyLane, startedAt, { calls: [calls(5)] });
    expect(ask(state, startedAt + 80, { calls: [calls(1)], returned: [startedAt - 2_000] }).turns).toEqual([]);
  });

  it("keeps slots in order when one lies before others that were given ahead", () => {
    const { state } = ask({ ...emptyLane, slots: [startedAt + 150] }, startedAt, { calls: [calls(1)] });
    expect(state.slots).toEqual([startedAt, startedAt + 150]);
  });

  it("gives no slot before it is of use", () => {
    const { turns } = ask(emptyLane, startedAt, { calls: [calls(1)], earliest: startedAt + 120 });
    expect(turns).toMatchObject([{ at: startedAt + 120 }]);
  });

  it("lets a better class of another line go first, and passes it once its process has died", () => {
    const full = ask(emptyLane, startedAt, { line: "other", calls: [calls(6)] }).state;
    const waiting = ask(full, startedAt, { calls: [calls(1, "background")] }).state;
    expect(ask(waiting, startedAt + windowMs, { calls: [calls(1, "background")] }).turns).toEqual([]);
    expect(ask(waiting, startedAt + windowMs, { line: "other", calls: [calls(1)] }).turns).toHaveLength(1);
    const afterDeath = startedAt + windowMs - lookaheadMs + 1_000;
    expect(ask(waiting, afterDeath, { calls: [calls(1, "background")] }).turns).toHaveLength(1);
  });

  it("gives better classes everything but one turn in ten for each class below", () => {
    const given = share(
      { a: [calls(99), calls(99, "background")], b: [calls(99, "workflow"), calls(99, "background")] },
      200,
    );
    expect(countBy(given, ({ priority }) => priority)).toEqual({ interactive: 160, workflow: 20, background: 20 });
  });

  it("shares equally between tenants however many calls and lines each has", () => {
    const given = share(
      {
        a: [calls(99, "workflow", "greedy")],
        b: [calls(99, "workflow", "greedy")],
        c: [calls(99, "workflow", "greedy"), calls(99, "workflow", "modest")],
      },
      100,
    );
    expect(countBy(given, ({ tenantId }) => tenantId)).toEqual({ greedy: 50, modest: 50 });
  });

  it("shares equally between the processes of one tenant", () => {
    const given = share({ a: [calls(99)], b: [calls(9)], c: [calls(99)] }, 99);
    expect(countBy(given, ({ line }) => line)).toEqual({ a: 33, b: 33, c: 33 });
  });

  it("lets nobody wait for a line that its other lane holds up", () => {
    const owner: Lane = { key: "owner:usr", callsPerSecond: 50 };
    const blockedOwner = { ...emptyLane, blockedUntil: startedAt + 10_000 };
    const request = { line: "held up", calls: [calls(3)], returned: [], earliest: 0 };
    const views = [
      { lane, state: emptyLane },
      { lane: owner, state: blockedOwner },
    ];
    const [base = emptyLane, usr = emptyLane] = decideTurn(views, request, startedAt).states;
    expect([base.demands, usr.demands]).toEqual([
      {},
      {
        "held up": { calls: [calls(3)], next: { priority: "interactive", tenantId: "one" }, until: expect.any(Number) },
      },
    ]);
    expect(ask(base, startedAt, { calls: [calls(1, "background")] }).turns).toHaveLength(1);
  });

  it("needs no write when nothing has changed", () => {
    const { state } = ask(emptyLane, startedAt, { calls: [calls(9)] });
    expect(ask(state, startedAt + 1, { calls: [calls(4)] }).changed).toBe(false);
    expect(ask(state, startedAt + 1, { calls: [calls(3)] }).changed).toBe(true);
    expect(ask(state, startedAt + 1, { calls: [] }).changed).toBe(true);
    expect(ask(emptyLane, startedAt, { calls: [] }).changed).toBe(false);
  });

  it("recovers when the store's clock is set back", () => {
    const { state } = ask({ ...emptyLane, blockedUntil: startedAt + 31_000 }, startedAt + 31_000, {
      calls: [calls(5)],
    });
    const dayBefore = startedAt - 86_400_000;
    const { askAgainAt } = ask(state, dayBefore, { calls: [calls(1)] });
    expect((askAgainAt ?? 0) - dayBefore).toBeLessThanOrEqual(31_000);
  });
});

describe("any number of lines on any lanes", () => {
  const twoBases: Lane[] = [
    { key: "base:a", callsPerSecond: 3 },
    { key: "base:b", callsPerSecond: 3 },
  ];
  const owner: Lane = { key: "owner:usr", callsPerSecond: 4 };
  const lines = [
    ["base:a", "owner:usr"],
    ["base:a", "owner:usr"],
    ["base:a"],
    ["base:b", "owner:usr"],
    ["base:b"],
    ["owner:usr"],
  ];

  const anyPriority = fc.constantFrom<Priority[]>("interactive", "workflow", "background");
  const event = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("arrive" as const),
        line: fc.nat(lines.length - 1),
        count: fc.integer({ min: 1, max: 8 }),
        priority: anyPriority,
        tenantId: fc.constantFrom("one", "two"),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("penalty" as const), lane: fc.nat(2), ms: fc.nat(5_000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("die" as const), line: fc.nat(lines.length - 1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), line: fc.nat(lines.length - 1) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("return" as const), line: fc.nat(lines.length - 1) }) },
  );
  const history = fc.array(fc.record({ event, afterMs: fc.nat(1_500) }), { minLength: 1, maxLength: 40 });

  it("never get more slots in a window than Airtable takes, none while it refuses, and each its turn in the end", () => {
    fc.assert(
      fc.property(history, fc.nat(1_000_000), (events, seed) => {
        const world = createWorld(seed);
        for (const { event: what, afterMs } of events) {
          world.runFor(afterMs);
          world.apply(what);
        }
        world.runFor(5_000 + 1_000 + (world.waiting() + 10) * windowMs);
        expect(world.waiting()).toBe(0);
        expect(world.crowded()).toEqual([]);
        expect(world.sentWhileBlocked).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

  /** Lines as they run in processes, on a clock of their own: each asks when it was told to, a little late. */
  function createWorld(seed: number) {
    let random = seed + 1;
    const jitter = (most: number) => {
      random = (random * 48_271) % 2_147_483_647;
      return random % most;
    };
    const lanes = new Map([...twoBases, owner].map((one) => [one.key, { lane: one, state: emptyLane }]));
    const sent = new Map([...lanes.keys()].map((key) => [key, [] as number[]]));
    const actors = lines.map((keys, index) => ({
      line: `line ${index}`,
      keys,
      calls: [] as WaitingCalls[],
      returned: [] as number[],
      held: [] as Turn[],
      askAt: Number.POSITIVE_INFINITY,
      dead: false,
    }));
    const sentWhileBlocked: number[] = [];
    let now = startedAt;

    type Actor = (typeof actors)[number];
    const viewsOf = ({ keys }: Actor) => keys.map((key) => lanes.get(key)).filter((view) => view !== undefined);

    function add(actor: Actor, more: WaitingCalls): void {
      const same = actor.calls.find((some) => some.priority === more.priority && some.tenantId === more.tenantId);
      actor.calls = [
        ...actor.calls.filter((some) => some !== same),
        { ...more, count: more.count + (same?.count ?? 0) },
      ];
      actor.askAt = now;
    }

    function step(actor: Actor): void {
      const views = viewsOf(actor);
      const blockedUntil = Math.max(...views.map(({ state }) => state.blockedUntil));
      for (const turn of actor.held.filter(({ at }) => at < blockedUntil)) {
        actor.returned.push(turn.at);
        add(actor, { ...turn, count: 1 });
      }
      const due = actor.held.filter(({ at }) => at >= blockedUntil && at <= now);
      actor.held = actor.held.filter(({ at }) => at >= blockedUntil && at > now);
      for (const { at } of due) {
        for (const key of actor.keys) sent.get(key)?.push(at);
        if (now < blockedUntil) sentWhileBlocked.push(at);
      }
      const { line, calls: waiting, returned } = actor;
      const decision = decideTurn(views, { line, calls: waiting, returned, earliest: now }, now);
      for (const [index, key] of actor.keys.entries()) {
        const view = lanes.get(key);
        if (view !== undefined) lanes.set(key, { ...view, state: decision.states[index] ?? emptyLane });
      }
      actor.returned = [];
      actor.held.push(...decision.turns);
      for (const turn of decision.turns) {
        actor.calls = actor.calls
          .map((some) =>
            some.priority === turn.priority && some.tenantId === turn.tenantId
              ? { ...some, count: some.count - 1 }
              : some,
          )
          .filter(({ count }) => count > 0);
      }
      const next = Math.min(decision.askAgainAt ?? Number.POSITIVE_INFINITY, ...actor.held.map(({ at }) => at));
      actor.askAt = next === Number.POSITIVE_INFINITY ? next : Math.max(next, now) + 1 + jitter(8);
    }

    return {
      sentWhileBlocked,
      waiting: () => actors.reduce((sum, { calls: some }) => sum + some.reduce((all, { count }) => all + count, 0), 0),
      crowded() {
        return [...sent].filter(([key, times]) => {
          const limit = lanes.get(key)?.lane.callsPerSecond ?? 0;
          const sorted = times.toSorted((one, other) => one - other);
          return sorted.some((at, index) => (sorted[index + limit] ?? Number.POSITIVE_INFINITY) - at < windowMs);
        });
      },
      runFor(ms: number) {
        const end = now + ms;
        for (;;) {
          const [next] = actors.filter(({ dead }) => !dead).sort((one, other) => one.askAt - other.askAt);
          if (next === undefined || next.askAt > end) break;
          now = Math.max(now, next.askAt);
          step(next);
        }
        now = end;
      },
      apply(what: Event) {
        if (what.kind === "penalty") {
          const view = [...lanes.values()][what.lane];
          if (view === undefined) return;
          lanes.set(view.lane.key, { ...view, state: { ...view.state, blockedUntil: now + what.ms } });
          return;
        }
        const actor = actors[what.line];
        if (actor === undefined || actor.dead) return;
        switch (what.kind) {
          case "arrive":
            add(actor, { priority: what.priority, tenantId: what.tenantId, count: what.count });
            break;
          case "die":
            actor.dead = true;
            actor.calls = [];
            break;
          case "leave":
            actor.calls = [];
            actor.askAt = now;
            break;
          case "return":
            actor.returned.push(...actor.held.map(({ at }) => at));
            actor.held = [];
            actor.askAt = now;
            break;
        }
      },
    };
  }
});
