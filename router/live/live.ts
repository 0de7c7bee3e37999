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
import type { Supergraph } from "../supergraph/supergraph.ts";
import type { SubscriptionBegins } from "../telemetry/watch-subscriptions.ts";
import { type ChosenGraph, doesNotFit, type GraphChoice, prepareOn } from "../tenant-graphs/graph-choice.ts";
import type { LiveLimits } from "./live-limits.ts";
import { createOutboxes, type OpenOutbox } from "./outbox.ts";
import { createPlaces, type Places } from "./places.ts";
import { type ResumeOptions, resumeStreams } from "./resume/resume-streams.ts";
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
  kindOf(operation: OperationRequest, caller: Caller): Promise<OperationTypeNode | undefined>;
  stop(): void;
}

/**
 * @param options.run queries and mutations, which clients send over sockets too
 * @param options.executors by subgraph name
 */
export function createLive(options: {
  graphs: GraphChoice;
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
  const { graphs, documents, admit, run, executors, standings, limits, tellEvent, begins, clock, logger } = options;
  const sessions = watchSessions({ standings, clock });
  const places = createPlaces(limits);
  const resumed = resumeOn(executors, { giveUpMs: limits.resumeMs, clock, random: Math.random });
  const streams = shareStreams({
    subscribe: createSubscribe({ executorsOn: resumed, tellEvent, begins }),
    present: graphs.present,
    logger,
  });
  const forget = graphs.onChange({ changed: streams.reconsider, isWaitingFor: streams.isUnderWayFor });
  return {
    run: createRunLive({ graphs, places, streams, documents, admit, run }),
    sessions,
    places,
    openOutbox: createOutboxes(limits),
    limits,
    async kindOf(operation, caller) {
      const prepare = (chosen: ChosenGraph) =>
        prepareOn(chosen, documents.resolve(operation, { caller, supergraph: chosen.supergraph }));
      try {
        const chosen = await graphs.of(caller);
        let prepared = prepare(chosen);
        const renewed = doesNotFit(prepared) ? await graphs.renewed(caller) : chosen;
        if (renewed !== chosen) prepared = prepare(renewed);
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

/** Which streams can be resumed is another matter on each supergraph. */
function resumeOn(
  executors: Readonly<Record<string, CallerExecutor>>,
  options: Omit<ResumeOptions, "fields">,
): (supergraph: Supergraph) => Readonly<Record<string, CallerExecutor>> {
  const known = new WeakMap<Supergraph, Readonly<Record<string, CallerExecutor>>>();
  return (supergraph) => {
    const found = known.get(supergraph);
    if (found !== undefined) return found;
    const { resumable } = supergraph.streamFields;
    const resumed = Object.fromEntries(
      Object.entries(executors).map(([name, executor]) => {
        const fields = resumable.get(name);
        return [name, fields === undefined ? executor : resumeStreams(executor, { ...options, fields })];
      }),
    );
    known.set(supergraph, resumed);
    return resumed;
  };
}
