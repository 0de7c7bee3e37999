import { setTimeout as delay } from "node:timers/promises";
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
 * Sends requests over all connections for a time, on each the next when the one before has been answered and it is time for it,
 * and checks each answer.
 * @param options.bodyOf the body of a request with a tag
 * @throws Error for a wrong answer or a broken connection
 */
export async function load(options: {
  connections: readonly Connection[];
  seconds: number;
  /** It goes on for longer until so many have been answered. */
  atLeast: number;
  /** Requests per second over all connections together; as many as are answered without it. */
  pace: number | undefined;
  bodyOf(tag: string): string;
  nextTag(): string;
  check: CheckAnswer;
}): Promise<Load> {
  const { connections, atLeast, pace = Number.POSITIVE_INFINITY, bodyOf, nextTag, check } = options;
  const latencies: number[] = [];
  const startedAt = performance.now();
  const until = startedAt + options.seconds * 1_000;
  const everyMs = (connections.length * 1_000) / pace;

  await Promise.all(
    connections.map(async (connection, index) => {
      for (let turn = index / connections.length; ; turn += 1) {
        const earlyMs = startedAt + turn * everyMs - performance.now();
        if (earlyMs > 0) await delay(earlyMs);
        const sentAt = performance.now();
        if (sentAt >= until && latencies.length >= atLeast) return;
        const tag = nextTag();
        const answer = await connection.post(bodyOf(tag));
        latencies.push(performance.now() - sentAt);
        check(answer, tag);
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
