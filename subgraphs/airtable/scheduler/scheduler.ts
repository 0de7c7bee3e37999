import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { createOneAtATime } from "../one-at-a-time.ts";
import {
  type CallLimits,
  type CallTarget,
  type Lane,
  laneOfCall,
  lanesOfCall,
  longestBlockMs,
  shortestBlockMs,
} from "./lane.ts";
import type { LaneStore } from "./lane-store.ts";
import { createLine, type Line } from "./line.ts";
import type { Priority } from "./priority.ts";
import { unavailable } from "./refusals.ts";
import type { SchedulerMetrics } from "./scheduler-metrics.ts";

/** Only lanes that others write at the same moments need more than one or two. */
const blockAttempts = 50;

export interface TurnRequest extends CallTarget {
  readonly tenantId: TenantId;
  readonly priority: Priority;
  /** When it is aborted nobody waits any more: the call leaves the queue at once. */
  readonly signal?: AbortSignal | undefined;
}

/** Keeps calls within Airtable's limits, together with all other processes on the same store. */
export interface Scheduler {
  /**
   * Resolves when the call may be sent, which it must be at once.
   * @returns how long it waited, in ms
   * @throws AirgraphError RATE_LIMITED with `retryAfterMs` when the queue is full or the wait would be too long;
   *   UPSTREAM_UNAVAILABLE when the store is away; the signal's reason
   */
  takeTurn(request: TurnRequest): Promise<{ waitedMs: number }>;
  /**
   * Airtable answered 429: lets nothing go to the base or, when it is null, from the owner, in any process, until
   * Airtable listens again.
   * @throws AirgraphError UPSTREAM_UNAVAILABLE when the store is away
   */
  penalise(target: CallTarget): Promise<void>;
  /** Refuses whoever waits. */
  stop(): Promise<void>;
}

export interface SchedulerOptions {
  readonly store: LaneStore;
  readonly limits: CallLimits;
  /** Calls that may wait for one base, in all processes together. */
  readonly maxQueue: number;
  /** Who would wait longer is refused at once. */
  readonly maxWaitMs: Readonly<Record<Priority, number>>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly metrics: SchedulerMetrics;
}

export function createScheduler({ store, limits, maxQueue, maxWaitMs, random, metrics }: SchedulerOptions): Scheduler {
  const processId = randomUUID().slice(0, 8);
  const lines = new Map<string, Line>();
  const oneAtATime = createOneAtATime();
  let opened = 0;
  let stopped = false;
  metrics.watchQueue(() => [...lines.values()].reduce((sum, line) => sum + line.length(), 0));

  function openLine(key: string, target: CallTarget, lanes: readonly Lane[]): Line {
    opened += 1;
    const line = createLine({
      id: `${processId}:${opened}`,
      lanes,
      store,
      maxQueue,
      maxWaitMs,
      random,
      metrics,
      inTurn: async (work) => oneAtATime(target.owner, work),
      onIdle: () => lines.delete(key),
    });
    lines.set(key, line);
    return line;
  }

  return {
    async takeTurn(request) {
      if (stopped) throw unavailable(undefined, "Airgraph is stopping.");
      const lanes = lanesOfCall(request, limits);
      if (lanes.length === 0) return { waitedMs: 0 };
      const key = `${request.baseId ?? "no base"} ${request.owner}`;
      const line = lines.get(key) ?? openLine(key, request, lanes);
      return line.takeTurn(request);
    },
    async penalise(target) {
      const lane = laneOfCall(target, limits);
      metrics.penalised();
      await block(store, lane.key, shortestBlockMs + random() * (longestBlockMs - shortestBlockMs), random);
      for (const line of lines.values()) if (line.lanes.some(({ key }) => key === lane.key)) line.wake();
    },
    async stop() {
      stopped = true;
      await Promise.all([...lines.values()].map(async (line) => line.stop()));
    },
  };
}

async function block(store: LaneStore, key: string, forMs: number, random: () => number): Promise<void> {
  try {
    for (let attempt = 1; attempt <= blockAttempts; attempt += 1) {
      const { lanes, now } = await store.read([key]);
      const changes = lanes.map(({ state, version }) => ({
        key,
        version,
        state: { ...state, blockedUntil: Math.max(state.blockedUntil, now + forMs) },
      }));
      if (await store.write(changes)) return;
      await delay(random() * 5);
    }
  } catch (cause) {
    throw unavailable(cause);
  }
  throw unavailable(undefined);
}
