import { randomUUID } from "node:crypto";
import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { runId as runIdSchema, sagaId as sagaIdSchema } from "../../../kernel/identity/ids.ts";
import type { ControlStep } from "../definitions/steps.ts";
import { approvalId } from "../ids.ts";
import { endOfRun, startChildRun } from "../runs/child-run.ts";
import { findSignal, signalTopic } from "../runs/signals.ts";
import { endOfSaga, startSagaOfRun } from "../sagas/saga-of-run.ts";
import { asked, escalateApproval, insertApproval, markApprovalEnded } from "../store/approvals.ts";
import { insertWait } from "../store/waits.ts";
import { awaitSettled } from "./await-settled.ts";
import { StepFailed } from "./endings.ts";
import { type Frame, scopeOf, workOut } from "./frame.ts";
import type { Place } from "./journal.ts";
import type { RunTurn } from "./run-turn.ts";

const later = (at: Date, seconds: number | undefined) =>
  seconds === undefined ? null : new Date(at.getTime() + seconds * 1_000);

const longestWaitSeconds = 10 * 366 * 86_400;
const duration = z.object({ seconds: z.number().min(0).max(longestWaitSeconds) });
const until = z.object({ until: z.iso.datetime({ offset: true }) });

/** Waits for a while, or until an instant. */
export async function waitForTime(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  { with: settings }: ControlStep<"wait">,
): Promise<unknown> {
  const { journal } = turn;
  if (journal.step(place.path) === undefined) {
    const given = await workOut(turn, frame, settings);
    const span = "seconds" in settings ? parseInput(duration, given) : parseInput(until, given);
    await journal.wait(place, given, (transaction, at) => {
      const dueAt = "seconds" in span ? later(at, span.seconds) : new Date(span.until);
      return insertWait(transaction, journal.turn, { path: place.path, kind: "time", dueAt });
    });
  }
  await awaitSettled(turn, place.path);
  const output = { at: new Date(turn.clock.now()).toISOString() };
  await journal.succeed(place, output);
  return output;
}

const eventSettings = z.object({ event: z.coerce.string().max(200), key: z.coerce.string().max(200) });

/**
 * Waits for an event that is sent under a name and a key. One that was sent since the run was asked for counts too, unless
 * the run has seen it before.
 * @returns the event's payload
 */
export async function waitForEvent(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  { with: { event, key, timeoutSeconds } }: ControlStep<"waitForEvent">,
): Promise<unknown> {
  const { journal, run } = turn;
  if (journal.step(place.path) === undefined) {
    const wanted = parseInput(eventSettings, await workOut(turn, frame, { event, key }));
    const topic = signalTopic(wanted);
    await journal.wait(place, wanted, (transaction, at) =>
      insertWait(transaction, journal.turn, {
        path: place.path,
        kind: "event",
        topic,
        dueAt: later(at, timeoutSeconds),
      }),
    );
  }
  const topic = signalTopic(eventSettings.parse(await journal.input(place)));
  const settled = await awaitSettled(turn, place.path, () => findSignal(turn.db, run, topic));
  if (settled === "time ran out") throw new StepFailed({ code: "TIMEOUT", message: "The event did not come in time." });
  const { payload } = z.object({ payload: z.unknown() }).parse(settled.outcome);
  await journal.succeed(place, payload);
  return payload;
}

const question = z.object({
  title: z.coerce.string().min(1).max(500),
  description: z.coerce.string().max(10_000).optional(),
  assignees: asked,
  escalateTo: asked.optional(),
});

const decision = z.object({
  approved: z.boolean(),
  by: z.unknown(),
  comment: z.string().nullable(),
});

/**
 * Asks people.
 * @returns `{approved, by, comment, expired}`
 */
