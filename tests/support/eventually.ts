import { setTimeout as delay } from "node:timers/promises";

const pauseMs = 20;

/**
 * Looks again until there is something; for what arrives on its own, like events. It is given long: on a busy machine
 * seconds pass before a program has even started.
 * @throws Error when nothing came within `withinMs`
 */
export async function eventually<T>(look: () => Promise<T | undefined>, withinMs = 30_000): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > giveUpAt) throw new Error(`nothing came within ${withinMs} ms: ${look.toString()}`);
    await delay(pauseMs);
  }
}

/** Waits until a condition holds. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs?: number): Promise<void> {
  await eventually(async () => ((await condition()) ? true : undefined), withinMs);
}
