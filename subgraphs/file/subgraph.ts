import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { forgetDeletedTenants } from "../../kernel/tenants/deleted-tenants.ts";
import { settings } from "./config.ts";
import { createContentBudget } from "./content-budget.ts";
import type { Context } from "./context.ts";
import { createLoaders } from "./loaders.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { files } from "./store/tables.ts";

const name = "file";
const schema = readSchema(import.meta.url);

/** Small files that people and runs make, and that records carry. */
export const file: Subgraph = {
  name,
  settings,
  schema,
  async start({ env, logger, clock, tracer }) {
    const config = readConfig(settings, env);
    await migrateEventLog(config.databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const listener = await startListener({ url: config.databaseUrl, logger });
    const forgetting = forgetDeletedTenants({ part: name, db, listener, logger, tables: [files] });

    return {
      executor: createSubgraphExecutor<Context>({
        name,
        schema,
        resolvers,
        permissions,
        identityKey: config.identityKey,
        identitySecret: config.identitySecret,
        createContext: (scope) => ({
          ...scope,
          db,
          clock,
          loaders: createLoaders({ db, caller: scope.caller }),
          contentBudget: createContentBudget(),
        }),
        tracer,
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await forgetting.stop();
        await listener.stop();
        await database.close();
      },
    };
  },
};
