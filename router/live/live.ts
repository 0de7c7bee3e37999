import type { OperationTypeNode } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Documents } from "../documents/documents.ts";
import { createSubscribe } from "../execution/subscribe.ts";
import type { Standings } from "../identity/standings.ts";
import type { Admit, OperationRequest } from "../operation/admit-operation.ts";
import type { TellOperation } from "../operation/finished-operation.ts";
import type { RunOperation } from "../operation/run-operation.ts";
import type { SupergraphSource } from "../supergraph/supergraph-source.ts";
import type { SubscriptionBegins } from "../telemetry/watch-subscriptions.ts";
import { beginsNow } from "./begins-now.ts";
import type { LiveLimits } from "./live-limits.ts";
import { createOutboxes, type OpenOutbox } from "./outbox.ts";
import { createPlaces, type Places } from "./places.ts";
import { readStreamFields, type StreamFields } from "./resume/read-stream-fields.ts";
import { resumeStreams } from "./resume/resume-streams.ts";
import { createRunLive, type RunLive } from "./run-live.ts";
import { shareStreams } from "./share-streams.ts";
import { type Sessions, watchSessions } from "./watch-sessions.ts";

/** What sockets and streams over HTTP have in common. */
export interface Live {
  readonly run: RunLive;
  readonly sessions: Sessions;
  readonly places: Places;
  readonly openOutbox: OpenOutbox;
  readonly limits: LiveLimits;
  /** Undefined for what is not valid, and for a name that no operation has. */
  kindOf(operation: OperationRequest, caller: Caller): OperationTypeNode | undefined;
  stop(): void;
}

/**
 * @param options.run queries and mutations, which clients send over sockets too
 * @param options.executors by subgraph name
 */
export function createLive(options: {
  supergraphs: SupergraphSource;
  documents: Documents;
  admit: Admit;
  run: RunOperation;
  executors: Readonly<Record<string, CallerExecutor>>;
  standings: Standings;
  limits: LiveLimits;
  tellEvent: TellOperation;
  begins: SubscriptionBegins;
  clock: Clock;
  logger: Logger;
}): Live {
  const { supergraphs, documents, admit, run, executors, standings, limits, tellEvent, begins, clock, logger } =
    options;
  const sessions = watchSessions({ standings, clock });
  const places = createPlaces(limits);
  let fields: StreamFields = { resumable: new Map(), fromNowOn: new Set() };
  const resumed = Object.fromEntries(
    Object.entries(executors).map(([name, executor]) => {
      const about = { fields: () => fields.resumable.get(name), giveUpMs: limits.resumeMs, clock, random: Math.random };
      return [name, resumeStreams(executor, about)];
    }),
  );
  const supergraph = () => supergraphs.current();
  const streams = shareStreams({
    subscribe: createSubscribe({ supergraph, executors: resumed, tellEvent, begins }),
    authorize: (request) => supergraph().authorize(request),
    beginsNow: (subscription) => beginsNow(subscription, fields.fromNowOn),
    logger,
  });
  const forget = supergraphs.onChange(({ sdl, apiSchema }) => {
    fields = readStreamFields(sdl);
    streams.reconsider(apiSchema);
  });
  return {
    run: createRunLive({ supergraph, places, streams, documents, admit, run }),
    sessions,
    places,
    openOutbox: createOutboxes(limits),
    limits,
    kindOf(operation, caller) {
      try {
        const prepared = supergraph().prepare(documents.resolve(operation, { caller }));
        return prepared.kind === "valid" ? prepared.operation(operation.operationName)?.operation : undefined;
      } catch {
        // Whoever runs it says why it is refused.
        return undefined;
      }
    },
    stop() {
      forget();
      sessions.stop();
    },
  };
}
