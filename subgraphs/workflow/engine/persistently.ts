import { setTimeout as delay } from "node:timers/promises";

const firstPauseMs = 50;
const longestPauseMs = 2_000;

/**
 * Does work on our own database until the database is there to do it. A run must not fail because Postgres restarts, so
 * errors of the connection are waited out for ever; errors of the work itself pass.
 */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionTrouble(error)) throw error;
      await delay(pause);
    }
  }
}

/** SQLSTATE classes 08 (connection), 53 (resources) and 57P (shutdown), and what clients say when the socket breaks. */
const troubles = /^(08|53|57P)|^(ECONN|EPIPE|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_)/;

function isConnectionTrouble(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && troubles.test(cause.code)) return true;
  }
  return false;
}
