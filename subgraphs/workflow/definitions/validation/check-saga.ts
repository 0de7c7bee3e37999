import type { Scope as Permission } from "../../../../kernel/identity/scopes.ts";
import { neededScopes } from "../../actions/needed-scopes.ts";
import { dynamic } from "../../expressions/static-type.ts";
import { inOrder } from "../../sagas/saga-definition.ts";
import { actions } from "../action-steps.ts";
import type { ControlStep, Effect, SagaStepDefinition } from "../steps.ts";
import { checkSettings, takesSecrets } from "./check-settings.ts";
import type { createTemplateCheck, PlaceScope } from "./check-templates.ts";
import type { Knowledge } from "./knowledge.ts";
import { typeOfAction } from "./output-types.ts";
import type { JsonPath } from "./problem.ts";
import type { Report } from "./report.ts";
import { templatesIn } from "./templates-in.ts";

/** Checks what a saga does, in the order in which it does it: its steps know the outputs of those before. */
export function createSagaCheck({
  report,
  knowledge,
  checkTemplate,
  need,
}: {
  readonly report: Report;
  readonly knowledge: Knowledge;
  readonly checkTemplate: ReturnType<typeof createTemplateCheck>;
  need(needed: readonly Permission[], id: string, path: JsonPath): void;
}) {
  return (step: ControlStep<"saga">, path: JsonPath, scope: PlaceScope): void => {
    need(["sagas:start"], step.id, path);
    const ids = new Set<string>();
    const inside = { ...scope, visible: scope.visible.inside() };
    for (const sagaStep of inOrder(step.with)) {
      const at = [...path, "with", "steps", step.with.steps.indexOf(sagaStep)];
      if (ids.has(sagaStep.id)) report([...at, "id"], "DUPLICATE_ID", `the saga has a step \`${sagaStep.id}\` already`);
      ids.add(sagaStep.id);
      checkStep(sagaStep, at, inside);
    }
  };

  function checkStep({ id, do: effect, undo }: SagaStepDefinition, path: JsonPath, scope: PlaceScope): void {
    checkEffect(effect, id, [...path, "do"], scope);
    // What is undone may have been done by halves.
    scope.visible.add(id, undo === undefined ? typeOfAction(effect.kind) : dynamic);
    if (undo === undefined) return;
    checkEffect(undo, id, [...path, "undo"], scope);
    scope.visible.add(id, typeOfAction(effect.kind));
  }

  function checkEffect(effect: Effect, id: string, path: JsonPath, scope: PlaceScope): void {
    need(neededScopes[effect.kind], id, path);
    const settings = [...path, "with"];
    for (const one of templatesIn(actions[effect.kind], effect.with, settings))
      checkTemplate(one, { ...scope, secrets: takesSecrets(effect.kind) });
    checkSettings({ report, knowledge }, effect, settings);
  }
}
