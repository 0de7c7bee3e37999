import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "../logger.ts";

/** Something that is to be done now and then, in any process, and does no harm when several do it at once. */
export interface Chore {
  readonly name: string;
  do(): Promise<unknown>;
}

const everyMs = 60_000;

/** Does chores one after the other, at once and then each minute. @returns what ends it, after the one under way */
export function startChores(chores: readonly Chore[], logger: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const chore of chores) {
        if (stopping.signal.aborted) return;
        await chore.do().catch((err: unknown) => logger.warn({ err, chore: chore.name }, "a chore failed"));
      }
      await delay(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
