import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { Interrupted } from "../engine/endings.ts";
import type { Told } from "../engine/failure.ts";
import { persistently } from "../engine/persistently.ts";
import type { Turn } from "../engine/turn.ts";
import {
  insertSagaStep,
  readSagaSteps,
  type SagaStepFailure,
  type StoredSagaStep,
  updateSagaStep,
} from "../store/saga-steps.ts";
import { lockSaga, type SagaControl, type SagaStatus, type StoredSaga, updateSaga } from "../store/sagas.ts";
import { type SagaChangeKind, sagaEvent, sagaStream } from "./saga-event.ts";

export type TurnOfSaga = Turn & { readonly kind: "saga" };

/**
 * What one turn knows and writes of its saga's steps. Every change is one transaction with the event that tells of it, and
 * is refused (TurnLost) when the turn no longer counts. A database that restarts is waited for.
 */
export class SagaJournal {
  readonly turn: TurnOfSaga;
  readonly saga: StoredSaga;
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #steps: Map<string, StoredSagaStep>;
  #status: SagaStatus;

  private constructor(
    db: Database,
    clock: Clock,
    turn: TurnOfSaga,
    saga: StoredSaga,
    steps: readonly StoredSagaStep[],
  ) {
    this.#db = db;
    this.#clock = clock;
    this.turn = turn;
    this.saga = saga;
    this.#status = saga.status;
    this.#steps = new Map(steps.map((step) => [step.id, step]));
  }

  static async open(db: Database, clock: Clock, turn: TurnOfSaga, saga: StoredSaga): Promise<SagaJournal> {
    const steps = await persistently(() => readSagaSteps(db, turn));
    return new SagaJournal(db, clock, turn, saga, steps);
  }

  get status(): SagaStatus {
    return this.#status;
  }

  step(id: string): StoredSagaStep | undefined {
    return this.#steps.get(id);
  }

