import { setTimeout as delay } from "node:timers/promises";
import { Suspended } from "./endings.ts";

/**
 * The branches of one turn: it is over for now as soon as all of them wait. A parent that waits for its children is none.
 */
export class Branches {
  #count = 1;
  readonly #waiting = new Set<(reason: Suspended) => void>();

  /** Carries out children at the same time, each as a branch of its own. */
  async fork<T>(children: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]> {
    let left = children.length;
    this.#count += left - 1;
    const end = () => {
      left -= 1;
      if (left === 0) return; // The last one's place is the parent's again.
      this.#count -= 1;
      this.#suspendIfIdle();
    };
    return Promise.allSettled(
      children.map(async (child) => {
        try {
          return await child();
        } finally {
          end();
        }
      }),
    );
  }

  /**
   * Waits a while, as long as other branches have something to do.
   * @throws Suspended when none has
   */
  async pause(ms: number, signal: AbortSignal): Promise<void> {
    // Not by AbortSignal.any: a signal that lives as long as the process would keep something of each that was made of it.
    const over = new AbortController();
    const end = () => over.abort();
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    let suspend: (reason: Suspended) => void = () => {};
    const suspended = new Promise<never>((_resolve, reject) => {
      suspend = reject;
    });
    this.#waiting.add(suspend);
    this.#suspendIfIdle();
    try {
      const passed = delay(ms, undefined, { signal: over.signal }).catch(() => undefined);
      await Promise.race([suspended, passed]);
    } finally {
      end();
      signal.removeEventListener("abort", end);
      this.#waiting.delete(suspend);
    }
  }

  #suspendIfIdle(): void {
    if (this.#waiting.size < this.#count) return;
    for (const suspend of this.#waiting) suspend(new Suspended());
  }
}
