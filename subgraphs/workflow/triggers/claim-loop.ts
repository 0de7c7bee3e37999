import type { Clock } from "../../../kernel/clock.ts";
import { startWorkLoop, type WorkLoop } from "./work-loop.ts";

/**
 * Claims what is due and carries it out, some of it at the same time, as long as there is any; then again when more is due.
 * @param options.claim takes at most so many for this process, out of what is due by now
 * @param options.carryOut never rejects
 * @param options.nextAt when there is something to be claimed again; undefined when nobody knows
 */
export function startClaimLoop<Item>(
  options: Omit<Parameters<typeof startWorkLoop>[0], "work"> & {
    readonly clock: Clock;
    readonly mostAtOnce: number;
    readonly claim: (now: number, limit: number) => Promise<readonly Item[]>;
    readonly carryOut: (item: Item) => Promise<void>;
    readonly nextAt: () => Promise<Date | undefined>;
  },
): WorkLoop {
  const { clock, mostAtOnce, claim, carryOut, nextAt } = options;
  const underWay = new Set<Promise<void>>();
  const loop = startWorkLoop({ ...options, work });
  return {
    ...loop,
    async stop() {
      await loop.stop();
      await Promise.all(underWay);
    },
  };

  async function work(): Promise<number | undefined> {
    const limit = mostAtOnce - underWay.size;
    if (limit === 0) return undefined;
    const claimed = await claim(clock.now(), limit);
    for (const item of claimed) {
      const carriedOut = carryOut(item).finally(() => {
        underWay.delete(carriedOut);
        if (underWay.size === mostAtOnce - 1) loop.hurry();
      });
      underWay.add(carriedOut);
    }
    if (claimed.length > 0) return 0;
    const next = await nextAt();
    return next && next.getTime() - clock.now();
  }
}
