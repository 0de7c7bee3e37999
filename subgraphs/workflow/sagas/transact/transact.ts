import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Clock } from "../../../../kernel/clock.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { parseInput } from "../../../../kernel/errors/parse-input.ts";
import { followEvents } from "../../../../kernel/event-log/follow-events.ts";
import type { Listener } from "../../../../kernel/event-log/listener.ts";
import type { Actor } from "../../../../kernel/identity/caller.ts";
import { starterOf } from "../../starter.ts";
import { readSagaSteps, type StoredSagaStep } from "../../store/saga-steps.ts";
import { findSagas, type StoredSaga } from "../../store/sagas.ts";
import { checkSaga } from "../check-saga.ts";
import { sagaStream, toSagaChange } from "../saga-event.ts";
import { beginSaga, mustBeSame } from "../start-saga.ts";
import { idempotencyKey } from "../start-saga-by-hand.ts";
import { compileOperations } from "./compile-operations.ts";
import { type Operation, parseOperations } from "./operations.ts";

const options = z.object({
  operations: z.unknown(),
  idempotencyKey,
  waitSeconds: z.number().min(0, "must be 0 to 25").max(25, "must be 0 to 25"),
});

/** How a transaction stands. */
export interface Transaction {
  readonly saga: StoredSaga;
  /** One for each operation: the record that it created or is about; null as long as there is none. */
  readonly ids: readonly (string | null)[];
}

/**
 * Carries out operations by a saga, or finds the one that the same idempotency key started, and waits a while for its end.
 * @throws AirgraphError BAD_USER_INPUT naming the operation; FORBIDDEN; CONFLICT when the key started something else
 */
export async function transact(
  parts: { readonly db: Database; readonly clock: Clock; readonly listener: Listener },
  actor: Actor,
  given: unknown,
): Promise<Transaction> {
  const { operations: some, idempotencyKey: key = null, waitSeconds } = parseInput(options, given);
  const operations = parseOperations(some);
  const { definition, places } = compileOperations(operations);
  checkSaga(definition, actor);
  const about = {
    name: "transact",
    definition,
    context: { input: {} },
    startedBy: starterOf(actor),
    parent: null,
    idempotencyKey: key,
  };
  const begun = await beginSaga(parts, actor.tenantId, about);
  if (!begun.isNew) mustBeSame(begun.saga, about);
  await untilOver(parts, begun.saga, waitSeconds * 1_000);
  const [saga = begun.saga] = await findSagas(parts.db, actor.tenantId, [begun.saga.id]);
  const journal = new Map((await readSagaSteps(parts.db, saga)).map((step) => [step.id, step]));
  const ids = operations.map((operation, index) => {
    const { step = "", index: place = 0 } = places[index] ?? {};
    return recordOf(operation, saga, journal.get(step), place);
  });
  return { saga, ids };
}

const over: ReadonlySet<string> = new Set(["COMPLETED", "COMPENSATED", "STUCK"]);

/** Waits until a saga has ended or is stuck, but no longer than that. */
async function untilOver(
  { db, listener }: { db: Database; listener: Listener },
  { tenantId, id, status }: StoredSaga,
  ms: number,
): Promise<void> {
  if (ms === 0 || over.has(status)) return;
  const enough = new AbortController();
  const events = followEvents({ db, listener }, tenantId, { stream: sagaStream(id), after: 0 });
  const ended = (async () => {
    for await (const event of events) if (over.has(toSagaChange(event).kind)) return;
  })();
  try {
    await Promise.race([ended, delay(ms, undefined, { signal: enough.signal })]);
  } finally {
    enough.abort();
    await events.return?.();
  }
}

const written = z.object({ records: z.array(z.object({ id: z.string() })) });
const linked = z.object({ recordId: z.string() });

function recordOf(
  operation: Operation,
  { status }: StoredSaga,
  step: StoredSagaStep | undefined,
  index: number,
): string | null {
  switch (operation.kind) {
    case "delete":
      return operation.id;
    case "link":
      return linked.safeParse(step?.input).data?.recordId ?? null;
    case "update":
      return written.safeParse(step?.output).data?.records[index]?.id ?? null;
    case "create":
      return status === "COMPENSATED" ? null : (written.safeParse(step?.output).data?.records[index]?.id ?? null);
  }
}
