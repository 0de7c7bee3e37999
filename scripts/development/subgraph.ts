import { readConfig } from "../../kernel/config/settings.ts";
import { createLogger } from "../../kernel/logger.ts";
import { runProcess } from "../../kernel/process/run-process.ts";
import { SayableError } from "../../kernel/process/sayable-error.ts";
import { processSettings } from "../../kernel/process/settings.ts";
import { subgraphNames } from "../../subgraphs/registry.ts";
import { serveSubgraph } from "../../subgraphs/serve-subgraph.ts";
import { developmentEnvironment } from "./environment.ts";

/** `npm run subgraph -- <name>`: one subgraph in a process of its own, with the secrets and the Postgres of `npm start`. */
await runProcess(async () => {
  const name = subgraphNames.find((known) => known === process.argv[2]);
  if (name === undefined)
    throw new SayableError(`Say which subgraph to run: npm run subgraph -- ${subgraphNames.join("|")}`);
  const environment = await developmentEnvironment((message) => process.stderr.write(`· ${message}\n`));
  const { env } = environment;
  const { logLevel, logFormat } = readConfig(processSettings, env);
  const served = await serveSubgraph({ name, env, logger: createLogger({ level: logLevel, format: logFormat }) });
  process.stderr.write(
    `· ${name} subgraph at ${served.url}; start the router with SUBGRAPH_${name.toUpperCase()}_URL=${served.url}\n`,
  );
  return {
    async stop() {
      await served.stop();
      await environment.stop();
    },
  };
});
