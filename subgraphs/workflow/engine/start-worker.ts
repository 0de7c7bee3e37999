import { randomUUID } from "node:crypto";
import { DBOS } from "@dbos-inc/dbos-sdk";
import type { Logger } from "../../../kernel/logger.ts";
import { startTakeover } from "./take-over.ts";
import { applicationName, applicationVersion, interpreterName, queueName } from "./ticket.ts";

export interface Worker {
  /** Lets turns come to their next step, for a bounded time; another worker goes on with the rest. */
  stop(): Promise<void>;
}

/** Turns that are still busy then are cut off like in a crash, and recovered like after one. */
const drainMs = 5_000;
/** How often a turn may be cut off and recovered before the engine takes it for what cuts workers off. */
const mostRecoveries = 1_000;

/** Starts the engine in this process. There can be one: DBOS keeps its state in the process. */
export async function startWorker(options: {
  databaseUrl: string;
  concurrency: number;
  takeTurn: (ticket: unknown) => Promise<void>;
  logger: Logger;
}): Promise<Worker> {
  const { databaseUrl, concurrency, takeTurn, logger } = options;
  // Unique per start: the default name would let a second process take over the live turns of the first.
  const executorId = randomUUID();

  DBOS.setConfig({
    name: applicationName,
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: 10,
    executorID: executorId,
    applicationVersion,
    logger: engineLogger(logger),
  });
  DBOS.registerWorkflow(takeTurn, { name: interpreterName, maxRecoveryAttempts: mostRecoveries });
  // Before the launch: from its first turn on, others must be able to see that this executor lives.
  const takeover = await startTakeover({ databaseUrl, executorId, logger });
  await DBOS.launch();
  await DBOS.registerQueue(queueName, {
    workerConcurrency: concurrency,
    minPollingIntervalMs: 50,
    onConflict: "always_update",
  });
  takeover.begin();

  return {
    async stop() {
      await takeover.stop();
      await DBOS.shutdown({ workflowCompletionTimeoutMS: drainMs });
      await takeover.release();
    },
  };
}

/** The engine's chatter goes to our log; its errors about single steps are told by the runs themselves. */
function engineLogger(logger: Logger) {
  const child = logger.child({ part: "engine" });
  return {
    debug: (entry: unknown) => child.trace(String(entry)),
    info: (entry: unknown) => child.debug(String(entry)),
    warn: (entry: unknown) => child.warn({ err: entry }, "engine"),
    error: (entry: unknown) => child.warn({ err: entry }, "engine"),
  };
}
