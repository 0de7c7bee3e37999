import type { Definition } from "../definitions/definition.ts";
import { VisibleSteps } from "../definitions/visible-steps.ts";
import type { DryRun } from "./dry-step.ts";
import { type DryRunParts, DryWalk, type Place } from "./dry-walk.ts";
import { failureOf, toKnowable, workOut } from "./knowable.ts";
import { walkDrySteps } from "./walk-dry-steps.ts";

/**
 * Walks a definition without doing anything: what reads is asked for real, what acts is described. What a step hangs on
 * that is not known yet is told with it; a branch that may be taken, or not, is walked and told not to be certain.
 *
 * @param names `input`, `trigger` and `run`
 */
export async function dryRun(
  parts: DryRunParts,
  definition: Definition,
  names: Readonly<Record<"input" | "trigger" | "run", unknown>>,
): Promise<DryRun> {
  const dry = new DryWalk(parts);
  const place: Place = {
    names,
    unknownNames: new Set(),
    visible: new VisibleSteps(),
    prefix: "",
    certain: true,
  };
  const ending = await walkDrySteps(dry, definition.steps, place);
  const end: DryEnd =
    ending.failure === undefined ? await outputOf(dry, definition, place) : { output: null, failure: ending.failure };
  if (end.failure !== null)
    await walkDrySteps(dry, definition.onFailure, {
      ...place,
      names: { ...names, error: end.failure },
      visible: new VisibleSteps(),
    });
  const { steps, truncated } = dry;
  return { steps, truncated, ...end };
}

type DryEnd = Pick<DryRun, "output" | "failure">;

async function outputOf(dry: DryWalk, { output: template }: Definition, place: Place): Promise<DryEnd> {
  if (template === undefined || dry.truncated) return { output: null, failure: null };
  try {
    const output = toKnowable(await workOut(dry.evaluator, template, place));
    return { output: output.known ? output.value : null, failure: null };
  } catch (error) {
    return { output: null, failure: failureOf(error) };
  }
}
