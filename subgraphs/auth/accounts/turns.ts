import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";

/** Lets only so much of some work be done at once. */
export interface Turns {
  /**
   * Does the work when it is its turn, first come, first served.
   * @throws AirgraphError RATE_LIMITED when too many wait already
   */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** How often work was begun. */
  begun(): number;
}

/** @param expectedMs how long one piece of work takes, roughly: by it those that are refused are told when to come back */
export function createTurns({
  atOnce,
  mostWaiting,
  expectedMs,
}: {
  atOnce: number;
  mostWaiting: number;
  expectedMs: number;
}): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  let begun = 0;

  return {
    async take(work) {
      if (running >= atOnce) {
        if (waiting.length >= mostWaiting) {
          const retryAfterMs = Math.ceil((mostWaiting * expectedMs) / atOnce);
          throw new AirgraphError("RATE_LIMITED", "Too many people sign in at this moment: try again shortly.", {
            retryAfterMs,
          });
        }
        // Whoever ends hands its turn over, so `running` stays as it is.
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      begun += 1;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
    begun: () => begun,
  };
}
