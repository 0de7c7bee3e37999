import type { Step } from "../definitions/steps.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import type { DryOutcome, DryStep } from "./dry-step.ts";
import type { DryFailure, DryScope, Knowable } from "./knowable.ts";

/** What only reads, and may really be asked. */
export type ReadKind = "getRecord" | "queryRecords" | "graphql" | "parseFile";

export interface DryRunParts {
  readonly evaluator: Evaluator;
  /**
   * Carries out an action that only reads, in the name of whoever wants to know.
   * @param settings worked out
   */
  read(kind: ReadKind, settings: unknown): Promise<unknown>;
}

/** Where in a definition a dry run is. */
export interface Place extends DryScope {
  /** Paths of steps begin with it. */
  readonly prefix: string;
  /** Whether a run would come here in any case. */
  readonly certain: boolean;
}

/** Where steps lead: to their end, with the last one's output, or to a failure. */
export type Ending =
  | { readonly output: Knowable; readonly failure?: undefined }
  | { readonly failure: DryFailure; readonly certain: boolean };

export type Walk = (dry: DryWalk, list: readonly Step[], at: Place) => Promise<Ending>;

const mostSteps = 500;
const mostReads = 50;

/** One dry run: what it has come upon so far. */
export class DryWalk {
  readonly evaluator: Evaluator;
  readonly steps: DryStep[] = [];
  readonly #read: DryRunParts["read"];
  #truncated = false;
  #readsLeft = mostReads;

  constructor({ evaluator, read }: DryRunParts) {
    this.evaluator = evaluator;
    this.#read = read;
  }

  /** Whether there were more steps than are told. */
  get truncated(): boolean {
    return this.#truncated;
  }

  get mayRead(): boolean {
    return this.#readsLeft > 0;
  }

  async read(kind: ReadKind, settings: unknown): Promise<unknown> {
    this.#readsLeft -= 1;
    return (await this.#read(kind, settings)) ?? null;
  }

  tell(step: Step, { prefix, certain }: Place, outcome: DryOutcome, about: Partial<DryStep> = {}): void {
    if (this.steps.length >= mostSteps) {
      this.#truncated = true;
      return;
    }
    const unknown = { input: null, output: null, dependsOn: [], failure: null, note: null };
    this.steps.push({ path: prefix + step.id, kind: step.kind, outcome, certain, ...unknown, ...about });
  }
}
