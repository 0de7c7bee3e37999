import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { type RunChangeKind, runEvent } from "../runs/run-event.ts";
import { changeStep, countSteps, readScopes, type StoredStep } from "../store/journal.ts";
import { lockRun, type RunControl } from "../store/runs.ts";
import { findValues, type StoredValue, storeValue } from "../store/values.ts";
import { Interrupted } from "./endings.ts";
import type { Failure, Told } from "./failure.ts";
import { persistently } from "./persistently.ts";
import type { Turn } from "./turn.ts";

/** Where a step stands in a run: its path, and the scope that the path begins with. */
export interface Place {
  readonly path: string;
  readonly scope: string;
  readonly kind: string;
}

/**
 * What one turn knows and writes of its run's steps. Every change is one transaction with the event that tells of it, and
 * is refused (TurnLost) when the turn no longer counts. A database that restarts is waited for.
 */
export class Journal {
  readonly turn: Turn & { kind: "run" };
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #steps = new Map<string, StoredStep>();
  readonly #scopes = new Set<string>();
  readonly #values = new Map<string, unknown>();
  #reached = 0;
  /** Paths of what was found to be waited for still. */
  readonly awaited = new Set<string>();
  /** Set once the run is being wound up: its last steps are taken although it was cancelled. */
  windingUp = false;

  private constructor(db: Database, clock: Clock, turn: Turn & { kind: "run" }) {
    this.#db = db;
    this.#clock = clock;
    this.turn = turn;
  }

  static async open(db: Database, clock: Clock, turn: Turn & { kind: "run" }): Promise<Journal> {
    const journal = new Journal(db, clock, turn);
    // In a first turn no step has been reached.
    if (turn.number === 1) journal.#scopes.add("");
    else {
      journal.#reached = await persistently(() => countSteps(db, turn));
      await journal.load([""]);
    }
    return journal;
  }

