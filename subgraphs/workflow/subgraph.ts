import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
import { sealedColumn } from "../../kernel/secrets/sealed-column.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { startEngine } from "./engine/start-engine.ts";
import { createEvaluator } from "./expressions/create-evaluator.ts";
import { createLoaders } from "./loaders.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { secrets } from "./store/tables.ts";

const name = "workflow";
const schema = readSchema(import.meta.url);

/** Durable runs and sagas, and their changes as they happen. */
export const workflow: Subgraph = {
  name,
  settings,
  schema,
  sealedColumns: [
    sealedColumn({
      table: secrets,
      holder: secrets.id,
      owner: { tenantId: secrets.tenantId },
      sealed: secrets.sealed,
    }),
  ],
  async start({ env, logger, clock, supergraph, tracer }) {
    const config = readConfig(settings, env);
    const { databaseUrl } = config;
    await migrateEventLog(databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const listener = await startListener({ url: databaseUrl, logger });
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const evaluator = createEvaluator({ logger });
    const engine = await startEngine({ config, db, clock, logger, seal, listener, evaluator, supergraph });

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
          seal,
          evaluator,
          receiveHook: engine.triggers.receiveHook,
          loaders: createLoaders({ db, caller: scope.caller }),
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await engine.stop();
        await evaluator.close();
        await listener.stop();
        await database.close();
      },
    };
  },
};
