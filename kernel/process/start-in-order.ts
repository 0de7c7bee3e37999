import type { Running } from "./run-process.ts";

/**
 * Starts parts that need each other, one after the other. `started` takes each as soon as it runs; they are stopped the
 * other way round: together, or what there is of them when a later one can't start.
 */
export async function startInOrder(start: (started: Running[]) => Promise<void>): Promise<Running> {
  const started: Running[] = [];
  const stop = async () => {
    let failure: unknown;
    for (const part of started.toReversed()) {
      try {
        await part.stop();
      } catch (error) {
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
  };
  try {
    await start(started);
  } catch (error) {
    // What failed while cleaning up would hide why there was anything to clean up.
    await stop().catch(() => {});
    throw error;
  }
  return { stop };
}
