import { readConfig } from "../../kernel/config/settings.ts";
import { sealedColumn } from "../../kernel/secrets/sealed-column.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { createLoaders } from "./loaders.ts";
import { openWorkflow } from "./open-workflow.ts";
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
    const { database, listener, seal, evaluator, stop } = await openWorkflow({
      config,
      works: config.works,
      supergraph,
      clock,
      logger,
    });
    const { db } = database;

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
          loaders: createLoaders({ db, caller: scope.caller }),
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      stop,
    };
  },
};
