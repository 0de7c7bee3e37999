import { readConfig } from "../kernel/config/settings.ts";
import { createLogger } from "../kernel/logger.ts";
import { runProcess } from "../kernel/process/run-process.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { serveWorker } from "./serve-worker.ts";

/** A worker as a process of its own, configured by the environment alone. */
await runProcess(async () => {
  const { logLevel, logFormat } = readConfig(processSettings, process.env);
  return serveWorker({ env: process.env, logger: createLogger({ level: logLevel, format: logFormat }) });
});
