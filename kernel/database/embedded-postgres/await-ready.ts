import { setTimeout as delay } from "node:timers/promises";
import { type Address, askPostgres, createDatabase } from "./ask-postgres.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** Crash recovery replays at most what `max_wal_size` lets pile up (1 GB by default), which takes well under a minute. */
const recoveryMs = 60_000;
const pollMs = 15;
const tellEveryMs = 5_000;
const quietMs = 1_000;

/**
 * Waits until the server answers as the one of its data folder, creating our database when it is missing.
 * Gives "gone" when `lives` says that the process ended, or when another folder's server has the port.
 *
 * Throws `WRONG_PASSWORD`, and `START_FAILED` after 60 s; the server is then left to go on, for the next start to adopt.
 */
export async function awaitReady(
  address: Address,
  lives: () => boolean | Promise<boolean>,
  onProgress: (message: string) => void,
): Promise<"ready" | "gone"> {
  const began = Date.now();
  // An ordinary start is busy for some milliseconds, which nobody needs to be told.
  let toldAt = began - tellEveryMs + quietMs;
  let lastCause: unknown;
  while (Date.now() - began < recoveryMs) {
    const answer = await askPostgres(address);
    switch (answer.kind) {
      case "ready":
        return "ready";
      case "stranger":
        return "gone";
      case "no database":
        await createDatabase(address);
        continue;
      case "wrong password":
        throw new EmbeddedPostgresError(
          "WRONG_PASSWORD",
          `The cluster in ${address.dataFolder} was made with another password; use that one, or remove the folder`,
          { cause: answer.cause },
        );
      case "busy":
        lastCause = answer.message;
        if (Date.now() - toldAt >= tellEveryMs) {
          onProgress(`Waiting for Postgres: ${answer.message}`);
          toldAt = Date.now();
        }
        break;
      case "silent":
        lastCause = answer.cause;
        break;
    }
    if (!(await lives())) return "gone";
    await delay(pollMs);
  }
  throw new EmbeddedPostgresError(
    "START_FAILED",
    `Postgres on ${address.dataFolder} was not ready after ${recoveryMs / 1000} s; it goes on recovering, so try again later`,
    { cause: lastCause },
  );
}
