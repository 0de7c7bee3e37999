import type { RunChange } from "./runs/run-event.ts";
import type { StepFailure, StoredStep } from "./store/journal.ts";
import type { StoredRun } from "./store/runs.ts";

/** A step as resolvers get it: whether what it saw may be told depends on its run. */
export interface StepModel extends StoredStep {
  readonly run: StoredRun;
}

export type StepFailureModel = StepFailure;

/** One change of a run as subscribers get it. */
export interface RunUpdateModel extends RunChange {
  readonly cursor: string;
}
