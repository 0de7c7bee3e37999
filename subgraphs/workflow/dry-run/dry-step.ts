import type { DryFailure } from "./knowable.ts";

/** What would become of a step. */
export type DryOutcome =
  /** Something was read, in the caller's name; the output is what came back. */
  | "READ"
  /** Its output was worked out without asking anybody. */
  | "WORKED_OUT"
  /** It would act, ask or wait; nothing of that was done. */
  | "WOULD_BE_DONE"
  /** Its condition does not hold. */
  | "SKIPPED"
  /** It would fail. */
  | "FAILS";

/** A step of a run that did not take place. */
export interface DryStep {
  /** As in a run: `notify`, `each[12].update`; `each[*].update` for items that are not known. */
  readonly path: string;
  readonly kind: string;
  readonly outcome: DryOutcome;
  /** Whether it would be reached in any case, as far as can be told. */
  readonly certain: boolean;
  /** What it would be told. Expressions that can't be worked out yet stand as they are. */
  readonly input: unknown;
  /** Null as long as it is not known. */
  readonly output: unknown;
  /** Steps whose outputs would have to be known to know more. */
  readonly dependsOn: readonly string[];
  readonly failure: DryFailure | null;
  /** For people: which branch is taken, how many items there are. */
  readonly note: string | null;
}

export interface DryRun {
  readonly steps: readonly DryStep[];
  /** Whether there were more steps than are told. */
  readonly truncated: boolean;
  /** What the run would answer; null when that is not known. */
  readonly output: unknown;
  /** What it would fail with, as far as can be told. */
  readonly failure: DryFailure | null;
}
