import { readConfig } from "../kernel/config/settings.ts";
import { createLogger } from "../kernel/logger.ts";
import { runProcess } from "../kernel/process/run-process.ts";
import { SayableError } from "../kernel/process/sayable-error.ts";
import { processSettings } from "../kernel/process/settings.ts";
import { registry, subgraphNames } from "./registry.ts";
import { serveSubgraph } from "./serve-subgraph.ts";

/** One subgraph as a process of its own, configured by the environment alone: `main.ts <name>`. */
await runProcess(async () => {
  const name = subgraphNames.find((known) => known === process.argv[2]);
  if (name === undefined) throw new SayableError(`Say which subgraph to run: ${Object.keys(registry).join(", ")}.`);
  const { logLevel, logFormat } = readConfig(processSettings, process.env);
  return serveSubgraph({ name, env: process.env, logger: createLogger({ level: logLevel, format: logFormat }) });
});
