/** How many requests may be sent besides the first ones: a subgraph that fails for everybody must not get several times the load. */
export interface RetryBudget {
  onRequest(): void;
  /** @returns whether one more may be sent, which is then counted */
  take(): boolean;
}

/** @param share how many there may be for each first request, 0 to 1; a few are allowed before there was any */
export function createRetryBudget(share: number): RetryBudget {
  const most = 10;
  let tokens = share === 0 ? 0 : most;
  return {
    onRequest() {
      tokens = Math.min(most, tokens + share);
    },
    take() {
      // What was added up in tenths is a little less than the whole.
      if (tokens < 1 - 1e-9) return false;
      tokens -= 1;
      return true;
    },
  };
}
