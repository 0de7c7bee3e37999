import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Actions } from "../actions/action.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import type { StoredRun } from "../store/runs.ts";
import type { Branches } from "./branches.ts";
import type { Journal } from "./journal.ts";

/** What the engine works with, in whatever turn. */
export interface EngineParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly evaluator: Evaluator;
  readonly actions: Actions;
  readonly ask: AskSupergraph;
  /** Values of a tenant's secrets by name. */
  readonly findSecrets: (tenantId: TenantId, names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Aborted when this worker is to stop: turns end before their next step, and go on elsewhere. */
  readonly stopping: AbortSignal;
}

/** One turn of a run, as all who carry out its steps know it. */
export interface RunTurn extends EngineParts {
  readonly run: StoredRun;
  readonly journal: Journal;
  readonly branches: Branches;
}
