import { readConfig } from "../kernel/config/settings.ts";
import { createLogger } from "../kernel/logger.ts";
import { runProcess } from "../kernel/process/run-process.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { parseSubgraphName, serveSubgraph } from "./serve-subgraph.ts";

/** One subgraph as a process of its own, configured by the environment alone: `main.ts <name>`. */
await runProcess(async () => {
  const name = parseSubgraphName(process.argv[2]);
  const { logLevel, logFormat } = readConfig(processSettings, process.env);
  return serveSubgraph({ name, env: process.env, logger: createLogger({ level: logLevel, format: logFormat }) });
});
