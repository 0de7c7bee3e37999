import type { Connection } from "../http/connection.ts";
import type { CheckAnswer } from "./check-answer.ts";

export interface Load {
  readonly requests: number;
  readonly seconds: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Sends requests over all connections for a time, on each the next when the one before has been answered, and checks each
 * answer.
 * @param options.bodyOf the body of a request with a tag
 * @throws Error for a wrong answer or a broken connection
 */
export async function load(options: {
  connections: readonly Connection[];
  seconds: number;
  /** It goes on for longer until so many have been answered. */
  atLeast: number;
  bodyOf(tag: string): string;
  nextTag(): string;
  check: CheckAnswer;
}): Promise<Load> {
  const { connections, atLeast, bodyOf, nextTag, check } = options;
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + options.seconds * 1_000;

  await Promise.all(
    connections.map(async (connection) => {
      for (let sentAt = performance.now(); sentAt < until || latencies.length < atLeast; ) {
        const tag = nextTag();
        const answer = await connection.post(bodyOf(tag));
        const answeredAt = performance.now();
        latencies.push(answeredAt - sentAt);
        check(answer, tag);
        sentAt = answeredAt;
      }
    }),
  );

  const seconds = (performance.now() - startedAt) / 1_000;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
  return {
    requests: latencies.length,
    seconds,
    p50: percentile(0.5) ?? Number.NaN,
    p99: percentile(0.99) ?? Number.NaN,
  };
}
