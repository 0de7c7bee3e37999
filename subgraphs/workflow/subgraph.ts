import { randomUUID } from "node:crypto";
import type { Audit } from "../../kernel/audit-log/audit.ts";
import { askedBy } from "../../kernel/audit-log/audit-entry.ts";
import { type AuditLog, createAuditLog } from "../../kernel/audit-log/audit-log.ts";
import { actorOf } from "../../kernel/authorization/rules.ts";
import { readConfig, type Settings } from "../../kernel/config/settings.ts";
import { createOperationCheck } from "../../kernel/executor/check-operation.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Running } from "../../kernel/process/run-process.ts";
import { readSchema, type Subgraph, type SubgraphRuntime } from "../../kernel/subgraph/subgraph.ts";
import { createSubgraphExecutor } from "../../kernel/subgraph/subgraph-executor.ts";
import { settings, workerSettings } from "./config.ts";
import type { Context } from "./context.ts";
import { definitionJsonSchema } from "./definitions/json-schema.ts";
import { createReadInNameOf } from "./dry-run/read-in-name-of.ts";
import { openWorkflow } from "./open-workflow.ts";
import { permissions } from "./permissions.ts";
import { resolvers } from "./resolvers/resolvers.ts";
import { createLoaders } from "./runs/loaders.ts";
import { createSagaLoaders } from "./sagas/loaders.ts";
import { sealedColumns } from "./store/sealed-columns.ts";
import { createWorkflowLoaders } from "./workflows/loaders.ts";

const name = "workflow";
const schema = readSchema(import.meta.url);

/** Durable runs and sagas, and their changes as they happen. */
export const workflow = {
  name,
  settings,
  workerSettings,
  schema,
  sealedColumns,
  jsonSchemas: { "workflow-definition.schema.json": definitionJsonSchema() },
  async start({ env, logger, clock, supergraph, tracer }: SubgraphRuntime) {
    const config = readConfig(settings, env);
    const { database, listener, seal, evaluator, ask, actions, receiveHook, stop } = await openWorkflow({
      config,
      works: config.works,
      supergraph,
      clock,
      logger,
    });
    const { db } = database;
    const readInNameOf = createReadInNameOf(actions);
    const checkOperation = createOperationCheck();
    const auditLog = createAuditLog({ keys: { current: config.auditKey, former: config.formerAuditKeys }, clock });

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
          newId: randomUUID,
          checkOperation,
          permitsUrl: (url) => config.httpAllow.permits(url),
          seal,
          evaluator,
          receiveHook,
          loaders: createLoaders({ db, caller: scope.caller }),
          workflowLoaders: createWorkflowLoaders({ db, caller: scope.caller }),
          sagaLoaders: createSagaLoaders({ db, caller: scope.caller }),
          readInNameOf,
          ask,
        }),
        clock,
        logger,
      }),
      notReady: async () => ((await database.ready()) ? [] : ["database"]),
      stop,
    };
  },
  /** Carries out runs and sagas, and serves no API. */
  async startWorker({ env, logger, clock }: SubgraphRuntime): Promise<Running> {
    return openWorkflow({ config: readConfig(workerSettings, env), works: true, supergraph: undefined, clock, logger });
  },
} satisfies Subgraph & { workerSettings: Settings; startWorker(runtime: SubgraphRuntime): Promise<Running> };

/** Tells the tenant's audit log what a request does. */
function auditTo(auditLog: AuditLog, scope: RequestScope): Audit {
  return async (transaction, act) => {
    await auditLog.append(transaction, actorOf(scope).tenantId, { ...askedBy(scope), ...act });
  };
}
