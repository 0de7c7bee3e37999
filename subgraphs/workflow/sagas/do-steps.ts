import { toStorable } from "../actions/storable.ts";
import type { SagaStepDefinition } from "../definitions/steps.ts";
import { endsTurn, HandedOver, Interrupted } from "../engine/endings.ts";
import { type Told, toldOf } from "../engine/failure.ts";
import { act, scopeOfAttempt, workOut } from "./act.ts";
import { type FailedAttempt, failedAttempt, failuresOf, isUncertain, pauseAfter } from "./attempts.ts";
import { inOrder } from "./saga-definition.ts";
import { Rests, type SagaTurn } from "./saga-turn.ts";
import { readBefore } from "./undo/read-before.ts";

/**
 * Takes a saga's steps one after the other. What the journal says is done is not done again.
 * @returns why the saga is to be undone, if it is
 * @throws Rests, HandedOver, TurnLost
 */
export async function doSteps(turn: SagaTurn): Promise<Told | undefined> {
  const { journal, saga } = turn;
  try {
    for (const [position, step] of inOrder(saga.definition).entries()) {
      const known = journal.step(step.id);
      if (known?.status === "DONE") continue;
      if (known?.status === "FAILED") return known.error ?? { code: "INTERNAL", message: "" };
      const failure = await doStep(turn, step, position);
      if (failure !== undefined) return failure;
    }
    return undefined;
  } catch (error) {
    if (error instanceof Rests || (endsTurn(error) && !(error instanceof Interrupted))) throw error;
    if (!(error instanceof Interrupted)) return toldOf(error, turn.logger); // What nobody thought of is no reason to stop halfway.
    return error.reason === "deadline"
      ? { code: "TIMEOUT", message: "The saga was not done before its deadline." }
      : { code: "CANCELLED", message: "The saga was cancelled." };
  }
}

async function doStep(turn: SagaTurn, step: SagaStepDefinition, position: number): Promise<Told | undefined> {
  const { journal, patience } = turn;
  for (;;) {
    const before = journal.step(step.id);
    await pauseAfter(turn, step.id, before === undefined ? [] : failuresOf(before, "doing"));
    if (turn.stopping.aborted) throw new HandedOver();
    const outcome = await attempt(turn, step, position);
    if ("output" in outcome) {
      await journal.done(step.id, outcome.output);
      return undefined;
    }
    const { failure, mayPass } = outcome;
    const failed = (before === undefined ? 0 : failuresOf(before, "doing").length) + 1;
    if (mayPass && failed < patience.attempts) {
      await journal.retry(step.id, position, failure);
      continue;
    }
    await journal.fail(step.id, position, failure);
    return { code: failure.code, message: `The step ${step.id} failed: ${failure.message}` };
  }
}

async function attempt(
  turn: SagaTurn,
  step: SagaStepDefinition,
  position: number,
): Promise<{ readonly output: unknown } | FailedAttempt> {
  const { clock, journal, logger } = turn;
  let begun = 0;
  try {
    const { settings, secrets } = await workOut(turn, step.do);
    const known = journal.step(step.id);
    const isFirst = known === undefined || known.attempts === 0;
    // Read once: after an attempt it may be what the saga wrote itself.
    const before = isFirst ? await readBefore(turn, step, settings) : known.before;
    const maybeDone = !isFirst && isUncertain(known);
    const input = toStorable(secrets.mask(settings));
    begun = (await journal.begin(step.id, position, { input, before })).attempts;
    const scope = scopeOfAttempt(turn, { id: step.id, key: "", maybeDone, secrets });
    return { output: await act(turn, step.do, settings, scope) };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return failedAttempt(error, { of: "doing", attempt: begun, at: clock.now(), logger });
  }
}
