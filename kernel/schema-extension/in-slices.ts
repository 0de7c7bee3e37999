import { setImmediate as turn } from "node:timers/promises";

/** Others that wait for the event loop are held up no longer than this. */
const sliceMs = 2;

/** The same items, with a turn for everybody else in between whenever the work on them has taken a while. */
export async function* inSlices<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  let startedAt = performance.now();
  for (const item of items) {
    if (performance.now() - startedAt > sliceMs) {
      await turn();
      startedAt = performance.now();
    }
    yield item;
  }
}
