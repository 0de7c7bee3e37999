import type { EngineParts } from "../engine/run-turn.ts";
import type { StoredSaga } from "../store/sagas.ts";
import type { SagaJournal } from "./saga-journal.ts";

/** How patiently a saga works. */
export interface SagaPatience {
  /** Attempts of doing a step, and of undoing it. */
  readonly attempts: number;
  readonly undoAttempts: number;
  /** Pauses between attempts grow from the first to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** A longer pause ends the turn. */
  readonly longestPauseInTurnMs: number;
  /** How long one attempt may take. */
  readonly attemptMs: number;
  /** After that nothing comes about any more that an attempt has asked for whose outcome nobody knows. */
  readonly lateMs: number;
}

export const usualPatience: SagaPatience = {
  attempts: 8,
  undoAttempts: 12,
  firstPauseMs: 500,
  longestPauseMs: 60_000,
  longestPauseInTurnMs: 5_000,
  attemptMs: 60_000,
  // SAGA_LATE_MS, unless it is set.
  lateMs: 180_000,
};

/** One turn of a saga, as all who carry out its steps know it. */
export interface SagaTurn extends EngineParts {
  readonly saga: StoredSaga;
  readonly journal: SagaJournal;
  readonly patience: SagaPatience;
}

/** Nothing is left to be done in this turn before an instant. */
export class Rests extends Error {
  override readonly name = "Rests";
  readonly until: Date;
  constructor(until: Date) {
    super(until.toISOString());
    this.until = until;
  }
}

/** A person has to decide before the saga can go on. */
export class Stuck extends Error {
  override readonly name = "Stuck";
}
