import type { Step } from "./steps.ts";

/** Ids of these steps and of all that are inside of them. */
export function stepIdsOf(steps: readonly Step[]): ReadonlySet<string> {
  return new Set(allSteps(steps).map(({ id }) => id));
}

/** These steps and all that are inside of them, the outer ones first. */
function allSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [step, ...allSteps(insideOf(step))]);
}

/** The steps that a step holds. */
function insideOf(step: Step): readonly Step[] {
  const instead = Array.isArray(step.onError) ? step.onError : [];
  switch (step.kind) {
    case "condition":
      return [...step.with.then, ...step.with.else, ...instead];
    case "switch":
      return [...step.with.cases.flatMap(({ steps }) => steps), ...step.with.default, ...instead];
    case "forEach":
      return [...step.with.steps, ...instead];
    case "parallel":
      return [...step.with.branches.flatMap(({ steps }) => steps), ...instead];
    default:
      return instead;
  }
}
