import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { Scope } from "../../../kernel/identity/scopes.ts";
import { neededScopes } from "../actions/needed-scopes.ts";
import type { ActionKind } from "../definitions/action-steps.ts";
import type { Effect, SagaStepDefinition } from "../definitions/steps.ts";
import type { Template } from "../definitions/template.ts";
import { referencesOf } from "../expressions/references.ts";
import { inOrder, type SagaDefinition, undoingOf } from "./saga-definition.ts";

/** What leaves Airgraph is for those to send who may publish workflows that send it. */
const scopesToSend: { readonly [Kind in ActionKind]?: readonly Scope[] } = {
  http: ["workflows:write"],
  sendMail: ["workflows:write"],
};

/** What expressions of a saga know that nobody's run has started. */
const names: ReadonlySet<string> = new Set(["input", "steps"]);

/**
 * Checks a saga that somebody wants to start, before any of it is done.
 * @throws AirgraphError BAD_USER_INPUT that names the step; FORBIDDEN for what the actor may not do
 */
export function checkSaga(definition: SagaDefinition, actor: Actor): void {
  const taken = new Set<string>();
  const given = new Set(definition.steps.map(({ id }) => id));
  if (given.size < definition.steps.length) throw refused("steps", "two steps have the same id");
  for (const step of inOrder(definition)) {
    checkEffect(step, step.do, "do", taken);
    taken.add(step.id);
    if (step.undo !== undefined) checkEffect(step, step.undo, "undo", taken);
  }

  function checkEffect(
    { id }: SagaStepDefinition,
    { kind, with: settings }: Effect,
    key: string,
    known: ReadonlySet<string>,
  ): void {
    const field = `steps.${id}.${key}`;
    const { roots, steps, secrets } = referencesOf(JSON.parse(JSON.stringify(settings)) as Template);
    if (secrets.size > 0) throw refused(field, "secrets are for workflows that were published");
    const unknown = [...roots].find((root) => !names.has(root));
    if (unknown !== undefined)
      throw refused(field, `expressions know \`input\` and \`steps\` here, and no \`${unknown}\``);
    for (const other of steps) {
      if (other === "*" || known.has(other)) continue;
      const later = given.has(other) ? "is taken later; deletions come last" : "is none of the saga";
      throw refused(field, `it refers to the step \`${other}\`, which ${later}`);
    }
    const missing = [...neededScopes[kind], ...(scopesToSend[kind] ?? [])].find(
      (scope) => !actor.scopes.includes(scope),
    );
    if (missing !== undefined) {
      throw new AirgraphError("FORBIDDEN", `The step ${id} (${kind}) needs the scope ${missing}.`, { field });
    }
  }
}

function refused(field: string, why: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `${field}: ${why}.`, { field });
}

/** What may leave a saga neither done nor undone, for people. */
export function warningsOf({ steps }: SagaDefinition): string[] {
  return steps.flatMap((step) => {
    const { id, do: effect } = step;
    if (undoingOf(step) === "impossible") {
      return [`What the step ${id} (${effect.kind}) does is not undone: it has no \`undo\`.`];
    }
    if (effect.kind === "createRecords" && effect.with.keyField === undefined) {
      return [
        `Should nobody hear whether the records of the step ${id} were created, the saga gets stuck: it has no \`keyField\`.`,
      ];
    }
    return [];
  });
}
