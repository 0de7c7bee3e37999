import type { EventStream } from "./executor.ts";

/** A stream that can be iterated once, and left. */
export type MappedStream<Event> = AsyncIterableIterator<Event> & Pick<EventStream, "startCursor">;

/**
 * Maps each value of a stream, and what the stream throws. Not an async generator on purpose: a generator that waits
 * for the next value can't be returned from, so a subscriber who leaves between two events would hold the source open
 * for ever.
 * @returns a stream that begins behind the same cursor
 */
export function mapStream<In, Out>(
  source: EventStream<In>,
  map: (value: In) => Out | Promise<Out>,
  mapError: (cause: unknown) => unknown = (cause) => cause,
): MappedStream<Out> {
  const iterator = source[Symbol.asyncIterator]();
  return {
    startCursor: source.startCursor,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      let step: IteratorResult<In>;
      try {
        step = await iterator.next();
      } catch (cause) {
        throw mapError(cause);
      }
      if (step.done === true) return { done: true, value: undefined };
      try {
        return { done: false, value: await map(step.value) };
      } catch (cause) {
        // Nobody returns from a stream that has thrown.
        await iterator.return?.();
        throw cause;
      }
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}

/** A stream that has ended behind a cursor: nothing follows it. */
export function emptyStream(startCursor: string): MappedStream<never> {
  const end = async () => ({ done: true, value: undefined }) as const;
  return {
    startCursor,
    [Symbol.asyncIterator]() {
      return this;
    },
    next: end,
    return: end,
  };
}

/**
 * Makes any number of values of each of a stream's. Not an async generator, for the reason that mapStream gives.
 * @param split what it throws ends the stream
 */
export function flatMapStream<In, Out>(
  source: EventStream<In>,
  split: (value: In) => readonly Out[] | Promise<readonly Out[]>,
): MappedStream<Out> {
  const iterator = source[Symbol.asyncIterator]();
  let waiting = none<Out>();
  return {
    startCursor: source.startCursor,
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const ready = waiting.next();
        if (ready.done !== true) return ready;
        const step = await iterator.next();
        if (step.done === true) return { done: true, value: undefined };
        try {
          waiting = (await split(step.value)).values();
        } catch (cause) {
          // Nobody returns from a stream that has thrown.
          await iterator.return?.();
          throw cause;
        }
      }
    },
    async return() {
      waiting = none();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}

function none<Value>(): IterableIterator<Value> {
  return ([] as Value[]).values();
}

/** Leaves out the values of a stream that `keep` does not want. */
export function filterStream<Event>(source: EventStream<Event>, keep: (value: Event) => boolean): MappedStream<Event> {
  return flatMapStream(source, (value) => (keep(value) ? [value] : []));
}

/** Ends a stream with the first value that `last` names. */
export function endStreamAfter<T>(
  stream: AsyncIterableIterator<T>,
  last: (value: T) => boolean,
): AsyncIterableIterator<T> {
  let ended = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (ended) {
        await stream.return?.();
        return { done: true, value: undefined };
      }
      const step = await stream.next();
      if (step.done !== true && last(step.value)) ended = true;
      return step;
    },
    async return() {
      await stream.return?.();
      return { done: true, value: undefined };
    },
  };
}
