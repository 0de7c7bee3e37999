import { persistently } from "../engine/persistently.ts";
import type { EngineParts } from "../engine/run-turn.ts";
import { keyOfStep } from "../runs/child-run.ts";
import type { StoredRun } from "../store/runs.ts";
import type { StoredSaga } from "../store/sagas.ts";
import type { SagaDefinition } from "./saga-definition.ts";
import { beginSaga } from "./start-saga.ts";

export { endOfSaga } from "./end-saga.ts";

/** Starts a saga for a step of a run, in whose name it acts; the step finds it again when it is repeated. */
export async function startSagaOfRun(
  { db, clock }: EngineParts,
  run: StoredRun,
  path: string,
  { definition, context }: { definition: SagaDefinition; context: Readonly<Record<string, unknown>> },
): Promise<StoredSaga> {
  const { saga } = await persistently(() =>
    beginSaga({ db, clock }, run.tenantId, {
      name: null,
      definition,
      context,
      startedBy: run.startedBy,
      parent: { runId: run.id, path },
      idempotencyKey: keyOfStep(run, path),
    }),
  );
  return saga;
}
