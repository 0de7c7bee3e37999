import { readConfig } from "../../kernel/config/settings.ts";
import { consumeEvents } from "../../kernel/event-log/consume-events.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import { startChores } from "../../kernel/process/do-chores.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { readSchema, type Subgraph } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { forgetDeletedTenants } from "../../kernel/tenants/deleted-tenants.ts";
import { settings } from "./config.ts";
import type { Context } from "./context.ts";
import { airtableCalled, countAirtableCalls } from "./count-airtable-calls.ts";
import { createLoaders } from "./loaders.ts";
import { noteRecordChanges, recordsChanged } from "./note-record-changes.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { forgetActivityBefore } from "./store/record-activity.ts";
import { hourlyCalls, operations, recordActivity, runCalls } from "./store/tables.ts";

const name = "analytics";
const dayMs = 86_400_000;
const schema = readSchema(import.meta.url);

/** What each tenant uses, operations and calls to Airtable, and what happened to its records. */
export const analytics: Subgraph = {
  name,
  settings,
  schema,
  async start({ env, logger, clock, tracer }) {
    const config = readConfig(settings, env);
    const url = config.databaseUrl;
    await migrateEventLog(url);
    const listener = await startListener({ url, logger });
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const forgetting = forgetDeletedTenants({
      part: name,
      db,
      listener,
      logger,
      tables: [operations, hourlyCalls, runCalls, recordActivity],
    });
    const calls = consumeEvents({
      name: `${name}.airtable-calls`,
      types: [airtableCalled],
      db,
      listener,
      logger,
      handle: async (transaction, batch) => countAirtableCalls({ logger }, transaction, batch),
    });
    const changes = consumeEvents({
      name: `${name}.record-changes`,
      types: [recordsChanged],
      db,
      listener,
      logger,
      handle: async (transaction, batch) => noteRecordChanges({ logger }, transaction, batch),
    });
    const oldActivity = {
      name: "forget old activity of records",
      async do() {
        const instant = new Date(clock.now() - config.recordActivityDays * dayMs);
        while ((await forgetActivityBefore(db, instant)).mayBeMore);
      },
    };
    const chores = startChores([oldActivity], logger);

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
          clock,
          loaders: createLoaders({ db, clock, caller: scope.caller }),
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      async stop() {
        await Promise.all([calls.stop(), changes.stop(), chores.stop()]);
        await database.close();
        await forgetting.stop();
        await listener.stop();
      },
    };
  },
};
