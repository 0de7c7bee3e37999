import { readConfig } from "../../kernel/config/settings.ts";
import { createLogger } from "../../kernel/logger.ts";
import { runProcess } from "../../kernel/process/run-process.ts";
import { processSettings } from "../../kernel/process/settings.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { serveWorker } from "../../subgraphs/serve-worker.ts";
import { developmentEnvironment } from "./environment.ts";

/** `npm run worker`: one more worker for the runs of `npm start`, with its secrets and its Postgres. */
await runProcess(async () =>
  startInOrder(async (started) => {
    const environment = await developmentEnvironment((message) => process.stderr.write(`· ${message}\n`));
    started.push(environment);
    const { env } = environment;
    const { logLevel, logFormat } = readConfig(processSettings, env);
    started.push(await serveWorker({ env, logger: createLogger({ level: logLevel, format: logFormat }) }));
    process.stderr.write("· worker: carrying out runs\n");
    return {};
  }),
);
