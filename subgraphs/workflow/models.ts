import type { StoredStep } from "./store/journal.ts";
import type { StoredRun } from "./store/runs.ts";

/** A step as resolvers get it: whether what it saw may be told depends on its run. */
export interface StepModel extends StoredStep {
  readonly run: StoredRun;
}
