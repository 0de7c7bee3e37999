import type { Audit } from "../../kernel/audit-log/audit.ts";
import { askedBy } from "../../kernel/audit-log/audit-entry.ts";
import { type AuditLog, createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { actorOf } from "../../kernel/authorization/rules.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { startListener } from "../../kernel/event-log/listener.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import { createSeal } from "../../kernel/secrets/seal.ts";
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
import { sealedColumns } from "./store/sealed-columns.ts";

const name = "workflow";
const schema = readSchema(import.meta.url);

/** Durable runs and sagas, and their changes as they happen. */
export const workflow: Subgraph = {
  name,
  settings,
  schema,
  sealedColumns,
  async start({ env, logger, clock, supergraph, tracer }) {
    const config = readConfig(settings, env);
    const { databaseUrl } = config;
    await migrateEventLog(databaseUrl);
    const database = await openStore(name, config, import.meta.url);
    const { db } = database;
    const listener = await startListener({ url: databaseUrl, logger });
    const auditLog = createAuditLog({ keys: { current: config.auditKey, former: config.formerAuditKeys }, clock });
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const evaluator = createEvaluator({ logger });
    const engine = await startEngine({ config, db, clock, logger, seal, evaluator, supergraph });

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
          audit: auditTo(auditLog, scope),
          seal,
          evaluator,
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

/** Tells the tenant's audit log what a request does. */
function auditTo(auditLog: AuditLog, scope: RequestScope): Audit {
  return async (transaction, act) => {
    await auditLog.append(transaction, actorOf(scope).tenantId, { ...askedBy(scope), ...act });
  };
}
