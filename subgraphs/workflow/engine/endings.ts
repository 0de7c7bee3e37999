import type { Told } from "./failure.ts";

/** Another turn has begun meanwhile: whatever this one still wants to change, it may not. */
export class TurnLost extends Error {
  override readonly name = "TurnLost";
}

/** Somebody wants the run to stop here, or its time is up. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly reason: "cancelled" | "paused" | "deadline";
  constructor(reason: Interrupted["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** This worker is to stop: the turn goes on elsewhere. */
export class HandedOver extends Error {
  override readonly name = "HandedOver";
}

/** A step was given up. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
  readonly told: Told;
  constructor(told: Told) {
    super(told.message);
    this.told = told;
  }
}

/** A branch beside this one has failed, and this one goes no further. */
export class BranchStopped extends Error {
  override readonly name = "BranchStopped";
}

/** Nothing is left to be done in this turn but to wait. */
export class Suspended extends Error {
  override readonly name = "Suspended";
}

/** What ends a turn or a branch, the most urgent first. */
const urgency = [TurnLost, Interrupted, HandedOver, StepFailed, BranchStopped, Suspended];

/** Of what several branches ended with, what their parent ends with: first of all what nobody thought of. */
export function mostUrgent(reasons: readonly unknown[]): unknown {
  const rank = (reason: unknown) => urgency.findIndex((kind) => reason instanceof kind);
  return reasons.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Whether an error is none of a step's own. */
export function endsTurn(error: unknown): boolean {
  return !(error instanceof StepFailed) && urgency.some((kind) => error instanceof kind);
}
