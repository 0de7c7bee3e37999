import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { wake } from "../engine/turn.ts";
import { updateSaga } from "../store/sagas.ts";
import { lockKnownSaga } from "./lock-saga.ts";

/**
 * Has a saga stop before its next step, and undo what it did. One that has ended, is being undone or is stuck stays as it is.
 * @throws AirgraphError NOT_FOUND
 */
export async function cancelSaga(
  { db }: { db: Database; clock: Clock },
  tenantId: TenantId,
  id: string,
  reason: string,
): Promise<void> {
  await db.transaction(async (transaction) => {
    const saga = await lockKnownSaga(transaction, tenantId, id);
    if (saga.cancelReason !== null || (saga.status !== "QUEUED" && saga.status !== "RUNNING")) return;
    await updateSaga(transaction, saga, { cancelReason: reason });
    await wake(transaction, { kind: "saga", tenantId, id: saga.id });
  });
}
