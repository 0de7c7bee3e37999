import { DBOSExecutor } from "@dbos-inc/dbos-sdk/internal/dbos-executor";
import pg from "pg";
import type { Logger } from "../../../kernel/logger.ts";
import { applicationName } from "./ticket.ts";

/** First key of our advisory locks, so that they meet no others; the second is a hash of the executor's id. */
const lockClass = 72_031;
const sweepMs = 500;
const reconnectMs = 200;

export interface Takeover {
  /** Looks for dead workers from now on, at once for the first time. */
  begin(): void;
  /** Takes over no more. */
  stop(): Promise<void>;
  /** Lets others take over from this worker: after the last of its turns has ended. */
  release(): Promise<void>;
}

/**
 * Recovery of dead workers' turns. Each worker holds an advisory lock on its executor id over a connection of its own; a
 * worker whose process or connection is gone holds none, and whoever gets its lock goes on with its turns. A worker
 * that merely lost its connection may be taken for dead: the engine then tells it, by a conflict, that its execution
 * no longer counts.
 */
export async function startTakeover(options: {
  databaseUrl: string;
  executorId: string;
  logger: Logger;
}): Promise<Takeover> {
  const { databaseUrl, executorId, logger } = options;
  let stopped = false;
  let released = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();

  async function holdLock(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: databaseUrl, application_name: "airgraph-worker", keepAlive: true });
    const lose = () => {
      if (client !== next) return; // Not held yet: then connecting fails. Or told before.
      client = undefined;
      if (!released) void regainLock();
    };
    next.on("error", lose);
    next.on("end", lose);
    await next.connect();
    await next.query("select pg_advisory_lock($1, hashtext($2))", [lockClass, executorId]);
    return next;
  }

  async function regainLock(): Promise<void> {
    try {
      client = await holdLock();
    } catch (err) {
      logger.debug({ err }, "could not hold the worker's lock yet");
      if (!released) setTimeout(() => void regainLock(), reconnectMs);
    }
  }

  async function sweep(): Promise<void> {
    const held = client;
    if (held === undefined) return; // Who may be taken for dead takes over from nobody.
    const { rows } = await held.query<{ executor_id: string }>(
      "select distinct executor_id from dbos.workflow_status where status = 'PENDING' and application_name = $1 and executor_id <> $2",
      [applicationName, executorId],
    );
    for (const { executor_id: dead } of rows) {
      const { rows: locks } = await held.query<{ locked: boolean }>(
        "select pg_try_advisory_lock($1, hashtext($2)) as locked",
        [lockClass, dead],
      );
      if (locks[0]?.locked !== true) continue;
      try {
        const recovered = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([dead]);
        if (recovered !== undefined && recovered.length > 0) {
          logger.info({ runs: recovered.length }, "took over the runs of a worker that is gone");
        }
      } finally {
        await held.query("select pg_advisory_unlock($1, hashtext($2))", [lockClass, dead]);
      }
    }
  }

  async function sweepAgainAndAgain(): Promise<void> {
    try {
      await sweep();
    } catch (err) {
      logger.debug({ err }, "could not look for dead workers");
    }
    if (!stopped) timer = setTimeout(begin, sweepMs);
  }

  function begin(): void {
    sweeping = sweepAgainAndAgain();
  }

  client = await holdLock();
  return {
    begin,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await sweeping;
    },
    async release() {
      released = true;
      await client?.end();
    },
  };
}
