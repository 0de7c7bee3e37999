import { setTimeout as delay } from "node:timers/promises";
import type { Lane } from "../scheduler/lane.ts";

const windowMs = 1_000;
/**
 * A call that has been on its way for this long has arrived, answered or not. Together with the window it is shorter than
 * the time between turns (scheduler/free-slots.ts): otherwise calls would fall ever further behind their turns.
 */
const longestTravelMs = 90;

/** Sends calls of one process so far apart that no second sees more of them than Airtable takes. */
export type Spacing = <T>(lane: Lane, send: () => Promise<T>) => Promise<T>;

/**
 * The last word before a call goes out. Turns (scheduler/) are times at which calls are meant to go; a process that was
 * busy sends one late and the next in time, and Airtable sees them too close together. Here each call waits until the
 * one that many places before it has really arrived, and a second has passed since.
 */
export function createSpacing(): Spacing {
  const arrivals = new Map<string, Promise<number>[]>();

  return async ({ key, callsPerSecond }, send) => {
    if (callsPerSecond === 0) return send();
    const before = arrivals.get(key) ?? [];
    let arrived: (at: number) => void = () => {};
    const arrival = new Promise<number>((resolve) => {
      arrived = resolve;
    });
    const recent = [...before, arrival].slice(-callsPerSecond);
    arrivals.set(key, recent);

    const makesRoom = before.at(-callsPerSecond);
    if (makesRoom !== undefined) {
      const wait = Math.ceil((await makesRoom) + windowMs - performance.now()) + 1;
      if (wait > 0) await delay(wait);
    }
    const travelled = setTimeout(() => arrived(performance.now()), longestTravelMs);
    try {
      return await send();
    } finally {
      clearTimeout(travelled);
      arrived(performance.now());
      if (arrivals.get(key) === recent) forgetLater(key, recent);
    }
  };

  /** Bases come and go; what is older than the window no longer matters. */
  function forgetLater(key: string, recent: Promise<number>[]): void {
    setTimeout(() => {
      if (arrivals.get(key) === recent) arrivals.delete(key);
    }, 2 * windowMs).unref();
  }
}
