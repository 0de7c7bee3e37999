import type { GraphQLSchema } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Authorize } from "../authorization/authorize.ts";
import type { Subscribe } from "../execution/subscribe.ts";
import type { Standings } from "../identity/standings.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import { beginsNow } from "./begins-now.ts";
import type { LiveLimits } from "./live-limits.ts";
import { createOutboxes, type OpenOutbox } from "./outbox.ts";
import { createPlaces, type Places } from "./places.ts";
import { createRunOperation, type Execute, type RunOperation } from "./run-operation.ts";
import { shareStreams } from "./share-streams.ts";
import { type Sessions, watchSessions } from "./watch-sessions.ts";

/** What sockets and streams over HTTP have in common. */
export interface Live {
  readonly run: RunOperation;
  readonly sessions: Sessions;
  readonly places: Places;
  readonly openOutbox: OpenOutbox;
  readonly limits: LiveLimits;
  /** Another schema holds from now on: subscriptions that do not fit it end with a reason, all others go on. */
  reconsider(schema: GraphQLSchema): void;
  stop(): void;
}

export interface LiveOptions {
  /** What clients see; asked again for each operation. */
  apiSchema(): GraphQLSchema;
  authorize: Authorize;
  subscribe: Subscribe;
  execute: Execute;
  /** Root fields that begin with whatever happens next (resume/read-stream-fields.ts). */
  fromNowOn: ReadonlySet<string>;
  standings: Standings;
  operationLimits: OperationLimits;
  limits: LiveLimits;
  clock: Clock;
  logger: Logger;
}

export function createLive(options: LiveOptions): Live {
  const { apiSchema, authorize, subscribe, execute, fromNowOn, operationLimits, limits, logger } = options;
  const sessions = watchSessions(options);
  const places = createPlaces(limits);
  const streams = shareStreams({
    subscribe,
    authorize,
    beginsNow: (subscription) => beginsNow(subscription, fromNowOn),
    logger,
  });
  return {
    run: createRunOperation({ apiSchema, limits: operationLimits, places, streams, execute }),
    sessions,
    places,
    openOutbox: createOutboxes(limits),
    limits,
    reconsider: (schema) => streams.reconsider(schema),
    stop: () => sessions.stop(),
  };
}
