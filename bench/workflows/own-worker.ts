import { systemClock } from "../../kernel/clock.ts";
import { openDatabase } from "../../kernel/database/database.ts";
import { silentLogger } from "../../kernel/logger.ts";
import type { Actions } from "../../subgraphs/workflow/actions/action.ts";
import { startWorker } from "../../subgraphs/workflow/engine/start-worker.ts";
import { createTakeTurn } from "../../subgraphs/workflow/engine/take-turn.ts";
import { createEvaluator } from "../../subgraphs/workflow/expressions/create-evaluator.ts";
import { serveBench } from "./worker-process.ts";

/** One of our workers, whose actions do nothing: what is left is what the engine costs. */
const actions = new Proxy({} as Actions, { get: () => async (settings: unknown) => settings });

await serveBench(async (databaseUrl) => {
  const database = openDatabase({ url: databaseUrl, applicationName: "bench", maxConnections: 10 });
  const evaluator = createEvaluator({ logger: silentLogger });
  const worker = await startWorker({
    databaseUrl,
    concurrency: 200,
    takeTurn: createTakeTurn({
      db: database.db,
      clock: systemClock,
      logger: silentLogger,
      evaluator,
      actions,
      ask: async () => ({}),
      findSecrets: async () => new Map(),
      stopping: new AbortController().signal,
    }),
    logger: silentLogger,
  });
  return async () => {
    await worker.stop();
    await evaluator.close();
    await database.close();
  };
});
