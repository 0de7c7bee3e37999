const firstMs = 200;
const longestMs = 5_000;

/**
 * How long to wait before trying once more: doubling, half of it at random, so that many callers don't come back at once.
 * @param attempt the one that failed, from 1
 * @param random from 0 up to, not including, 1
 */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random;
}
