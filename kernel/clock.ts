/** Time is passed in, so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** Never goes back or leaps, so that nothing waits for hours because somebody set the machine's clock. */
export const steadyClock: Clock = { now: () => performance.timeOrigin + performance.now() };
