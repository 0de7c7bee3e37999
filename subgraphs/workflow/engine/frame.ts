import type { Template } from "../definitions/template.ts";
import type { ExpressionScope } from "../expressions/evaluator.ts";
import { referencesOf } from "../expressions/references.ts";
import type { StoredRun } from "../store/runs.ts";
import type { Journal, Place } from "./journal.ts";
import type { RunTurn } from "./run-turn.ts";

/** What encloses a step: the items it is inside of, the error it answers, and the branches that stop with it. */
export interface Frame {
  /** Path of the item that encloses it, `""` outside of every forEach. */
  readonly scope: string;
  /** Names that expressions know here beside those of the run: `item`, `index`, `error`. */
  readonly names: ExpressionScope;
  readonly outer: Frame | undefined;
  /** Aborted when a branch beside this one has failed: no further step is begun. */
  readonly stopped: AbortSignal;
}

export function placeOf(frame: Frame, { id, kind }: { readonly id: string; readonly kind: string }): Place {
  return { path: pathIn(frame.scope, id), scope: frame.scope, kind };
}

function pathIn(scope: string, id: string): string {
  return scope === "" ? id : `${scope}.${id}`;
}

/** Works a template out where a step stands. @throws AirgraphError like Evaluator.template */
export async function workOut(turn: RunTurn, frame: Frame, template: Template): Promise<unknown> {
  const { evaluator, run } = turn;
  return evaluator.template(template, await scopeOf(frame, template, turn), undefined, run.tenantId);
}

/** Whether an expression is true where a step stands. @throws AirgraphError like Evaluator.condition */
export async function holds(turn: RunTurn, frame: Frame, expression: string): Promise<boolean> {
  const { evaluator, run } = turn;
  return evaluator.condition(expression, await scopeOf(frame, `\${${expression}}`, turn), run.tenantId);
}

/** What a template may refer to here, as far as it does. */
export async function scopeOf(
  frame: Frame,
  template: Template,
  { run, journal }: { readonly run: StoredRun; readonly journal: Journal },
): Promise<ExpressionScope> {
  const steps: Record<string, { output: unknown }> = {};
  const read = referencesOf(template).steps;
  for (const id of read.has("*") ? journal.idsIn(scopesOf(frame)) : read) {
    const step = findStep(frame, id, journal);
    if (step !== undefined) steps[id] = { output: await journal.output(step) };
  }
  return {
    input: run.input,
    trigger: run.trigger,
    run: {
      id: run.id,
      workflow: run.workflowName,
      version: run.version,
      startedAt: (run.startedAt ?? run.createdAt).toISOString(),
    },
    steps,
    ...frame.names,
  };
}

function scopesOf(frame: Frame): ReadonlySet<string> {
  const scopes = new Set<string>();
  for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) scopes.add(at.scope);
  return scopes;
}

/** The nearest of this id: in the same item, or outside of it. */
function findStep(frame: Frame, id: string, journal: Journal) {
  for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) {
    const step = journal.step(pathIn(at.scope, id));
    if (step !== undefined) return step;
  }
  return undefined;
}
