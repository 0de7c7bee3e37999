import type { Running } from "./run-process.ts";

/**
 * Starts parts that need each other, one after the other. `started` takes each as soon as it runs; they are stopped the
 * other way round: together, or what there is of them when a later one can't start.
 * @returns what `start` returns, and `stop`
 */
export async function startInOrder<About extends object>(
  start: (started: Running[]) => Promise<About>,
): Promise<About & Running> {
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
    return { ...(await start(started)), stop };
  } catch (error) {
    // What failed while cleaning up would hide why there was anything to clean up.
    await stop().catch(() => {});
    throw error;
  }
}
