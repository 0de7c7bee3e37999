import type { Clock } from "../../kernel/clock.ts";
import type { ConfigOf } from "../../kernel/config/settings.ts";
import type { OpenDatabase } from "../../kernel/database/database.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { type Listener, startListener } from "../../kernel/event-log/listener.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { createSeal, type Seal } from "../../kernel/secrets/seal.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import type { settings } from "./config.ts";
import { startEngine } from "./engine/start-engine.ts";
import { createEvaluator } from "./expressions/create-evaluator.ts";
import type { Evaluator } from "./expressions/evaluator.ts";

/** What a process works with that serves the API of workflows, carries out runs, or does both. */
export interface OpenWorkflow {
  readonly database: OpenDatabase;
  readonly listener: Listener;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  /** Runs under way in this process come to their next step; others go on with them. */
  stop(): Promise<void>;
}

/**
 * @param options.works whether this process carries out runs
 * @param options.supergraph the whole supergraph, when the router is in this same process
 */
export async function openWorkflow(options: {
  readonly config: ConfigOf<typeof settings>;
  readonly works: boolean;
  readonly supergraph: Executor | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<OpenWorkflow> {
  const { config, works, supergraph, clock, logger } = options;
  return startInOrder(async (started) => {
    await migrateEventLog(config.databaseUrl);
    const database = await openStore("workflow", config, import.meta.url);
    started.push({ stop: () => database.close() });
    const listener = await startListener({ url: config.databaseUrl, logger });
    started.push(listener);
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const evaluator = createEvaluator({ logger });
    started.push({ stop: () => evaluator.close() });
    if (works) {
      started.push(await startEngine({ config, db: database.db, clock, logger, seal, evaluator, supergraph }));
    }
    return { database, listener, seal, evaluator };
  });
}
