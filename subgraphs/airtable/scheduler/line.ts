import { setTimeout as delay } from "node:timers/promises";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { createAlarm } from "./alarm.ts";
import { decideTurn } from "./decide-turn.ts";
import type { Lane } from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";
import type { Priority } from "./priority.ts";
import { createQueue, type Waiter } from "./queue.ts";
import { unavailable } from "./refusals.ts";
import type { SchedulerMetrics } from "./scheduler-metrics.ts";
import { type StoreClock, storeClock } from "./store-clock.ts";

/** A turn is used only while what was read of its lanes is this fresh: they may have been blocked since it was given. */
const freshMs = 20;
/** So long the store may be away before callers are told. */
const patienceMs = 2_000;
const retryMs = 100;
/** Most to wait, by chance, after others wrote first; times how often they did. */
const overtakenMs = 5;
const mostOvertakenMs = 50;

export interface LineParts {
  /** Unlike any other line's, in any process. */
  readonly id: string;
  readonly lanes: readonly Lane[];
  readonly store: LaneStore;
  readonly maxQueue: number;
  readonly maxWaitMs: Readonly<Record<Priority, number>>;
  readonly random: () => number;
  readonly metrics: SchedulerMetrics;
  /** Lines that share a lane ask one after the other: asked at once, all but one would have to ask again. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Nobody waits here any more. */
  readonly onIdle: () => void;
}

/** The calls of this process that wait for the same lanes. */
export interface Line {
  readonly lanes: readonly Lane[];
  readonly length: () => number;
  takeTurn(request: {
    readonly priority: Priority;
    readonly tenantId: TenantId;
    readonly signal?: AbortSignal | undefined;
  }): Promise<{ waitedMs: number }>;
  /** Something has changed in the lanes: look again. */
  wake(): void;
  /** Refuses whoever waits. */
  stop(): Promise<void>;
}

/** What one look at the lanes brought. */
interface Round {
  readonly clock: StoreClock;
  /** By the store's clock; null when nobody is left to ask for. */
  readonly askAgainAt: number | null;
}

/**
 * Asks the store for turns as long as anybody waits: read the lanes, decide, write what was decided unless somebody else
 * has written meanwhile, use the turns that have come, sleep until there is something to ask for.
 */
export function createLine(parts: LineParts): Line {
  const { id, lanes, store, maxQueue, maxWaitMs, random, metrics, inTurn, onIdle } = parts;
  const keys = lanes.map(({ key }) => key);
  const alarm = createAlarm();
  const queue = createQueue({ line: id, maxQueue, metrics });
  let demandIsStored = false;
  let stopping = false;
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    let failingSince: number | undefined;
    let overtaken = 0;
    while (queue.size() > 0 || queue.hasReturned() || demandIsStored) {
      try {
        const round = await inTurn(ask);
        failingSince = undefined;
        if (round === "overtaken") {
          await delay(random() * Math.min(overtaken * overtakenMs, mostOvertakenMs));
          overtaken += 1;
          continue;
        }
        overtaken = 0;
        await useTurns(round.clock);
        if (queue.size() > 0) await alarm.sleep(untilNextRound(round));
      } catch (cause) {
        failingSince ??= performance.now();
        if (stopping || performance.now() - failingSince > patienceMs) giveUp(cause);
        else await delay(retryMs);
      }
    }
    running = undefined;
    onIdle();
  }

  async function ask(): Promise<Round | "overtaken"> {
    const asked = performance.now();
    const { lanes: known, now } = await store.read(keys);
    const clock = storeClock({ now, asked, answered: performance.now() });
    // From here to the decision nothing is awaited, so whoever comes later rings for another round.
    alarm.reset();
    const views = lanes.map((lane, index) => ({ lane, state: laneAt(known, index).state }));
    queue.update(views, clock, now);
    const returned = queue.takeReturned();
    const request = { line: id, calls: queue.count(), returned, earliest: now + queue.headStartMs() };
    const { states, changed, turns, askAgainAt } = decideTurn(views, request, now);
    if (changed) {
      // When this fails nobody knows whether it was written, so what was returned stays taken: that only costs slots.
      const written = await store.write(
        states.map((state, index) => ({ key: keys[index] ?? "", version: laneAt(known, index).version, state })),
      );
      if (!written) {
        queue.putBackReturned(returned);
        return "overtaken";
      }
    }
    demandIsStored = askAgainAt !== null;
    queue.assign(turns);
    return { clock, askAgainAt };
  }

  /** Lets go who may send now or very soon. */
  async function useTurns(clock: StoreClock): Promise<void> {
    for (const { waiter, at } of queue.turns()) {
      const early = at - clock.earliest();
      if (early > freshMs) return;
      if (early > 0) await delay(Math.ceil(early));
      queue.use(waiter, at, clock);
    }
  }

  function untilNextRound({ clock, askAgainAt }: Round): number {
    if (queue.hasReturned()) return 0;
    const [next] = queue.turns();
    const untilAsking = askAgainAt === null ? Number.POSITIVE_INFINITY : askAgainAt - clock.earliest();
    const untilTurn = next === undefined ? Number.POSITIVE_INFINITY : next.at - freshMs / 2 - clock.latest();
    return Math.max(0, Math.min(untilAsking, untilTurn, queue.firstDeadline()));
  }

  function giveUp(cause: unknown): void {
    queue.giveUp(cause);
    demandIsStored = false;
  }

  return {
    lanes,
    length: queue.size,
    wake: alarm.ring,
    async takeTurn({ priority, tenantId, signal }) {
      signal?.throwIfAborted();
      const since = performance.now();
      let forget = () => {};
      try {
        await new Promise<void>((go, refuse) => {
          const deadline = since + maxWaitMs[priority];
          const waiter: Waiter = { priority, tenantId, deadline, phase: { kind: "new" }, go, refuse };
          const leave = () => {
            if (queue.leave(waiter)) alarm.ring();
            refuse(signal?.reason);
          };
          signal?.addEventListener("abort", leave, { once: true });
          forget = () => signal?.removeEventListener("abort", leave);
          queue.add(waiter);
          alarm.ring();
          running ??= run();
        });
      } finally {
        forget();
      }
      const waitedMs = performance.now() - since;
      metrics.granted(priority, waitedMs);
      return { waitedMs };
    },
    async stop() {
      stopping = true;
      queue.refuseAll(unavailable(undefined, "Airgraph is stopping."));
      alarm.ring();
      await running;
    },
  };
}

function laneAt<T>(known: readonly T[], index: number): T {
  const lane = known[index];
  if (lane === undefined) throw new Error("the store left a lane out");
  return lane;
}
