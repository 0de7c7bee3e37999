import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { parseRunInput } from "../definitions/parse-run-input.ts";
import { validateDefinition } from "../definitions/validation/validate-definition.ts";
import { dryRun } from "../dry-run/dry-run.ts";
import type { DryRun } from "../dry-run/dry-step.ts";
import type { DryRunParts } from "../dry-run/dry-walk.ts";
import type { Evaluator } from "../expressions/evaluator.ts";
import { findDraft } from "../store/workflows.ts";
import { gatherKnowledge } from "./check-workflow.ts";
import { reachWorkflow, type WorkflowParts } from "./workflow-parts.ts";

/** What a run's id is that there is not. */
const noRun = "00000000-0000-0000-0000-000000000000";

/**
 * What a run would do, with nothing of it done: what only reads is asked in the actor's name, everything else is described.
 *
 * @param given.workflow id or name: its draft is taken
 * @param given.definition taken instead of a workflow's
 * @throws AirgraphError BAD_USER_INPUT, with `problems` of a definition that can't be carried out, or naming the input;
 *   NOT_FOUND
 */
export async function dryRunWorkflow(
  parts: Pick<WorkflowParts, "db" | "clock" | "checkOperation" | "permitsUrl"> & DryRunParts,
  actor: Actor,
  given: {
    readonly workflow?: string | null | undefined;
    readonly definition?: unknown;
    readonly input?: unknown;
  },
): Promise<DryRun> {
  const { name, json } = await definitionOf(parts, actor, given);
  const { definition, problems } = validateDefinition(json, await gatherKnowledge(parts, parts.db, actor, name));
  if (definition === undefined)
    throw new AirgraphError("BAD_USER_INPUT", "The definition can't be carried out; `problems` tells why.", {
      problems,
    });
  const { evaluator } = parts;
  const ownTurn: Evaluator = {
    ...evaluator,
    template: async (template, scope, secret) => evaluator.template(template, scope, secret, actor.tenantId),
    condition: async (expression, scope) => evaluator.condition(expression, scope, actor.tenantId),
  };
  return dryRun({ ...parts, evaluator: ownTurn }, definition, {
    input: parseRunInput(definition, given.input),
    trigger: {},
    run: { id: noRun, workflow: name ?? "", version: 0, startedAt: new Date(parts.clock.now()).toISOString() },
  });
}

async function definitionOf(
  { db }: Pick<WorkflowParts, "db">,
  { tenantId }: Actor,
  { workflow, definition }: { readonly workflow?: string | null | undefined; readonly definition?: unknown },
): Promise<{ readonly name: string | undefined; readonly json: unknown }> {
  const hasDefinition = definition !== undefined && definition !== null;
  if (workflow === undefined || workflow === null) {
    if (hasDefinition) return { name: undefined, json: definition };
    throw new AirgraphError("BAD_USER_INPUT", "Say a workflow or a definition.", { field: "workflow" });
  }
  const { id, name } = await reachWorkflow(db, tenantId, workflow);
  return { name, json: hasDefinition ? definition : await findDraft(db, tenantId, id) };
}
