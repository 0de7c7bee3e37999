import { type Clock, systemClock } from "../../kernel/clock.ts";
import { type Env, readConfig } from "../../kernel/config/settings.ts";
import type { Logger } from "../../kernel/logger.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { serveMetrics } from "../../kernel/telemetry/serve-metrics.ts";
import { settings } from "./config.ts";
import { openWorkflow } from "./open-workflow.ts";

/** One more process that carries out runs and sagas, beside those of the subgraph and other workers. It serves no API. */
export async function serveWorker(options: { env: Env; logger: Logger; clock?: Clock }) {
  const { env, clock = systemClock } = options;
  const logger = options.logger.child({ service: "worker" });
  const config = readConfig(settings, env);
  return startInOrder(async (started) => {
    started.push(await serveMetrics({ env, logger }));
    started.push(await openWorkflow({ config, works: true, supergraph: undefined, clock, logger }));
    logger.info("working");
    return {};
  });
}
