import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import { createRemoteExecutor } from "../../kernel/executor/remote-executor.ts";
import { createDelegationSigner } from "../../kernel/identity/signed-identity.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { createAskSupergraph } from "./ask-supergraph.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { createInterpreter } from "./engine/interpret.ts";
import { startWorker } from "./engine/start-worker.ts";
import { createLoaders } from "./loaders.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { createRunStep } from "./steps/run-step.ts";

const name = "workflow";
const schema = readSchema(import.meta.url);

/** How long a step waits for an answer of the supergraph in another process; Airtable's queue is part of it. */
const supergraphTimeoutMs = 60_000;

/** Durable runs, and their changes as they happen. */
export const workflow: Subgraph = {
  name,
  settings,
  schema,
  async start({ env, logger, clock, supergraph, tracer }) {
    const config = readConfig(settings, env);
    const { databaseUrl } = config;
    await migrateEventLog(databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const listener = await startListener({ url: databaseUrl, logger });

    const remote =
      supergraph === undefined
        ? createRemoteExecutor({ name: "supergraph", url: config.routerUrl, timeoutMs: supergraphTimeoutMs })
        : undefined;
    const ask = createAskSupergraph(
      supergraph ?? (async (request) => remote?.execute(request) as never),
      createDelegationSigner({
        issuer: "workflow",
        key: config.delegationKey,
        secret: config.identitySecret,
        clock,
      }),
    );
    const worker = await startWorker({
      databaseUrl,
      concurrency: config.concurrency,
      interpret: createInterpreter({ db, clock, logger, runStep: createRunStep(ask) }),
      logger,
    });

    return {
      executor: createSubgraphExecutor<Context>({
        name,
        schema,
        resolvers,
        permissions,
        tracer,
        identityKey: config.identityKey,
        identitySecret: config.identitySecret,
        createContext: (scope) => ({
          ...scope,
          db,
          listener,
          clock,
          loaders: createLoaders({ db, caller: scope.caller }),
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await worker.stop();
        await remote?.close();
        await listener.stop();
        await database.close();
      },
    };
  },
};
