import { setTimeout as delay } from "node:timers/promises";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { ConfigError, configProblems, type Env, readConfig, setting, text } from "../kernel/config/settings.ts";
import { serveExecutor } from "../kernel/executor/serve-executor.ts";
import type { Logger } from "../kernel/logger.ts";
import { SayableError } from "../kernel/process/sayable-error.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { startInOrder } from "../kernel/process/start-in-order.ts";
import { serveMetrics } from "../kernel/telemetry/serve-metrics.ts";
import { traceSettings } from "../kernel/telemetry/settings.ts";
import { startTracing } from "../kernel/telemetry/start-tracing.ts";
import { registry, type SubgraphName, subgraphNames } from "./registry.ts";

/** Where a subgraph listens when it runs alone. */
export function serviceSettings(name: SubgraphName) {
  return {
    ...processSettings,
    ...traceSettings,
    port: setting(`${name.toUpperCase()}_PORT`, text.port, {
      description: `Port of the ${name} subgraph when it runs as a process of its own.`,
      default: String(registry[name].port),
    }),
  };
}

/** @throws SayableError that lists the subgraphs, when this names none of them */
export function parseSubgraphName(given: string | undefined): SubgraphName {
  const name = subgraphNames.find((known) => known === given);
  if (name !== undefined) return name;
  throw new SayableError(`Say which subgraph to run: ${subgraphNames.join(", ")}.`);
}

/** Starts one subgraph and serves it over HTTP and WebSocket for a router in another process. */
export async function serveSubgraph(options: { name: SubgraphName; env: Env; logger: Logger; clock?: Clock }) {
  const { name, env, clock = systemClock } = options;
  const logger = options.logger.child({ service: name });
  const subgraph = await registry[name].load();
  const settings = serviceSettings(name);
  const problems = configProblems([settings, subgraph.settings], env);
  if (problems.length > 0) throw new ConfigError(problems);
  const config = readConfig(settings, env);

  return startInOrder(async (started) => {
    let phase: "serving" | "stopping" = "serving";
    const told = await serveMetrics({ env, logger });
    started.push(told);
    const traced = await startTracing({ env, serviceName: `airgraph-${name}`, logger });
    started.push(traced);
    const running = await subgraph.start({ env, logger, clock, metrics: told.metrics, tracer: traced.tracer });
    started.push(running);
    const served = await serveExecutor({
      executor: running.executor,
      host: config.host,
      port: config.port,
      portVariable: settings.port.variable,
      graceMs: config.shutdownGraceMs,
      health: { notReady: async () => (phase === "serving" ? running.notReady() : [phase]) },
      logger,
    });
    started.push(served, {
      async stop() {
        phase = "stopping";
        served.drain();
        await delay(config.shutdownDelayMs);
      },
    });
    logger.info({ url: served.url }, `${name} subgraph listens`);
    return { url: served.url };
  });
}
