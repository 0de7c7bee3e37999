import type { Clock } from "../../kernel/clock.ts";

/** How many calls there were of late, and how many of them failed. */
export interface FailureRate {
  add(failed: boolean): void;
  read(): { readonly calls: number; readonly failures: number };
}

const slots = 10;

/** Counts the calls of the last `windowMs`, to a tenth of that. */
export function createFailureRate(options: { clock: Clock; windowMs: number }): FailureRate {
  const { clock, windowMs } = options;
  const slotMs = windowMs / slots;
  const calls = new Uint32Array(slots);
  const failures = new Uint32Array(slots);
  let newest = Math.floor(clock.now() / slotMs);

  return {
    add(failed) {
      const index = advance() % slots;
      calls[index] = (calls[index] ?? 0) + 1;
      if (failed) failures[index] = (failures[index] ?? 0) + 1;
    },
    read() {
      advance();
      return { calls: sum(calls), failures: sum(failures) };
    },
  };

  /** Empties the slots whose time is over. */
  function advance(): number {
    const current = Math.floor(clock.now() / slotMs);
    if (current > newest + slots) newest = current - slots;
    while (newest < current) {
      newest += 1;
      calls[newest % slots] = 0;
      failures[newest % slots] = 0;
    }
    return newest;
  }
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
