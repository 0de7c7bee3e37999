/** Where the emulator gets its time from; tests pass their own. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

/** A clock that can be put forward, so that nobody waits for a penalty or an expiry. */
export interface MovableClock extends Clock {
  /** @param ms how far; never back, for what has expired stays expired @throws RangeError for that, or past the year 9999 */
  advance(ms: number): void;
}

/** The machine's clock. */
const systemClock: Clock = { now: () => Date.now() };

/** A clock that runs like another one, plus what it was put forward. */
export function movableClock(clock: Clock = systemClock): MovableClock {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    advance: (ms) => {
      const isPossible = ms >= 0 && clock.now() + ahead + ms < Date.UTC(10_000, 0);
      if (!isPossible) throw new RangeError(`a clock goes forward by 0 ms or more, to the year 9999; got ${ms}`);
      ahead += ms;
    },
  };
}

export function isMovable(clock: Clock): clock is MovableClock {
  return "advance" in clock;
}
