import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Logger } from "../../../kernel/logger.ts";

/** Things of all tenants that are looked after again and again, by one process at a time, as rows of a table. */
export interface Rounds<Item> {
  /** Takes what is due and no living process is at. */
  claim(most: number): Promise<readonly Item[]>;
  /** Keeps others away from what this process is at; a claim lasts several heartbeats. */
  extendClaims(): Promise<void>;
  /** In how many milliseconds the next one is due, in whatever process; undefined when there is none. */
  nextDueMs(): Promise<number | undefined>;
  /** One round, which ends with its claim's release. Never rejects. */
  look(item: Item): Promise<void>;
}

/** Items that one process looks after at the same time; most rounds only wait for Airtable. */
const maximumRounds = 20;
/** Nobody waits longer than this because a notification was lost or a process has died. */
const idleMs = 5_000;
/** Often enough that a claim never runs out while its process lives. */
const heartbeatMs = 2_000;
const shortestPauseMs = 50;

/**
 * Goes its rounds together with all other processes on the same database: each item is looked after by one of them, and by
 * another within seconds when that one is gone. While there is none, all there is is a look at an empty table every few
 * seconds.
 * @param options.concerns whether a notification says that something is due, or will be at another time
 */
export function startRounds<Item>(options: {
  rounds: Rounds<Item>;
  /** What the items are, for people: "watched bases". */
  of: string;
  listener: Listener;
  concerns: (payload: string) => boolean;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { rounds, of, listener, concerns, logger } = options;
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let news = false;
  let wake: () => void = () => {};
  const hurry = () => {
    news = true;
    wake();
  };
  const unsubscribe = listener.subscribe((payload) => {
    if (payload === undefined || concerns(payload)) hurry();
  });

  const working = work();
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      hurry();
      await working;
      await Promise.all(underWay);
    },
  };

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = false;
      let pauseMs = idleMs;
      try {
        if (underWay.size > 0) await rounds.extendClaims();
        await claim();
        pauseMs = Math.min(idleMs, (await rounds.nextDueMs()) ?? idleMs);
      } catch (err) {
        logger.warn({ err }, `could not look for ${of}; trying again`);
        news = false; // Whatever is new, the database is not there to tell.
      }
      if (news) continue;
      const busy = underWay.size === maximumRounds;
      await sleep(
        Math.max(shortestPauseMs, underWay.size === 0 ? pauseMs : busy ? heartbeatMs : Math.min(pauseMs, heartbeatMs)),
      );
    }
  }

  async function claim(): Promise<void> {
    const room = maximumRounds - underWay.size;
    if (room === 0) return;
    for (const item of await rounds.claim(room)) {
      const round = rounds.look(item).finally(() => {
        underWay.delete(round);
        hurry();
      });
      underWay.add(round);
    }
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
