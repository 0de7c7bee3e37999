import type { Scope as Permission } from "../../../../kernel/identity/scopes.ts";
import { neededScopes } from "../../actions/needed-scopes.ts";
import { dynamic, listOf, number, objectOf, type StaticType, string } from "../../expressions/static-type.ts";
import { actions } from "../action-steps.ts";
import { type ActionStep, type ControlStep, controls, type Step } from "../steps.ts";
import { createSagaCheck } from "./check-saga.ts";
import { checkSettings, takesSecrets } from "./check-settings.ts";
import type { createTemplateCheck, PlaceScope } from "./check-templates.ts";
import { constantOf } from "./constant.ts";
import type { Knowledge } from "./knowledge.ts";
import { commonType, isAction, typeOfAction, typeOfControl } from "./output-types.ts";
import type { JsonPath } from "./problem.ts";
import type { Report } from "./report.ts";
import { templatesIn } from "./templates-in.ts";

interface StepChecks {
  readonly report: Report;
  readonly knowledge: Knowledge;
  readonly checkTemplate: ReturnType<typeof createTemplateCheck>;
}

/** How a list of steps ends. */
export interface Ending {
  /** Of the last one, which is the output of what holds them. */
  readonly output: StaticType;
  /** Whether it fails in any case. */
  readonly fails: boolean;
}

const failure = objectOf({ code: string, message: string });

