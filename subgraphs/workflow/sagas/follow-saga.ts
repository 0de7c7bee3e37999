import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { lastSequence } from "../../../kernel/event-log/event-log.ts";
import { followEvents } from "../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../kernel/event-log/listener.ts";
import { emptyStream, endStreamAfter, type MappedStream, mapStream } from "../../../kernel/executor/map-stream.ts";
import { sagaId, type TenantId } from "../../../kernel/identity/ids.ts";
import { persistently } from "../engine/persistently.ts";
import { findSagas, type StoredSaga } from "../store/sagas.ts";
import { parseSequence } from "../stream-cursor.ts";
import { type SagaChange, sagaStream, toSagaChange } from "./saga-event.ts";

/** One change of a saga as subscribers get it. */
export interface SagaUpdateModel extends SagaChange {
  readonly cursor: string;
  /** As it is when the change is told. */
  readonly saga: StoredSaga;
}

/**
 * Every change of one saga, after a cursor, until the saga has ended.
 * @throws AirgraphError NOT_FOUND for a saga that the tenant does not have; BAD_USER_INPUT for a malformed cursor
 */
export async function followSaga(
  { db, listener }: { readonly db: Database; readonly listener: Listener },
  tenantId: TenantId,
  { id, after }: { id: string; after: string | null },
): Promise<MappedStream<SagaUpdateModel>> {
  const known = sagaId.safeParse(id).data;
  const [saga] = known === undefined ? [] : await findSagas(db, tenantId, [known]);
  if (saga === undefined) throw new AirgraphError("NOT_FOUND", `There is no saga ${id}.`);
  const stream = sagaStream(saga.id);
  const last = await lastSequence(db, tenantId, stream);
  const sequence = parseSequence(after ?? "0", last);
  const startCursor = String(sequence);
  if (saga.endedAt !== null && sequence === last) return emptyStream(startCursor);
  const changes = mapStream(followEvents({ db, listener }, tenantId, { stream, after: sequence }), async (event) => {
    const change = toSagaChange(event);
    const [now = saga] = await persistently(() => findSagas(db, tenantId, [saga.id]));
    return { ...change, cursor: String(change.sequence), saga: now };
  });
  return { ...endStreamAfter(changes, ({ kind }) => kind === "COMPLETED" || kind === "COMPENSATED"), startCursor };
}
