import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { SagaStepDefinition } from "../definitions/steps.ts";
import { withinTime } from "../engine/attempt.ts";
import { createSecretPlaceholders } from "../secrets/secret-placeholders.ts";
import type { StoredSagaStep } from "../store/saga-steps.ts";
import { act, scopeOfAttempt, workOut } from "./act.ts";
import { failedAttempt, failuresOf, isUncertain, pauseAfter, pauseUntil } from "./attempts.ts";
import { inOrder, undoingOf } from "./saga-definition.ts";
import { type SagaTurn, Stuck } from "./saga-turn.ts";
import { recreatedIds } from "./undo/recreated-ids.ts";
import { undoByKind } from "./undo/undo-by-kind.ts";
import { recreation } from "./undo/undo-deleted.ts";
import type { UndoOutcome } from "./undo/undoing.ts";

/**
 * Undoes a saga's steps, the last one first: all that were begun, since what was begun may have had its effect. One that
 * can't be undone stops it, because what was done before it may be what it stands on.
 * @throws Stuck, Rests, HandedOver, TurnLost
 */
export async function undoSteps(turn: SagaTurn): Promise<void> {
  for (const definition of inOrder(turn.saga.definition).toReversed()) {
    const step = turn.journal.step(definition.id);
    if (step !== undefined && step.status !== "UNDONE" && step.status !== "LEFT")
      await undoStep(turn, definition, step);
  }
}

async function undoStep(turn: SagaTurn, definition: SagaStepDefinition, step: StoredSagaStep): Promise<void> {
  const { journal, patience } = turn;
  if (step.status === "STUCK") throw new Stuck();
  const wasGivenUp = step.status === "DOING" || step.status === "FAILED";
  if (wasGivenUp && !isUncertain(step)) return nothingWasDone(turn, step);
  switch (undoingOf(definition)) {
    case "needless":
      return journal.undone(step.id, { nothingToUndo: true });
    case "impossible":
      return journal.left(step.id, {
        why: `What a step of the kind ${definition.do.kind} did is not undone unless \`undo\` says how.`,
      });
    case "explicit":
    case "automatic":
  }
  // What was asked for may still come about: undone before, it would stay.
  if (isUncertain(step)) await pauseUntil(turn, step.attemptedAt.getTime() + patience.lateMs);
  for (;;) {
    const now = journal.step(step.id) ?? step;
    const failures = failuresOf(now, "undoing");
    await pauseAfter(turn, step.id, failures);
    if (await attempt(turn, definition, failures.length)) return;
  }
}

/** A step that was given up, or only tried, without any effect. */
async function nothingWasDone(
  { journal }: SagaTurn,
  { id, position, status, failures }: StoredSagaStep,
): Promise<void> {
  const last = failuresOf({ failures } as StoredSagaStep, "doing").at(-1);
  if (status !== "FAILED" && last !== undefined) await journal.fail(id, position, last);
}

/** @returns whether it is undone now, or stays for good */
async function attempt(turn: SagaTurn, definition: SagaStepDefinition, failed: number): Promise<boolean> {
  const { clock, journal, logger, patience } = turn;
  const { id } = definition;
  const begun = await journal.beginUndo(id);
  try {
    const outcome =
      definition.undo === undefined
        ? await undoAutomatically(turn, definition, begun)
        : await undoAsTold(turn, definition, begun);
    if (outcome.kind === "undone") {
      await journal.undone(id, outcome.told);
      return true;
    }
    await journal.noteUndone(id, outcome.told);
    await journal.stuck(id, { code: "OUTCOME_UNKNOWN", message: outcome.why });
  } catch (error) {
    const { failure, mayPass } = failedAttempt(error, {
      of: "undoing",
      attempt: begun.undoAttempts,
      at: clock.now(),
      logger,
    });
    if (mayPass && failed + 1 < patience.undoAttempts) {
      await journal.retryUndo(id, failure);
      return false;
    }
    await journal.stuck(id, { code: failure.code, message: `The step ${id} could not be undone: ${failure.message}` });
  }
  throw new Stuck();
}

async function undoAutomatically(
  turn: SagaTurn,
  { id, do: { kind } }: SagaStepDefinition,
  step: StoredSagaStep,
): Promise<UndoOutcome> {
  const undo = undoByKind[kind];
  if (undo === undefined) throw new TypeError(`nothing undoes a step of the kind ${kind}`);
  const secrets = createSecretPlaceholders(async () => new Map());
  const scope = scopeOfAttempt(turn, { id, key: "", maybeDone: true, secrets });
  const recreated = turn.saga.definition.steps.flatMap((each) =>
    Object.entries(recreation.safeParse(turn.journal.step(each.id)?.undone).data?.recreated ?? {}),
  );
  const ids = recreatedIds(recreated);
  return withinTime(undo({ turn, step, scope, isUncertain: isUncertain(step), ids }), scope.signal);
}

async function undoAsTold(
  turn: SagaTurn,
  { id, undo: effect }: SagaStepDefinition,
  step: StoredSagaStep,
): Promise<UndoOutcome> {
  if (effect === undefined) throw new TypeError(`the step ${id} says not how it is undone`);
  const { settings, secrets } = await workOut(turn, effect);
  const scope = scopeOfAttempt(turn, { id, key: ":undo", maybeDone: step.undoAttempts > 1, secrets });
  try {
    return { kind: "undone", told: { output: await act(turn, effect, settings, scope) } };
  } catch (error) {
    if (error instanceof AirgraphError && error.code === "NOT_FOUND") return { kind: "undone", told: { gone: true } };
    throw error;
  }
}
