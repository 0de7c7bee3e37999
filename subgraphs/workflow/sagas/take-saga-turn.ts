import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import { HandedOver } from "../engine/endings.ts";
import { persistently } from "../engine/persistently.ts";
import type { EngineParts } from "../engine/run-turn.ts";
import type { TurnTicket } from "../engine/ticket.ts";
import { beginTurn, endTurn } from "../engine/turn.ts";
import { findSagas, lockSaga, updateSaga } from "../store/sagas.ts";
import { doSteps } from "./do-steps.ts";
import { endSaga } from "./end-saga.ts";
import { sagaEvent, sagaStream } from "./saga-event.ts";
import { SagaJournal, type TurnOfSaga } from "./saga-journal.ts";
import { Rests, type SagaPatience, type SagaTurn, Stuck, usualPatience } from "./saga-turn.ts";
import { undoSteps } from "./undo-steps.ts";

/**
 * Carries a saga on, from where the turns before have left it, until it has ended or only waits: does its steps, or, once
 * one has failed, undoes them in reverse order.
 * @throws TurnLost when another turn has begun meanwhile
 */
export async function takeSagaTurn(
  parts: EngineParts,
  ticket: TurnTicket & { kind: "saga" },
  engineId: string,
  patience: SagaPatience = usualPatience,
): Promise<void> {
  const begun = await persistently(() => begin(parts, ticket, engineId));
  if (begun === undefined) return;
  const { turn, saga } = begun;
  const journal = await SagaJournal.open(parts.db, parts.clock, turn, saga);
  for (;;) {
    const way = await carryOn({ ...parts, saga, journal, patience });
    if (await persistently(() => settle(parts, journal, way))) return;
  }
}

async function begin({ db, clock }: EngineParts, ticket: TurnTicket & { kind: "saga" }, engineId: string) {
  return db.transaction(async (transaction) => {
    const turn = await beginTurn(transaction, ticket, engineId);
    if (turn === undefined) return undefined;
    const [saga] = await findSagas(transaction, turn.tenantId, [ticket.id]);
    if (saga === undefined) return undefined;
    const { id, tenantId } = ticket;
    if (saga.status !== "QUEUED") return { turn: { ...turn, kind: "saga", id } as TurnOfSaga, saga };
    const startedAt = new Date(clock.now());
    await updateSaga(transaction, turn, { status: "RUNNING", startedAt });
    await appendEvents(transaction, tenantId, sagaStream(id), [sagaEvent("STARTED")]);
    return {
      turn: { ...turn, kind: "saga", id } as TurnOfSaga,
      saga: { ...saga, status: "RUNNING" as const, startedAt },
    };
  });
}

/** How a walk through the steps has come out. */
type Way =
  | { readonly kind: "completed" | "compensated" | "stuck" | "handed over" }
  | { readonly kind: "rests"; readonly until: Date };

async function carryOn(turn: SagaTurn): Promise<Way> {
  const { journal } = turn;
  try {
    if (journal.status === "RUNNING") {
      const failure = await doSteps(turn);
      if (failure === undefined) return { kind: "completed" };
      await journal.compensate(failure);
    }
    await undoSteps(turn);
    return { kind: "compensated" };
  } catch (error) {
    if (error instanceof HandedOver) return { kind: "handed over" };
    if (error instanceof Rests) return { kind: "rests", until: error.until };
    if (error instanceof Stuck) return { kind: "stuck" };
    throw error;
  }
}

/** Writes down how the turn has come out. @returns false when there is something to go on with after all */
async function settle({ db, clock }: EngineParts, journal: SagaJournal, way: Way): Promise<boolean> {
  const { turn } = journal;
  const cancelled = await db.transaction(async (transaction) => {
    const { status, cancelReason } = await lockSaga(transaction, turn);
    const at = new Date(clock.now());
    switch (way.kind) {
      case "completed":
        if (cancelReason !== null) return true;
        await endSaga(transaction, turn, "COMPLETED", at);
        return false;
      case "compensated":
        await endSaga(transaction, turn, "COMPENSATED", at);
        return false;
      case "stuck":
        await becomeStuck(transaction, turn);
        return false;
      case "rests":
        // Who is cancelled does not wait to be tried again.
        await endTurn(transaction, turn, status === "RUNNING" && cancelReason !== null ? {} : { at: way.until });
        return false;
      case "handed over":
        await endTurn(transaction, turn, {});
        return false;
    }
  });
  if (cancelled) await journal.compensate({ code: "CANCELLED", message: "The saga was cancelled." });
  return !cancelled;
}

async function becomeStuck(transaction: Database, turn: TurnOfSaga): Promise<void> {
  await updateSaga(transaction, turn, { status: "STUCK" });
  await appendEvents(transaction, turn.tenantId, sagaStream(turn.id), [sagaEvent("STUCK")]);
  await endTurn(transaction, turn, undefined);
}