  /** Reads what is known of these scopes, unless it has been read. */
  async load(scopes: readonly string[]): Promise<void> {
    const missing = scopes.filter((scope) => !this.#scopes.has(scope));
    if (missing.length === 0) return;
    for (const step of await persistently(() => readScopes(this.#db, this.turn, missing)))
      this.#steps.set(step.path, step);
    for (const scope of missing) this.#scopes.add(scope);
  }

  /** Forgets scopes that are done with: a long forEach must not keep all of its items in memory. */
  forget(scopes: readonly string[]): void {
    const gone = new Set(scopes);
    for (const [path, { scope }] of this.#steps) if (gone.has(scope)) this.#steps.delete(path);
    for (const scope of scopes) this.#scopes.delete(scope);
    this.#values.clear();
  }

  step(path: string): StoredStep | undefined {
    return this.#steps.get(path);
  }

  /** Ids of the steps that have been reached in some scopes. */
  idsIn(scopes: ReadonlySet<string>): ReadonlySet<string> {
    const reached = [...this.#steps.values()].filter(({ scope }) => scopes.has(scope));
    return new Set(reached.map(({ path }) => path.slice(path.lastIndexOf(".") + 1)));
  }

  /** What a step was told when it was reached. */
  async input({ path }: Place): Promise<unknown> {
    return this.#read(this.#steps.get(path)?.input ?? { json: null });
  }

  /** The output of a step that is done. */
  async output(step: StoredStep): Promise<unknown> {
    return this.#read(step.output);
  }

  /**
   * Counts an attempt of a step.
   * @throws Interrupted when the run is to be cancelled or paused, or its time is up
   */
  async begin(place: Place, input: unknown): Promise<StoredStep> {
    return this.#change("STEP_STARTED", place, { input, attempted: true, to: () => ({ status: "RUNNING" }) });
  }

  /**
   * Writes down a step that has no effect: it is begun and done at once, and told of once.
   * @throws Interrupted like `begin`
   */
  async pass(place: Place, input: unknown, output: unknown): Promise<void> {
    await this.#change("STEP_SUCCEEDED", place, {
      input,
      output,
      attempted: true,
      atOnce: true,
      to: (at) => ({ status: "SUCCEEDED", endedAt: at }),
    });
  }

  /**
   * Writes down that a step waits from now on, and what for.
   * @throws Interrupted like `begin`
   */
  async wait(place: Place, input: unknown, also: (transaction: Database, at: Date) => Promise<void>): Promise<void> {
    await this.#change("STEP_WAITING", place, { input, attempted: true, also, to: () => ({ status: "WAITING" }) });
  }

  async skip(place: Place): Promise<void> {
    await this.#change("STEP_SKIPPED", place, { to: (at) => ({ status: "SKIPPED", endedAt: at }) });
  }

  async succeed(place: Place, output: unknown): Promise<void> {
    await this.#change("STEP_SUCCEEDED", place, { output, to: (at) => ({ status: "SUCCEEDED", endedAt: at }) });
  }

  /** Writes down an attempt that failed; more are to come. */
  async retry(place: Place, error: Failure): Promise<void> {
    await this.#change("STEP_RETRYING", place, { error, to: () => ({}) });
  }

  async fail(place: Place, error: Told): Promise<void> {
    await this.#change("STEP_FAILED", place, {
      error,
      to: (at) => ({ status: "FAILED", error: toldIn(error), endedAt: at }),
    });
  }

  /** What somebody wants of the run meanwhile, or that its time is up. */
  async interruption(): Promise<Interrupted | undefined> {
    const control = await persistently(() => this.#db.transaction((transaction) => lockRun(transaction, this.turn)));
    return interruptionBy(control, new Date(this.#clock.now()));
  }

  async #change(kind: RunChangeKind, place: Place, change: Change): Promise<StoredStep> {
    const before = this.#steps.get(place.path);
    const at = new Date(this.#clock.now());
    const position = before === undefined ? this.#reached++ : before.position;
    const now = await this.#apply(place, before ?? newStep(place, position, at), change, at);
    const about = { path: place.path, attempt: now.attempts };
    const written = {
      before,
      now,
      events: [runEvent(kind, { ...about, ...(change.error && { error: toldIn(change.error) }) })],
      begins: !this.windingUp && (beginnings.has(kind) || change.atOnce === true),
      at,
    };
    const { also } = change;
    const { applied, ...control } = await persistently(() =>
      also === undefined
        ? changeStep(this.#db, this.turn, written)
        : this.#db.transaction(async (transaction) => {
            const outcome = await changeStep(transaction, this.turn, written);
            if (outcome.applied) await also(transaction, at);
            return outcome;
          }),
    );
    const interruption = interruptionBy(control, at);
    if (!applied && written.begins && interruption !== undefined) throw interruption;
    this.#steps.set(place.path, now);
    return now;
  }

  async #apply(
    place: Place,
    step: StoredStep,
    { input, output, error, attempted, to }: Change,
    at: Date,
  ): Promise<StoredStep> {
    const failure = error && { attempt: step.attempts, at: at.toISOString(), mayHaveEffect: true, ...error };
    return {
      ...step,
      ...place,
      ...(input === undefined || step.attempts > 0 ? {} : { input: await this.#store(input) }),
      ...(output === undefined ? {} : { output: await this.#store(output) }),
      attempts: step.attempts + (attempted === true ? 1 : 0),
      failures: failure === undefined ? step.failures : [...step.failures, failure],
      ...to(at),
    };
  }

  async #store(value: unknown): Promise<StoredValue> {
    return persistently(() => storeValue(this.#db, this.turn, value));
  }

  async #read(value: StoredValue): Promise<unknown> {
    if ("json" in value) return value.json;
    if (!this.#values.has(value.valueId)) {
      const found = await persistently(() => findValues(this.#db, this.turn, [value.valueId]));
      this.#values.set(value.valueId, found.get(value.valueId));
    }
    return this.#values.get(value.valueId);
  }
}

interface Change {
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: Told;
  /** Whether it is begun only now. */
  readonly atOnce?: boolean;
  /** Whether it is another attempt. */
  readonly attempted?: boolean;
  readonly to: (at: Date) => Partial<StoredStep>;
  /** What else is written in the same transaction. */
  readonly also?: (transaction: Database, at: Date) => Promise<void>;
}

/** What a run that is to stop does not come to any more. */
const beginnings: ReadonlySet<RunChangeKind> = new Set(["STEP_STARTED", "STEP_WAITING", "STEP_SKIPPED"]);

function interruptionBy({ cancelReason, pauseRequested, deadlineAt }: RunControl, at: Date): Interrupted | undefined {
  if (cancelReason !== null) return new Interrupted("cancelled");
  if (deadlineAt !== null && at >= deadlineAt) return new Interrupted("deadline");
  return pauseRequested ? new Interrupted("paused") : undefined;
}

function toldIn({ code, message }: Told): Told {
  return { code, message };
}

function newStep(place: Place, position: number, startedAt: Date): StoredStep {
  return {
    ...place,
    position,
    status: "RUNNING",
    attempts: 0,
    input: { json: null },
    output: { json: null },
    failures: [],
    error: null,
    startedAt,
    endedAt: null,
  };
}
