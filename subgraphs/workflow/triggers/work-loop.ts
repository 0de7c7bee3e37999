import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { triggerNews } from "../store/triggers.ts";

export interface WorkLoop {
  /** Has the work done again at once. */
  hurry(): void;
  /** Lets the work under way end. */
  stop(): Promise<void>;
}

/** So that what is due at once, again and again, does not become a busy loop. */
const shortestPauseMs = 5;

/**
 * Does some work again and again: when it is due, when there is news of triggers, and now and then in case a notification
 * was lost, or the machine's clock was set. Work that fails is tried again after the longest pause.
 * @param options.work answers in how many milliseconds it is due again; undefined when it does not know
 */
export function startWorkLoop(options: {
  readonly name: string;
  readonly work: (stopping: AbortSignal) => Promise<number | undefined>;
  readonly longestPauseMs: number;
  readonly listener: Listener;
  readonly logger: Logger;
}): WorkLoop {
  const { name, work, longestPauseMs, listener, logger } = options;
  const stopping = new AbortController();
  let news = false;
  let wake: () => void = () => {};
  const hurry = () => {
    news = true;
    wake();
  };
  const unsubscribe = listener.subscribe((payload) => {
    if (payload === undefined || payload === triggerNews) hurry();
  });
  const working = loop();
  return {
    hurry,
    async stop() {
      stopping.abort();
      unsubscribe();
      wake();
      await working;
    },
  };

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      news = false;
      let pauseMs = longestPauseMs;
      try {
        pauseMs = Math.min(longestPauseMs, Math.max(shortestPauseMs, (await work(stopping.signal)) ?? longestPauseMs));
      } catch (err) {
        logger.warn({ err, loop: name }, "could not look after triggers; trying again");
        news = false; // Whatever is new, the database is not there to tell.
      }
      if (!news && !stopping.signal.aborted) await sleep(pauseMs);
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
