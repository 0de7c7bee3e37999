import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { settleWaitsFor } from "../runs/settle-waits.ts";
import { readSagaSteps } from "../store/saga-steps.ts";
import { findSagas, type SagaKey, type StoredSaga, updateSaga } from "../store/sagas.ts";
import { sagaEvent, sagaStream } from "./saga-event.ts";

/** Ends a saga whose row is locked, tells of it, and wakes the run that waits for it. */
export async function endSaga(
  transaction: Database,
  { tenantId, id }: SagaKey,
  status: "COMPLETED" | "COMPENSATED",
  at: Date,
): Promise<void> {
  await updateSaga(transaction, { tenantId, id }, { status, endedAt: at, heldBy: null });
  const [saga] = await findSagas(transaction, tenantId, [id]);
  if (saga === undefined) throw new TypeError(`the saga ${id} is locked and not there`);
  await appendEvents(transaction, tenantId, sagaStream(id), [sagaEvent(status, { error: saga.error })]);
  const outcome = await outcomeOf(transaction, saga);
  await settleWaitsFor(transaction, tenantId, { kind: "saga", topic: id }, { outcome, at });
}

/** How a saga has ended; undefined as long as it has not. */
export async function endOfSaga(db: Database, tenantId: TenantId, id: StoredSaga["id"]) {
  const [saga] = await findSagas(db, tenantId, [id]);
  return saga === undefined || saga.endedAt === null ? undefined : outcomeOf(db, saga);
}

async function outcomeOf(db: Database, saga: StoredSaga) {
  const { status, error } = saga;
  if (status !== "COMPLETED") return { status, error, output: null };
  const steps = await readSagaSteps(db, saga);
  return { status, error, output: Object.fromEntries(steps.map(({ id, output }) => [id, output])) };
}
