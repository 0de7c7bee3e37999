import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { sagaId, type TenantId } from "../../../kernel/identity/ids.ts";
import { lockSagaOfTenant, type StoredSaga } from "../store/sagas.ts";

/**
 * Locks a saga for whoever may do something with it.
 * @throws AirgraphError NOT_FOUND
 */
export async function lockKnownSaga(transaction: Database, tenantId: TenantId, id: string): Promise<StoredSaga> {
  const parsed = sagaId.safeParse(id).data;
  const saga = parsed === undefined ? undefined : await lockSagaOfTenant(transaction, { tenantId, id: parsed });
  if (saga === undefined) throw new AirgraphError("NOT_FOUND", `There is no saga ${id}.`);
  return saga;
}
