import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { Evaluator } from "../expressions/evaluator.ts";

/** What starts runs by itself needs. */
export interface TriggerParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly listener: Listener;
  readonly seal: Seal;
  readonly evaluator: Evaluator;
  readonly ask: AskSupergraph;
  readonly logger: Logger;
  /** Aborted when what is under way is to be left to others; undefined for what is answered while it is waited for. */
  readonly stopping?: AbortSignal | undefined;
}
