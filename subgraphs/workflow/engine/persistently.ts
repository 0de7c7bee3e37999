import { setTimeout as delay } from "node:timers/promises";
import { isConnectionTrouble } from "../../../kernel/database/connection-trouble.ts";

const firstPauseMs = 50;
const longestPauseMs = 2_000;

/**
 * Does work on our own database until the database is there to do it. A run must not fail because Postgres restarts, so
 * errors of the connection are waited out for ever, and what lost a deadlock is done again; errors of the work itself pass.
 */
export async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionTrouble(error) && !isDeadlock(error)) throw error;
      await delay(pause);
    }
  }
}

/** Postgres ended one of several transactions that waited for each other; nothing of it was done. */
function isDeadlock(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === "40P01") return true;
  }
  return false;
}
