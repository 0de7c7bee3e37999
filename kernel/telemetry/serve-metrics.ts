import type { Env } from "../config/settings.ts";
import { readConfig } from "../config/settings.ts";
import { startHttpServer } from "../http/http-server.ts";
import type { Logger } from "../logger.ts";
import type { Running } from "../process/run-process.ts";
import { processSettings } from "../process/settings.ts";
import { type Metrics, noMetrics } from "./metrics.ts";
import { tellProcess } from "./process-metrics.ts";
import { createPrometheusMetrics } from "./prometheus-metrics.ts";

/**
 * One process's metrics, served in Prometheus' text format at `/metrics` on METRICS_PORT. Without a port there are none.
 * @throws PortTakenError
 */
export async function serveMetrics(options: {
  env: Env;
  logger: Logger;
}): Promise<Running & { readonly metrics: Metrics }> {
  const { env, logger } = options;
  const { host, metricsPort, shutdownGraceMs } = readConfig(processSettings, env);
  if (metricsPort === undefined) return { metrics: noMetrics, stop: async () => {} };

  const { metrics, contentType, text } = createPrometheusMetrics();
  const server = await startHttpServer({
    host,
    port: metricsPort,
    portVariable: processSettings.metricsPort.variable,
    graceMs: shutdownGraceMs,
    async handle({ method, url }, response) {
      if (method !== "GET" || url?.split("?", 1)[0] !== "/metrics") {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { "content-type": contentType }).end(text());
    },
    health: { notReady: async () => [] },
    logger,
  });
  const stopMeasuring = tellProcess(metrics);
  logger.info({ url: `${server.url}/metrics` }, "metrics are served");
  return {
    metrics,
    async stop() {
      stopMeasuring();
      await server.stop();
    },
  };
}
