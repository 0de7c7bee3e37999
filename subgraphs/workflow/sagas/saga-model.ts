import type { SagaStepDefinition } from "../definitions/steps.ts";
import type { StoredSagaStep } from "../store/saga-steps.ts";
import type { StoredSaga } from "../store/sagas.ts";
import { inOrder } from "./saga-definition.ts";

/** A saga and its steps, as resolvers get them. */
export interface SagaModel {
  readonly saga: StoredSaga;
  readonly steps: readonly SagaStepModel[];
}

/** A step as resolvers get it: whether what it saw may be told depends on its saga. */
export interface SagaStepModel {
  readonly saga: StoredSaga;
  readonly definition: SagaStepDefinition;
  /** Undefined before the step is reached. */
  readonly journal: StoredSagaStep | undefined;
}

/** @param journal the steps that were reached */
export function toSagaModel(saga: StoredSaga, journal: readonly StoredSagaStep[]): SagaModel {
  const byId = new Map(journal.map((step) => [step.id, step]));
  const steps = inOrder(saga.definition).map((definition) => ({ saga, definition, journal: byId.get(definition.id) }));
  return { saga, steps };
}
