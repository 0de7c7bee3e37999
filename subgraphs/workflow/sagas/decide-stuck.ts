import { z } from "zod";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { wake } from "../engine/turn.ts";
import { starterOf } from "../starter.ts";
import { readSagaSteps, type StoredSagaStep, updateSagaStep } from "../store/saga-steps.ts";
import { type StoredSaga, updateSaga } from "../store/sagas.ts";
import { lockKnownSaga } from "./lock-saga.ts";
import { type SagaChangeKind, sagaEvent, sagaStream } from "./saga-event.ts";

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: Audit;
}

/**
 * Has a saga that is stuck try again to undo the step that it is stuck at.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is not stuck
 */
export async function retryCompensation({ db, audit }: Parts, { tenantId }: Actor, id: string): Promise<void> {
  await db.transaction(async (transaction) => {
    const { saga, step } = await lockStuck(transaction, tenantId, id);
    // Whoever asks for it has looked: what may be there already is made once more.
    const undone = z.record(z.string(), z.unknown()).safeParse(step.undone).data;
    const failures = step.failures.filter(({ of }) => of === "doing");
    const change = {
      status: "UNDOING",
      undoAttempts: 0,
      failures,
      undone: undone === undefined ? null : { ...undone, creating: [] },
      error: null,
    } as const;
    await goOn(transaction, saga, step, { ...step, ...change }, []);
    await audit(transaction, {
      action: "saga.undo_retried",
      target: { kind: "saga", id: saga.id },
      details: { step: step.id },
      result: "SUCCEEDED",
    });
  });
}

const decision = z.object({
  id: z.string(),
  stepId: z.string(),
  resolution: z.enum(["DONE_BY_HAND", "IGNORE"]),
  comment: plainText.max(2_000, "must have at most 2,000 characters").nullish(),
});

/**
 * Says of the step that a saga is stuck at that it was undone by hand, or that its effect is to stay; the steps before it
 * are undone from then on.
 * @throws AirgraphError NOT_FOUND; CONFLICT when it is not stuck at this step; BAD_USER_INPUT
 */
export async function resolveStuck({ db, clock, audit }: Parts, actor: Actor, given: unknown): Promise<void> {
  const { id, stepId, resolution, comment = null } = parseInput(decision, given);
  await db.transaction(async (transaction) => {
    const { saga, step } = await lockStuck(transaction, actor.tenantId, id);
    if (step.id !== stepId)
      throw new AirgraphError("CONFLICT", `The saga is stuck at the step ${step.id}.`, { field: "stepId" });
    const at = new Date(clock.now());
    const known = z.record(z.string(), z.unknown()).safeParse(step.undone).data;
    const decided = { resolution, comment, by: starterOf(actor), at: at.toISOString() };
    const status = resolution === "IGNORE" ? ("LEFT" as const) : ("UNDONE" as const);
    const kind = resolution === "IGNORE" ? "STEP_LEFT" : "STEP_UNDONE";
    await goOn(transaction, saga, step, { ...step, status, undone: { ...known, decided }, endedAt: at }, [kind]);
    await audit(transaction, {
      action: "saga.stuck_resolved",
      target: { kind: "saga", id: saga.id },
      details: { step: step.id, resolution, comment },
      result: "SUCCEEDED",
    });
  });
}

async function lockStuck(
  transaction: Database,
  tenantId: Actor["tenantId"],
  id: string,
): Promise<{ readonly saga: StoredSaga; readonly step: StoredSagaStep }> {
  const saga = await lockKnownSaga(transaction, tenantId, id);
  const step =
    saga.status === "STUCK"
      ? (await readSagaSteps(transaction, saga)).find(({ status }) => status === "STUCK")
      : undefined;
  if (step === undefined) throw new AirgraphError("CONFLICT", "The saga is not stuck.");
  return { saga, step };
}

async function goOn(
  transaction: Database,
  saga: StoredSaga,
  before: StoredSagaStep,
  now: StoredSagaStep,
  kinds: readonly SagaChangeKind[],
): Promise<void> {
  const { tenantId, id } = saga;
  await updateSagaStep(transaction, saga, before, now);
  await updateSaga(transaction, saga, { status: "COMPENSATING" });
  await appendEvents(transaction, tenantId, sagaStream(id), [
    ...kinds.map((kind) => sagaEvent(kind, { step: now.id })),
    sagaEvent("RESUMED"),
  ]);
  await wake(transaction, { kind: "saga", tenantId, id });
}