export async function askForApproval(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  { with: settings }: ControlStep<"approval">,
): Promise<unknown> {
  const { journal, clock, db } = turn;
  const { deadlineSeconds, escalateTo, failUnlessApproved } = settings;
  if (journal.step(place.path) === undefined) {
    const { title, description, assignees } = settings;
    const told = parseInput(
      question,
      await workOut(turn, frame, {
        title,
        assignees,
        ...(description === undefined ? {} : { description }),
        ...(escalateTo === undefined ? {} : { escalateTo }),
      }),
    );
    await journal.wait(place, told, async (transaction, at) => {
      const deadlineAt = later(at, deadlineSeconds);
      await insertApproval(transaction, journal.turn, {
        ...told,
        id: approvalId.parse(randomUUID()),
        path: place.path,
        deadlineAt,
        createdAt: at,
      });
      await insertWait(transaction, journal.turn, { path: place.path, kind: "approval", dueAt: deadlineAt });
    });
  }
  for (;;) {
    const settled = await awaitSettled(turn, place.path);
    const at = new Date(clock.now());
    if (settled === "time ran out") {
      const escalated =
        escalateTo !== undefined &&
        (await escalateApproval(db, journal.turn, { path: place.path, at, deadlineAt: later(at, deadlineSeconds) }));
      if (escalated) continue;
      if (!(await markApprovalEnded(db, journal.turn, { path: place.path, at, status: "EXPIRED" }))) continue;
    }
    const output =
      settled === "time ran out"
        ? { approved: false, by: null, comment: null, expired: true }
        : { ...decision.parse(settled.outcome), expired: false };
    if (!output.approved && failUnlessApproved) {
      const message = output.expired
        ? "Nobody decided in time."
        : `It was rejected${output.comment === null ? "." : `: ${output.comment}`}`;
      throw new StepFailed({ code: output.expired ? "TIMEOUT" : "REJECTED", message });
    }
    await journal.succeed(place, output);
    return output;
  }
}

const childSettings = z.object({ workflow: z.string(), input: z.record(z.string(), z.unknown()) });
const childEnd = z.object({
  status: z.enum(["SUCCEEDED", "FAILED", "CANCELLED"]),
  output: z.unknown(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});

/**
 * Starts a run of another workflow, and waits for its end unless it is told not to.
 * @returns `{runId, output}`
 */
export async function runWorkflow(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  { with: settings }: ControlStep<"runWorkflow">,
): Promise<unknown> {
  const { journal, run } = turn;
  if (journal.step(place.path) === undefined) {
    const wanted = parseInput(
      childSettings,
      await workOut(turn, frame, { workflow: settings.workflow, input: settings.input }),
    );
    const child = await startChildRun(turn, run, place.path, wanted);
    await journal.wait(place, { ...wanted, runId: child.id }, (transaction, at) =>
      insertWait(transaction, journal.turn, {
        path: place.path,
        kind: "run",
        topic: child.id,
        dueAt: settings.wait ? null : at,
      }),
    );
  }
  const { runId } = z.object({ runId: runIdSchema }).parse(await journal.input(place));
  const settled = await awaitSettled(turn, place.path, () => endOfRun(turn.db, run.tenantId, runId));
  const end = settled === "time ran out" ? undefined : childEnd.parse(settled.outcome);
  if (end !== undefined && end.status !== "SUCCEEDED") {
    throw new StepFailed(end.error ?? { code: "CANCELLED", message: "The run it waited for was cancelled." });
  }
  const output = { runId, output: end?.output ?? null };
  await journal.succeed(place, output);
  return output;
}

const sagaEnd = z.object({
  status: z.enum(["COMPLETED", "COMPENSATED"]),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  output: z.unknown(),
});

/**
 * Has a saga do all of its steps or none, and waits for its end. A saga that is stuck is waited for until a person has
 * decided what becomes of it.
 * @returns `{sagaId, steps}`, outputs by the ids of the saga's steps
 */
export async function runSaga(
  turn: RunTurn,
  frame: Frame,
  place: Place,
  { with: definition }: ControlStep<"saga">,
): Promise<unknown> {
  const { journal, run } = turn;
  if (journal.step(place.path) === undefined) {
    const context = await scopeOf(frame, JSON.parse(JSON.stringify(definition)), turn);
    const saga = await startSagaOfRun(turn, run, place.path, { definition, context });
    await journal.wait(place, { sagaId: saga.id }, (transaction) =>
      insertWait(transaction, journal.turn, { path: place.path, kind: "saga", topic: saga.id, dueAt: null }),
    );
  }
  const { sagaId } = z.object({ sagaId: sagaIdSchema }).parse(await journal.input(place));
  const settled = await awaitSettled(turn, place.path, () => endOfSaga(turn.db, run.tenantId, sagaId));
  if (settled === "time ran out") throw new TypeError("a saga is waited for without a limit");
  const end = sagaEnd.parse(settled.outcome);
  if (end.status === "COMPENSATED")
    throw new StepFailed(end.error ?? { code: "CANCELLED", message: "The saga was undone." });
  const output = { sagaId, steps: end.output };
  await journal.succeed(place, output);
  return output;
}
