import type { ActionScope } from "../../actions/action.ts";
import type { StoredSagaStep } from "../../store/saga-steps.ts";
import type { SagaTurn } from "../saga-turn.ts";
import type { RecreatedIds } from "./recreated-ids.ts";

/** One attempt of undoing a step. */
export interface Undoing {
  readonly turn: SagaTurn;
  readonly step: StoredSagaStep;
  readonly scope: ActionScope;
  /** Whether nobody knows what one of the attempts of doing it did. */
  readonly isUncertain: boolean;
  /** Ids of records that undoing later steps has made anew. */
  readonly ids: RecreatedIds;
}

/** What has come of it. What is told is for people. */
export type UndoOutcome =
  | { readonly kind: "undone"; readonly told: Told }
  | { readonly kind: "stuck"; readonly told: Told; readonly why: string };

export type Told = Readonly<Record<string, unknown>>;

/** Undoes what one kind of action did. It may be cut off anywhere, and is repeated. */
export type Undo = (undoing: Undoing) => Promise<UndoOutcome>;
