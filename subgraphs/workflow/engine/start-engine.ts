import type { Clock } from "../../../kernel/clock.ts";
import type { ConfigOf } from "../../../kernel/config/settings.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Executor } from "../../../kernel/executor/executor.ts";
import { createRemoteExecutor } from "../../../kernel/executor/remote-executor.ts";
import { createDelegationSigner } from "../../../kernel/identity/signed-identity.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { openActions } from "../actions/open-actions.ts";
import { createAskSupergraph } from "../ask-supergraph.ts";
import type { settings } from "../config.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import { openSecrets } from "../secrets/open-secrets.ts";
import { startTriggers, type Triggers } from "../triggers/start-triggers.ts";
import { startWorker } from "./start-worker.ts";
import { createTakeTurn } from "./take-turn.ts";

/** How long a step waits for an answer of the supergraph in another process; Airtable's queue is part of it. */
const supergraphTimeoutMs = 60_000;

export interface Engine {
  readonly triggers: Triggers;
  /** Turns end before their next step; others go on with them. */
  stop(): Promise<void>;
}

/** Starts to carry out runs and sagas in this process. */
export async function startEngine(parts: {
  readonly config: ConfigOf<typeof settings>;
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly listener: Listener;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  /** The whole supergraph, when the router is in this same process. */
  readonly supergraph: Executor | undefined;
}): Promise<Engine> {
  const { config, db, clock, logger, listener, seal, evaluator, supergraph } = parts;
  const remote =
    supergraph === undefined
      ? createRemoteExecutor({ name: "supergraph", url: config.routerUrl, timeoutMs: supergraphTimeoutMs })
      : undefined;
  const ask = createAskSupergraph(
    supergraph ?? (async (request) => remote?.execute(request) as never),
    createDelegationSigner({ issuer: "workflow", key: config.delegationKey, secret: config.identitySecret, clock }),
  );
  const { actions, close } = openActions({ config, ask, clock, logger });
  const stopping = new AbortController();
  const worker = await startWorker({
    databaseUrl: config.databaseUrl,
    concurrency: config.concurrency,
    takeTurn: createTakeTurn({
      db,
      clock,
      logger,
      evaluator,
      actions,
      findSecrets: (tenantId, names) => openSecrets({ db, seal }, tenantId, names),
      stopping: stopping.signal,
    }),
    logger,
  });
  const triggers = startTriggers({ db, clock, logger, listener, seal, evaluator, ask });
  return {
    triggers,
    async stop() {
      stopping.abort();
      await triggers.stop();
      await worker.stop();
      await close();
      await remote?.close();
    },
  };
}
