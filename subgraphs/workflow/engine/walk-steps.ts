import { isActionKind } from "../definitions/action-steps.ts";
import type { ActionStep, ControlStep, Step } from "../definitions/steps.ts";
import { takeAction } from "./action-step.ts";
import { chooseBranch, failOnPurpose, takeInParallel } from "./control-steps.ts";
import { BranchStopped, endsTurn, HandedOver, StepFailed } from "./endings.ts";
import { toldOf } from "./failure.ts";
import { takeForEach } from "./for-each.ts";
import { type Frame, holds, placeOf } from "./frame.ts";
import type { Place } from "./journal.ts";
import type { RunTurn } from "./run-turn.ts";
import { askForApproval, runSaga, runWorkflow, waitForEvent, waitForTime } from "./waiting-steps.ts";

/**
 * Takes steps one after the other. What the journal says is done is not done again.
 * @returns the last one's output
 * @throws StepFailed; Suspended when the turn is over and something is still waited for; Interrupted, TurnLost, HandedOver
 */
export async function walkSteps(turn: RunTurn, frame: Frame, steps: readonly Step[]): Promise<unknown> {
  let output: unknown = null;
  for (const step of steps) output = await takeStep(turn, frame, step);
  return output;
}

async function takeStep(turn: RunTurn, frame: Frame, step: Step): Promise<unknown> {
  const { journal } = turn;
  const place = placeOf(frame, step);
  const known = journal.step(place.path);
  if (known?.status === "SUCCEEDED") return journal.output(known);
  if (known?.status === "SKIPPED") return null;
  if (frame.stopped.aborted) throw new BranchStopped();
  if (turn.stopping.aborted) throw new HandedOver();
  try {
    if (known?.status === "FAILED") throw new StepFailed(known.error ?? { code: "INTERNAL", message: "" });
    if (
      known === undefined &&
      step.when !== undefined &&
      !(await failing(turn, place, () => holds(turn, frame, step.when ?? "")))
    ) {
      await journal.skip(place);
      return null;
    }
    return await carryOut(turn, frame, place, step);
  } catch (error) {
    if (!(error instanceof StepFailed) || step.onError === undefined) throw error;
    if (step.onError === "continue") return null;
    return walkSteps(
      turn,
      { ...frame, outer: frame.outer, names: { ...frame.names, error: error.told } },
      step.onError,
    );
  }
}

async function carryOut(turn: RunTurn, frame: Frame, place: Place, step: Step): Promise<unknown> {
  if (isAction(step)) return takeAction(turn, frame, place, step);
  return failing(turn, place, () => steer(turn, frame, place, step));
}

/** Kinds are told apart by their names; TypeScript can't see that. */
function isAction(step: Step): step is ActionStep {
  return isActionKind(step.kind);
}

async function steer(turn: RunTurn, frame: Frame, place: Place, step: ControlStep): Promise<unknown> {
  switch (step.kind) {
    case "condition":
    case "switch":
      return chooseBranch(turn, frame, place, step, walkSteps);
    case "forEach":
      return takeForEach(turn, frame, place, step, walkSteps);
    case "parallel":
      return takeInParallel(turn, frame, place, step, walkSteps);
    case "wait":
      return waitForTime(turn, frame, place, step);
    case "waitForEvent":
      return waitForEvent(turn, frame, place, step);
    case "approval":
      return askForApproval(turn, frame, place, step);
    case "runWorkflow":
      return runWorkflow(turn, frame, place, step);
    case "saga":
      return runSaga(turn, frame, place, step);
    case "fail":
      return failOnPurpose(turn, frame, step);
  }
}

/** Writes down that a step failed, whatever the reason was, unless it is none of the step's own. */
async function failing<T>({ journal, logger }: RunTurn, place: Place, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (endsTurn(error)) throw error;
    const told = error instanceof StepFailed ? error.told : toldOf(error, logger);
    await journal.fail(place, told);
    throw new StepFailed(told);
  }
}
