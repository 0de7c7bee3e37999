import { readConfig } from "../../kernel/config/settings.ts";
import { createLogger } from "../../kernel/logger.ts";
import { runProcess } from "../../kernel/process/run-process.ts";
import { processSettings } from "../../kernel/process/settings.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { parseSubgraphName, serveSubgraph } from "../../subgraphs/serve-subgraph.ts";
import { developmentEnvironment } from "./environment.ts";

/** `npm run subgraph -- <name>`: one subgraph in a process of its own, with the secrets and the Postgres of `npm start`. */
await runProcess(async () => {
  const name = parseSubgraphName(process.argv[2]);
  return startInOrder(async (started) => {
    const environment = await developmentEnvironment((message) => process.stderr.write(`· ${message}\n`));
    started.push(environment);
    const { env } = environment;
    const { logLevel, logFormat } = readConfig(processSettings, env);
    const served = await serveSubgraph({ name, env, logger: createLogger({ level: logLevel, format: logFormat }) });
    started.push(served);
    const variable = `SUBGRAPH_${name.toUpperCase()}_URL`;
    process.stderr.write(`· ${name} subgraph at ${served.url}; start the router with ${variable}=${served.url}\n`);
    return {};
  });
});
