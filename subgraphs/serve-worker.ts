import { type Clock, systemClock } from "../kernel/clock.ts";
import type { Env, Settings } from "../kernel/config/settings.ts";
import type { Logger } from "../kernel/logger.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { startInOrder } from "../kernel/process/start-in-order.ts";
import { serveMetrics } from "../kernel/telemetry/serve-metrics.ts";
import { registry } from "./registry.ts";

/** All that a worker reads from the environment. */
export async function loadWorkerSettings(): Promise<Settings> {
  const { workerSettings } = await registry.workflow.load();
  return { ...processSettings, ...workerSettings };
}

/** One more process that carries out runs and sagas, beside those of the subgraph and other workers. It serves no API. */
export async function serveWorker(options: { env: Env; logger: Logger; clock?: Clock }) {
  const { env, clock = systemClock } = options;
  const logger = options.logger.child({ service: "worker" });
  const { startWorker } = await registry.workflow.load();
  return startInOrder(async (started) => {
    const told = await serveMetrics({ env, logger });
    started.push(told, await startWorker({ env, logger, clock, metrics: told.metrics }));
    logger.info("carries out runs and sagas");
    return {};
  });
}
