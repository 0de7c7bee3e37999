import { expect, test } from "@jest/globals";
import { Cancellation } from "./cancellation.ts";

function watcher(cancellation: Cancellation) {
  let told = 0;
  const watching = {
    onCancelled() {
      told += 1;
    },
  };
  cancellation.watch(watching);
  return { told: () => told, leave: () => cancellation.forget(watching) };
}

test("all who watch are told once, but for those who have left", () => {
  const cancellation = new Cancellation();
  const [stays, leaves] = [watcher(cancellation), watcher(cancellation)];
  leaves.leave();
  expect(cancellation.isCancelled).toBe(false);
  cancellation.cancel();
  cancellation.cancel();
  expect([cancellation.isCancelled, stays.told(), leaves.told()]).toEqual([true, 1, 0]);
});

test("one who leaves while others are told is not told, and costs nobody else the news", () => {
  const cancellation = new Cancellation();
  const others: ReturnType<typeof watcher>[] = [];
  cancellation.watch({ onCancelled: () => others[0]?.leave() });
  others.push(watcher(cancellation), watcher(cancellation));
  cancellation.cancel();
  expect(others.map(({ told }) => told())).toEqual([0, 1]);
});

test("the signal says the same, whether it is asked for before or after, and is the same each time", () => {
  const [before, after] = [new Cancellation(), new Cancellation()];
  const { signal } = before;
  expect(signal.aborted).toBe(false);
  for (const each of [before, after]) each.cancel();
  expect([signal.aborted, after.signal.aborted]).toEqual([true, true]);
  expect(before.signal).toBe(signal);
});
