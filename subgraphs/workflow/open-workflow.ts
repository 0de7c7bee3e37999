import type { Clock } from "../../kernel/clock.ts";
import type { ConfigOf } from "../../kernel/config/settings.ts";
import type { OpenDatabase } from "../../kernel/database/database.ts";
import { migrateEventLog } from "../../kernel/event-log/event-log.ts";
import { type Listener, startListener } from "../../kernel/event-log/listener.ts";
import type { Executor } from "../../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../../kernel/executor/remote-executor.ts";
import { createDelegationSigner } from "../../kernel/identity/signed-identity.ts";
import type { Logger } from "../../kernel/logger.ts";
import { startChores } from "../../kernel/process/do-chores.ts";
import { startInOrder } from "../../kernel/process/start-in-order.ts";
import { createSeal, type Seal } from "../../kernel/secrets/seal.ts";
import { openStore } from "../../kernel/subgraph/open-store.ts";
import { forgetDeletedTenants } from "../../kernel/tenants/deleted-tenants.ts";
import type { Actions } from "./actions/action.ts";
import { openActions } from "./actions/open-actions.ts";
import { type AskSupergraph, createAskSupergraph } from "./ask-supergraph.ts";
import type { workerSettings } from "./config.ts";
import { engineChores } from "./engine/engine-chores.ts";
import { startEngine } from "./engine/start-engine.ts";
import { createEvaluator } from "./expressions/create-evaluator.ts";
import type { Evaluator } from "./expressions/evaluator.ts";
import { openSecrets } from "./secrets/open-secrets.ts";
import { firings, matchingRecords, runs, sagas, secrets, workflows } from "./store/tables.ts";
import { startTriggers } from "./triggers/start-triggers.ts";
import { createReceiveHook } from "./triggers/webhooks/receive-hook.ts";

/** What belongs to a run, a saga or a workflow goes with it. */
const tablesOfTenants = [firings, matchingRecords, runs, sagas, workflows, secrets];

/** How long a step waits for an answer of the supergraph in another process; Airtable's queue is part of it. */
const supergraphTimeoutMs = 60_000;

/** What a process works with that serves the API of workflows, carries out runs, or does both. */
export interface OpenWorkflow {
  readonly database: OpenDatabase;
  readonly listener: Listener;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  readonly ask: AskSupergraph;
  readonly actions: Actions;
  readonly receiveHook: ReturnType<typeof createReceiveHook>;
  /** Runs under way in this process come to their next step; others go on with them. */
  stop(): Promise<void>;
}

/**
 * @param options.works whether this process carries out runs
 * @param options.supergraph the whole supergraph, when the router is in this same process
 */
export async function openWorkflow(options: {
  readonly config: ConfigOf<typeof workerSettings>;
  readonly works: boolean;
  readonly supergraph: Executor | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<OpenWorkflow> {
  const { config, works, supergraph, clock, logger } = options;
  const { databaseUrl, concurrency, sagaLateMs } = config;
  return startInOrder(async (started) => {
    await migrateEventLog(databaseUrl);
    const database = await openStore("workflow", config, import.meta.url);
    started.push({ stop: () => database.close() });
    const { db } = database;
    const listener = await startListener({ url: databaseUrl, logger });
    started.push(listener);
    const seal = createSeal(config.encryptionKey, config.formerEncryptionKeys);
    const evaluator = createEvaluator({ logger });
    started.push({ stop: () => evaluator.close() });

    const remote = createRemoteExecutor({ name: "supergraph", url: config.routerUrl, timeoutMs: supergraphTimeoutMs });
    started.push({ stop: () => remote.close() });
    const ask = createAskSupergraph(
      supergraph ?? remote.execute,
      createDelegationSigner({ issuer: "workflow", key: config.delegationKey, secret: config.identitySecret, clock }),
    );
    const { actions, close } = openActions({ config, ask, clock, logger });
    started.push({ stop: close });
    const triggerParts = { db, clock, logger, listener, seal, evaluator, ask };
    if (works) {
      const findSecrets: Parameters<typeof startEngine>[0]["findSecrets"] = async (tenantId, names) =>
        openSecrets({ db, seal }, tenantId, names);
      const parts = { db, clock, logger, evaluator, actions, ask, findSecrets };
      started.push(await startEngine(parts, { databaseUrl, concurrency, sagaLateMs }), startTriggers(triggerParts));
      started.push(
        startChores(engineChores({ db, clock, logger, retentionDays: config.retentionDays }), logger),
        forgetDeletedTenants({ part: "workflow", db, listener, logger, tables: tablesOfTenants }),
      );
    }
    return { database, listener, seal, evaluator, ask, actions, receiveHook: createReceiveHook(triggerParts) };
  });
}