  /** Outputs of the steps that are done, and of those that were before they were undone, by id. */
  outputs(): Record<string, { readonly output: unknown }> {
    return Object.fromEntries([...this.#steps].map(([id, { output }]) => [id, { output }]));
  }

  /**
   * Counts an attempt of a step, before its effect.
   * @throws Interrupted when the saga is to be undone instead
   */
  async begin(
    id: string,
    position: number,
    about: { readonly input: unknown; readonly before: unknown },
  ): Promise<StoredSagaStep> {
    return this.#change("STEP_STARTED", id, (step, at) => ({
      ...(step ?? newStep(id, position, at)),
      ...(step === undefined || step.attempts === 0 ? about : {}),
      status: "DOING",
      attempts: (step?.attempts ?? 0) + 1,
      attemptedAt: at,
    }));
  }

  async done(id: string, output: unknown): Promise<void> {
    await this.#change("STEP_DONE", id, (step, at) => ({ ...known(step), status: "DONE", output, endedAt: at }));
  }

  /** Writes down an attempt that failed; more are to come. */
  async retry(id: string, position: number, failure: SagaStepFailure): Promise<void> {
    await this.#change("STEP_RETRYING", id, (step, at) => {
      const now = step ?? newStep(id, position, at);
      return { ...now, failures: [...now.failures, failure] };
    });
  }

  /** Writes down that a step is given up; whether it had an effect all the same, its failures tell. */
  async fail(id: string, position: number, failure: SagaStepFailure): Promise<void> {
    await this.#change("STEP_FAILED", id, (step, at) => {
      const now = step ?? newStep(id, position, at);
      const { code, message } = failure;
      return { ...now, status: "FAILED", failures: [...now.failures, failure], error: { code, message }, endedAt: at };
    });
  }

  async beginUndo(id: string): Promise<StoredSagaStep> {
    return this.#change("STEP_UNDOING", id, (step) => ({
      ...known(step),
      status: "UNDOING",
      undoAttempts: known(step).undoAttempts + 1,
    }));
  }

  /** Writes down how far undoing has come, so that another attempt does not do it again. */
  async noteUndone(id: string, undone: unknown): Promise<void> {
    await this.#change(undefined, id, (step) => ({ ...known(step), undone }));
  }

  async retryUndo(id: string, failure: SagaStepFailure): Promise<void> {
    await this.#change("STEP_RETRYING", id, (step) => ({
      ...known(step),
      failures: [...known(step).failures, failure],
    }));
  }

  async undone(id: string, undone: unknown): Promise<void> {
    await this.#change("STEP_UNDONE", id, (step, at) => ({ ...known(step), status: "UNDONE", undone, endedAt: at }));
  }

  /** Writes down that a step's effect stays. */
  async left(id: string, undone: unknown): Promise<void> {
    await this.#change("STEP_LEFT", id, (step, at) => ({ ...known(step), status: "LEFT", undone, endedAt: at }));
  }

  /** Writes down that a person has to see to a step. */
  async stuck(id: string, error: Told): Promise<void> {
    await this.#change("STEP_STUCK", id, (step) => ({ ...known(step), status: "STUCK", error }));
  }

  /** From here on the saga is undone. */
  async compensate(error: Told): Promise<void> {
    await persistently(() =>
      this.#db.transaction(async (transaction) => {
        const { status } = await lockSaga(transaction, this.turn);
        if (status === "COMPENSATING") return; // The transaction is repeated, its end was not heard of.
        await updateSaga(transaction, this.turn, {
          status: "COMPENSATING",
          errorCode: error.code,
          errorMessage: error.message,
        });
        await appendEvents(transaction, this.turn.tenantId, sagaStream(this.turn.id), [
          sagaEvent("COMPENSATING", { error: { code: error.code, message: error.message } }),
        ]);
      }),
    );
    this.#status = "COMPENSATING";
  }

  async #change(
    kind: SagaChangeKind | undefined,
    id: string,
    change: (step: StoredSagaStep | undefined, at: Date) => StoredSagaStep,
  ): Promise<StoredSagaStep> {
    const before = this.#steps.get(id);
    const changed = await persistently(() =>
      this.#db.transaction(async (transaction) => {
        const at = new Date(this.#clock.now());
        const interruption = interruptionBy(this.saga, await lockSaga(transaction, this.turn), at);
        if (kind === "STEP_STARTED" && interruption !== undefined) throw interruption;
        const now = change(before, at);
        const isNew =
          before === undefined
            ? await insertSagaStep(transaction, this.turn, now)
            : await updateSagaStep(transaction, this.turn, before, now);
        if (!isNew || kind === undefined) return now;
        const attempt = kind.startsWith("STEP_UNDO") ? now.undoAttempts : now.attempts;
        const error =
          kind === "STEP_RETRYING"
            ? toldOfLast(now)
            : kind === "STEP_FAILED" || kind === "STEP_STUCK"
              ? now.error
              : null;
        await appendEvents(transaction, this.turn.tenantId, sagaStream(this.turn.id), [
          sagaEvent(kind, { step: id, attempt, error }),
        ]);
        return now;
      }),
    );
    this.#steps.set(id, changed);
    return changed;
  }
}

/** When a saga is to have been done; null for one without a limit. */
export function deadlineOf({ createdAt, definition }: StoredSaga): Date | null {
  const { deadlineSeconds } = definition;
  return deadlineSeconds === undefined ? null : new Date(createdAt.getTime() + deadlineSeconds * 1_000);
}

function interruptionBy(saga: StoredSaga, { cancelReason }: SagaControl, at: Date): Interrupted | undefined {
  if (cancelReason !== null) return new Interrupted("cancelled");
  const deadline = deadlineOf(saga);
  return deadline !== null && at >= deadline ? new Interrupted("deadline") : undefined;
}

function known(step: StoredSagaStep | undefined): StoredSagaStep {
  if (step === undefined) throw new TypeError("a step is changed that was not begun");
  return step;
}

function toldOfLast({ failures }: StoredSagaStep): Told | null {
  const last = failures.at(-1);
  return last === undefined ? null : { code: last.code, message: last.message };
}

function newStep(id: string, position: number, at: Date): StoredSagaStep {
  return {
    id,
    position,
    status: "DOING",
    attempts: 0,
    undoAttempts: 0,
    input: null,
    before: null,
    output: null,
    failures: [],
    undone: null,
    error: null,
    startedAt: at,
    attemptedAt: at,
    endedAt: null,
  };
}
