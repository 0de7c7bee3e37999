import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import type { Listener } from "../../kernel/event-log/listener.ts";
import type { RequestScope } from "../../kernel/executor/local-executor.ts";
import type { Seal } from "../../kernel/secrets/seal.ts";
import type { Evaluator } from "./expressions/evaluator.ts";
import type { Loaders } from "./loaders.ts";
import type { Triggers } from "./triggers/start-triggers.ts";

/** What resolvers get: who asks, and what use cases need. */
export interface Context extends RequestScope {
  readonly db: Database;
  readonly listener: Listener;
  readonly clock: Clock;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  readonly loaders: Loaders;
  readonly receiveHook: Triggers["receiveHook"];
}
