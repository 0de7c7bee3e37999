import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { sagaId, type TenantId } from "../../../kernel/identity/ids.ts";
import { giveTicket } from "../engine/give-ticket.ts";
import { findSagaByKey, insertSaga, type NewSaga, type StoredSaga } from "../store/sagas.ts";
import { sagaEvent, sagaStream } from "./saga-event.ts";

/**
 * Starts a saga, or finds the one that the same idempotency key started. The saga, its first event and its place in the
 * engine's queue are one transaction: there is no saga that nobody works on.
 */
export async function beginSaga(
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  tenantId: TenantId,
  given: Omit<NewSaga, "id" | "createdAt">,
): Promise<{ readonly saga: StoredSaga; readonly isNew: boolean }> {
  const saga: NewSaga = { ...given, id: sagaId.parse(randomUUID()), createdAt: new Date(clock.now()) };
  const started = await db.transaction(async (transaction) => {
    if (!(await insertSaga(transaction, tenantId, saga))) return false;
    await appendEvents(transaction, tenantId, sagaStream(saga.id), [sagaEvent("QUEUED")]);
    await giveTicket(transaction, { kind: "saga", tenantId, id: saga.id, after: 0 });
    return true;
  });
  const { idempotencyKey, ...stored } = saga;
  if (started) {
    const fresh = {
      ...stored,
      tenantId,
      status: "QUEUED",
      error: null,
      cancelReason: null,
      startedAt: null,
      endedAt: null,
    } as const;
    return { saga: fresh, isNew: true };
  }
  const found = idempotencyKey === null ? undefined : await findSagaByKey(db, tenantId, idempotencyKey);
  if (found === undefined) throw new TypeError("a saga was neither stored nor found");
  return { saga: found, isNew: false };
}

/** @throws AirgraphError CONFLICT when the key of a saga that was found had started something else */
export function mustBeSame(found: StoredSaga, { definition, context }: Pick<NewSaga, "definition" | "context">): void {
  const asStored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
  if (isDeepStrictEqual(found.definition, asStored(definition)) && isDeepStrictEqual(found.context, asStored(context)))
    return;
  throw new AirgraphError("CONFLICT", "This idempotency key started another saga.", { field: "idempotencyKey" });
}
