import { type Env, readConfig } from "../config/settings.ts";
import type { Logger } from "../logger.ts";
import type { Running } from "../process/run-process.ts";
import { traceSettings } from "./settings.ts";
import type { Tracer } from "./tracer.ts";

/**
 * What one process traces with. Without a collector there is none.
 * @param options.serviceName as the collector shows it
 */
export async function startTracing(options: {
  env: Env;
  serviceName: string;
  logger: Logger;
}): Promise<Running & { readonly tracer: Tracer | undefined }> {
  const { env, serviceName, logger } = options;
  const { tracesEndpoint, tracesHeaders: headers, tracesRatio: ratio } = readConfig(traceSettings, env);
  if (tracesEndpoint === undefined) return { tracer: undefined, stop: async () => {} };

  // Loaded only when it is used: a start without traces takes no longer for it.
  const { createOpenTelemetryTracer } = await import("./open-telemetry.ts");
  const url = `${tracesEndpoint.replace(/\/$/, "")}/v1/traces`;
  logger.info({ url, ratio }, "traces are sent");
  return createOpenTelemetryTracer({ url, headers, serviceName, ratio, random: Math.random });
}
