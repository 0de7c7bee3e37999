/** The store's clock as far as one reading of it tells: it was read at some moment between the question and the answer. */
export interface StoreClock {
  /** What it says now, at least. */
  earliest(): number;
  /** What it says now, at most. */
  latest(): number;
}

/** @param reading `now` by the store's clock; the others as `performance.now()` tells them */
export function storeClock({ now, asked, answered }: { now: number; asked: number; answered: number }): StoreClock {
  return {
    earliest: () => now + performance.now() - answered,
    latest: () => now + performance.now() - asked,
  };
}
