import type { MappedStream } from "../../../../kernel/executor/map-stream.ts";

/**
 * Makes several values of each of a stream's. Not an async generator, for the reason that mapStream gives.
 * @param split what it throws ends the stream
 */
export function oneByOne<In, Out>(
  source: MappedStream<In>,
  split: (value: In) => Promise<readonly Out[]>,
): MappedStream<Out> {
  let waiting: Out[] = [];
  return {
    startCursor: source.startCursor,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const value = waiting.shift();
        if (value !== undefined) return { done: false, value };
        const step = await source.next();
        if (step.done === true) return { done: true, value: undefined };
        try {
          waiting = [...(await split(step.value))];
        } catch (cause) {
          // Nobody returns from a stream that has thrown.
          await source.return?.();
          throw cause;
        }
      }
    },
    async return() {
      waiting = [];
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
}
