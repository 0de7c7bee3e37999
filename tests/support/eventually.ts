import { setTimeout as delay } from "node:timers/promises";

const pauseMs = 50;

/** Asks again until there is an answer; for what arrives on its own, like events. */
export async function eventually<T>(look: () => Promise<T | undefined>, withinMs = 10_000): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`nothing came within ${withinMs} ms`);
    await delay(pauseMs);
  }
}