/** Checks steps in their order: what they read, what they need, and whether they are reached. */
export function createStepsCheck({ report, knowledge, checkTemplate }: StepChecks) {
  const checkSaga = createSagaCheck({ report, knowledge, checkTemplate, need });
  return checkAll;

  function checkAll(steps: readonly Step[], path: JsonPath, scope: PlaceScope): Ending {
    let ending: Ending = { output: dynamic, fails: false };
    let told = false;
    for (const [index, step] of steps.entries()) {
      const at = [...path, index];
      if (ending.fails && !told) {
        report(at, "UNREACHABLE", `step \`${step.id}\` is never reached: what comes before it fails in any case`);
        told = true;
      }
      const { output, fails } = checkStep(step, at, scope);
      ending = { output, fails: ending.fails || fails };
      scope.visible.add(step.id, output);
    }
    return ending;
  }

  function checkStep(step: Step, path: JsonPath, scope: PlaceScope): Ending {
    const isConditional = step.when !== undefined;
    if (step.when !== undefined) {
      checkTemplate({ path: [...path, "when"], template: step.when, wanted: "condition" }, scope);
      if (constantOf(step.when) === false)
        report([...path, "when"], "UNREACHABLE", `step \`${step.id}\` is never taken: its condition is never true`);
    }
    // What a branch does may be left out with the step, so its steps are not surely done.
    const inner = isConditional || step.onError !== undefined ? { ...scope, visible: scope.visible.inside() } : scope;
    const ending = isAction(step) ? checkAction(step, path, scope) : checkControl(step, path, inner);
    if (Array.isArray(step.onError)) {
      const names = { ...scope.names, error: failure };
      checkAll(step.onError, [...path, "onError"], { ...scope, names, visible: scope.visible.inside() });
    }
    const mayBeNull = isConditional || step.onError !== undefined;
    return mayBeNull ? { output: dynamic, fails: false } : ending;
  }

  function checkAction(step: ActionStep, path: JsonPath, scope: PlaceScope): Ending {
    need(neededScopes[step.kind], step.id, path);
    for (const at of templatesIn(actions[step.kind], step.with, [...path, "with"]))
      checkTemplate(at, { ...scope, secrets: takesSecrets(step.kind) });
    checkSettings({ report, knowledge }, step, [...path, "with"]);
    return { output: typeOfAction(step.kind), fails: false };
  }

  function checkControl(step: ControlStep, path: JsonPath, scope: PlaceScope): Ending {
    const collects = step.kind === "forEach" ? { ...step, with: { ...step.with, collect: undefined } } : step;
    const types =
      step.kind === "saga"
        ? []
        : templatesIn(controls[step.kind], collects.with, [...path, "with"]).map((at) => ({
            at,
            type: checkTemplate(at, scope),
          }));
    const typeAt = (key: string) => types.find(({ at }) => at.path.at(-1) === key)?.type ?? dynamic;
    switch (step.kind) {
      case "condition":
        return checkCondition(step, path, scope);
      case "switch":
        return checkSwitch(step, path, scope);
      case "forEach":
        return { output: checkForEach(step, path, scope, typeAt("items")), fails: false };
      case "parallel":
        return checkParallel(step, path, scope);
      case "saga":
        checkSaga(step, path, scope);
        break;
      case "runWorkflow":
        need(["runs:start"], step.id, path);
        break;
      case "wait":
      case "waitForEvent":
      case "approval":
      case "fail":
        break;
    }
    return { output: typeOfControl(step), fails: step.kind === "fail" };
  }

  function checkCondition(step: ControlStep<"condition">, path: JsonPath, scope: PlaceScope): Ending {
    const constant = constantOf(step.with.if);
    for (const [branch, never] of [
      ["then", false],
      ["else", true],
    ] as const)
      if (constant === never && step.with[branch].length > 0)
        report(
          [...path, "with", branch],
          "UNREACHABLE",
          `these steps are never reached: \`${step.with.if}\` is always ${never}`,
        );
    return either(
      (["then", "else"] as const).map((branch) =>
        checkAll(step.with[branch], [...path, "with", branch], { ...scope, visible: scope.visible.inside() }),
      ),
    );
  }

  function checkSwitch(
    { with: { cases, default: otherwise } }: ControlStep<"switch">,
    path: JsonPath,
    scope: PlaceScope,
  ): Ending {
    const seen = new Set<string>();
    for (const [index, { equals }] of cases.entries()) {
      const text = JSON.stringify(equals);
      if (seen.has(text)) report([...path, "with", "cases", index], "UNREACHABLE", `the case ${text} came before`);
      seen.add(text);
    }
    const branches = [
      ...cases.map(({ steps }, index) => ({ steps, place: ["cases", index, "steps"] })),
      { steps: otherwise, place: ["default"] },
    ];
    return either(
      branches.map(({ steps, place }) =>
        checkAll(steps, [...path, "with", ...place], { ...scope, visible: scope.visible.inside() }),
      ),
    );
  }

  function checkForEach(
    step: ControlStep<"forEach">,
    path: JsonPath,
    scope: PlaceScope,
    items: StaticType,
  ): StaticType {
    if (items.kind !== "list" && items.kind !== "dynamic")
      report([...path, "with", "items"], "TYPE_MISMATCH", "a forEach needs a list of items");
    const item = items.kind === "list" ? items.of : dynamic;
    const inside = { ...scope, names: { ...scope.names, item, index: number }, visible: scope.visible.inside() };
    checkAll(step.with.steps, [...path, "with", "steps"], inside);
    const counts = { count: number, succeeded: number, failed: number };
    if (step.with.collect === undefined) return objectOf(counts);
    const collected = checkTemplate(
      { path: [...path, "with", "collect"], template: step.with.collect, wanted: "anything" },
      inside,
    );
    return objectOf({ ...counts, values: listOf(step.with.continueOnError ? dynamic : collected) });
  }

  function checkParallel({ with: { branches } }: ControlStep<"parallel">, path: JsonPath, scope: PlaceScope): Ending {
    const ids = new Set<string>();
    const endings = branches.map(({ id, steps }, index) => {
      const at = [...path, "with", "branches", index];
      if (ids.has(id)) report([...at, "id"], "DUPLICATE_ID", `there is a branch \`${id}\` already`);
      ids.add(id);
      const visible = scope.visible.inside();
      return { id, visible, ending: checkAll(steps, [...at, "steps"], { ...scope, visible }) };
    });
    // Of no branch the steps of another are done, and afterwards all are.
    for (const { visible } of endings) scope.visible.adopt(visible);
    return {
      output: objectOf(Object.fromEntries(endings.map(({ id, ending }) => [id, ending.output]))),
      fails: endings.some(({ ending }) => ending.fails),
    };
  }

  function need(needed: readonly Permission[], id: string, path: JsonPath): void {
    for (const permission of needed)
      if (knowledge.scopes !== undefined && !knowledge.scopes.includes(permission))
        report(path, "MISSING_SCOPE", `step \`${id}\` needs the scope ${permission}, which you have not`);
  }
}

function either(endings: readonly Ending[]): Ending {
  return { output: commonType(endings.map(({ output }) => output)), fails: endings.every(({ fails }) => fails) };
}
