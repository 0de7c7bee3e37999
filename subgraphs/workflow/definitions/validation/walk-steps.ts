import type { Definition } from "../definition.ts";
import type { Step } from "../steps.ts";
import type { JsonPath } from "./problem.ts";

/** All steps of a definition, with those inside of others. */
export function* walkSteps({
  steps,
  onFailure,
}: Pick<Definition, "steps" | "onFailure">): Generator<{ readonly step: Step; readonly path: JsonPath }> {
  yield* walk(steps, ["steps"]);
  yield* walk(onFailure, ["onFailure"]);
}

function* walk(steps: readonly Step[], path: JsonPath): Generator<{ readonly step: Step; readonly path: JsonPath }> {
  for (const [index, step] of steps.entries()) {
    const at = [...path, index];
    yield { step, path: at };
    for (const { steps: inner, place } of innerSteps(step)) yield* walk(inner, [...at, ...place]);
  }
}

/** The lists of steps inside of a step, and where each is. */
function innerSteps(step: Step): { readonly steps: readonly Step[]; readonly place: JsonPath }[] {
  const handler = Array.isArray(step.onError) ? [{ steps: step.onError, place: ["onError"] }] : [];
  return [...nestedSteps(step), ...handler];
}

function nestedSteps(step: Step): { readonly steps: readonly Step[]; readonly place: JsonPath }[] {
  switch (step.kind) {
    case "condition":
      return [
        { steps: step.with.then, place: ["with", "then"] },
        { steps: step.with.else, place: ["with", "else"] },
      ];
    case "switch":
      return [
        ...step.with.cases.map(({ steps }, index) => ({ steps, place: ["with", "cases", index, "steps"] })),
        { steps: step.with.default, place: ["with", "default"] },
      ];
    case "forEach":
      return [{ steps: step.with.steps, place: ["with", "steps"] }];
    case "parallel":
      return step.with.branches.map(({ steps }, index) => ({ steps, place: ["with", "branches", index, "steps"] }));
    default:
      return [];
  }
}
