import type { Database } from "../../../kernel/database/database.ts";
import { appendEvents } from "../../../kernel/event-log/event-log.ts";
import type { Logger } from "../../../kernel/logger.ts";
import type { Definition } from "../definitions/definition.ts";
import { abandonWaits } from "../runs/abandon-waits.ts";
import { endRun, type RunEnd } from "../runs/end-run.ts";
import { runEvent, runStream } from "../runs/run-event.ts";
import { findDefinition } from "../store/definitions.ts";
import { beginRunTurn, findRuns, lockRun, type StoredRun, updateRun } from "../store/runs.ts";
import { lookAtWaits } from "../store/waits.ts";
import { Branches } from "./branches.ts";
import { HandedOver, Interrupted, StepFailed, Suspended, TurnLost } from "./endings.ts";
import { toldOf } from "./failure.ts";
import { type Frame, workOut } from "./frame.ts";
import { Journal } from "./journal.ts";
import { persistently } from "./persistently.ts";
import type { EngineParts, RunTurn } from "./run-turn.ts";
import type { TurnTicket } from "./ticket.ts";
import { endTurn, type Turn } from "./turn.ts";
import { walkSteps } from "./walk-steps.ts";

type TurnOfRun = Turn & { kind: "run" };

/**
 * Carries a run on, from where the turns before have left it, until it has ended or only waits.
 * @throws TurnLost when another turn has begun meanwhile
 */
export async function takeRunTurn(
  parts: EngineParts,
  ticket: TurnTicket & { kind: "run" },
  engineId: string,
): Promise<void> {
  const begun = await persistently(() => begin(parts, ticket, engineId));
  if (begun === undefined) return;
  const { turn, run } = begun;
  const definition = await persistently(() => findDefinition(parts.db, run));
  const journal = await Journal.open(parts.db, parts.clock, turn);
  for (;;) {
    const way = await carryOn({ ...parts, run, journal, branches: new Branches() }, definition);
    if (await persistently(() => settle(parts, journal, way))) return;
    journal.awaited.clear();
  }
}

async function begin(
  { db, clock }: EngineParts,
  ticket: TurnTicket & { kind: "run" },
  engineId: string,
): Promise<{ turn: TurnOfRun; run: StoredRun } | undefined> {
  const { kind, tenantId, id, after } = ticket;
  const number = await beginRunTurn(db, { tenantId, id }, { after, engineId, at: new Date(clock.now()) });
  if (number === undefined) return undefined;
  const [run] = await findRuns(db, tenantId, [id]);
  return run && { turn: { kind, tenantId, id, number }, run };
}

/** Nothing has been done in a first turn, and what somebody wants of the run meanwhile its first step will see. */
function isFirst({ turn }: Journal): boolean {
  return turn.number === 1;
}

/** How a walk through the steps has come out. */
type Way =
  | RunEnd
  | { readonly kind: "waits"; readonly windingUp: boolean }
  | { readonly kind: "paused" }
  | { readonly kind: "handed over" };

/** What encloses the steps of one walk, made anew for each: its signal keeps something of each that is made of it. */
function outside(names: Frame["names"] = {}): Frame {
  return { scope: "", names, outer: undefined, stopped: new AbortController().signal };
}

async function carryOn(turn: RunTurn, definition: Definition): Promise<Way> {
  const { journal, logger } = turn;
  try {
    const wanted = isFirst(journal) ? undefined : await journal.interruption();
    if (wanted !== undefined) throw wanted;
    const frame = outside();
    await walkSteps(turn, frame, definition.steps);
    const { output: template = null } = definition;
    const output = await workOut(turn, frame, template);
    await abandonWaits(turn);
    return { kind: "succeeded", output };
  } catch (error) {
    if (error instanceof TurnLost) throw error;
    if (error instanceof HandedOver) return { kind: "handed over" };
    const ending = error instanceof Suspended ? await journal.interruption() : error;
    if (ending === undefined) return { kind: "waits", windingUp: false };
    if (ending instanceof Interrupted && ending.reason === "paused") return { kind: "paused" };
    return windUp(turn, definition, endOf(ending, logger));
  }
}

function endOf(reason: unknown, logger: Logger): RunEnd {
  if (reason instanceof Interrupted && reason.reason === "cancelled") return { kind: "cancelled" };
  if (reason instanceof Interrupted) {
    return { kind: "failed", error: { code: "TIMEOUT", message: "The run did not end before its deadline." } };
  }
  return { kind: "failed", error: reason instanceof StepFailed ? reason.told : toldOf(reason, logger) };
}

/** Ends what the run still waits for, has its sagas undone, and takes the steps that are for this case. */
async function windUp(turn: RunTurn, definition: Definition, end: RunEnd): Promise<Way> {
  const { journal } = turn;
  journal.windingUp = true;
  try {
    await abandonWaits(turn);
    const error = end.kind === "failed" ? end.error : { code: "CANCELLED", message: "The run was cancelled." };
    await walkSteps(turn, outside({ error }), definition.onFailure);
    return end;
  } catch (error) {
    if (error instanceof TurnLost) throw error;
    if (error instanceof HandedOver) return { kind: "handed over" };
    if (error instanceof Suspended) return { kind: "waits", windingUp: true };
    return end; // A step of these failed; the journal tells of it.
  }
}

/** Writes down how the turn has come out. @returns false when there is something to go on with after all */
async function settle({ db, clock }: EngineParts, { turn, awaited }: Journal, way: Way): Promise<boolean> {
  return db.transaction(async (transaction) => {
    const { cancelReason, pauseRequested, deadlineAt } = await lockRun(transaction, turn);
    const at = new Date(clock.now());
    switch (way.kind) {
      case "waits": {
        const { settled, dueAt } = await lookAtWaits(transaction, turn, [...awaited]);
        const wanted = !way.windingUp && (cancelReason !== null || pauseRequested);
        if (settled || wanted || (dueAt !== null && dueAt <= at)) return false;
        const limits = [dueAt, way.windingUp ? null : deadlineAt].filter((limit) => limit !== null);
        const next = limits.toSorted((a, b) => a.getTime() - b.getTime())[0];
        await rest(transaction, turn, cancelReason === null ? "WAITING" : "CANCELLING", next && { at: next });
        return true;
      }
      case "paused":
        await rest(transaction, turn, "PAUSED", deadlineAt === null ? undefined : { at: deadlineAt });
        return true;
      case "handed over":
        await endTurn(transaction, turn, {});
        return true;
      case "succeeded":
      case "failed":
      case "cancelled":
        await endRun(transaction, turn, way, at);
        return true;
    }
  });
}

async function rest(
  transaction: Database,
  turn: TurnOfRun,
  status: "WAITING" | "PAUSED" | "CANCELLING",
  next: { at: Date } | undefined,
): Promise<void> {
  await updateRun(transaction, turn, { status });
  await appendEvents(transaction, turn.tenantId, runStream(turn.id), [runEvent(status)]);
  await endTurn(transaction, turn, next);
}
