import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Template } from "../definitions/template.ts";
import type { VisibleSteps } from "../definitions/visible-steps.ts";
import type { Evaluator, ExpressionScope } from "../expressions/evaluator.ts";
import { referencesOf } from "../expressions/references.ts";

/** A value of a run that did not take place: what it would be, or what it hangs on. */
export type Knowable = { readonly known: true; readonly value: unknown } | Unknown;
export interface Unknown {
  readonly known: false;
  /** Steps whose outputs would have to be known, and `item`. */
  readonly because: readonly string[];
}

export const nothing: Knowable = { known: true, value: null };

/** What expressions know at a place, as far as it is known. */
export interface DryScope {
  readonly names: ExpressionScope;
  /** Names that are there, but whose values are not known. */
  readonly unknownNames: ReadonlySet<string>;
  readonly visible: VisibleSteps<Knowable>;
}

/** A template as far as it could be worked out: what is not known stands in it as it does in the definition. */
export interface WorkedOut {
  readonly value: unknown;
  /** What it hangs on; empty when all is known. */
  readonly because: readonly string[];
}

/** What a step would fail with. */
export interface DryFailure {
  readonly code: string;
  readonly message: string;
}

/** @throws AirgraphError when an expression fails */
export async function workOut(evaluator: Evaluator, template: Template, scope: DryScope): Promise<WorkedOut> {
  const because = new Set<string>();
  const known = withoutUnknown(template);
  const value = await evaluator.template(known, scopeFor(known, scope), () => "***");
  return { value, because: [...because] };

  function withoutUnknown(one: Template): Template {
    if (typeof one === "string") {
      const missing = one.includes("${") ? unknownIn(one, scope) : [];
      for (const name of missing) because.add(name);
      return missing.length === 0 ? one : one.replaceAll("${", () => "$${");
    }
    if (Array.isArray(one)) return one.map(withoutUnknown);
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, withoutUnknown(inner)]));
  }
}

/** @throws like `workOut` */
export async function knowCondition(evaluator: Evaluator, expression: string, scope: DryScope): Promise<Knowable> {
  const template = `\${${expression}}`;
  const because = unknownIn(template, scope);
  if (because.length > 0) return { known: false, because };
  return { known: true, value: await evaluator.condition(expression, scopeFor(template, scope)) };
}

export function toKnowable({ value, because }: WorkedOut): Knowable {
  return because.length === 0 ? { known: true, value } : { known: false, because };
}

/** @throws what is no failure of the definition's own */
export function failureOf(error: unknown): DryFailure {
  if (error instanceof AirgraphError) return { code: error.code, message: error.message };
  throw error;
}

function unknownIn(template: Template, { visible, unknownNames }: DryScope): string[] {
  const { roots, steps } = referencesOf(template);
  const unknownSteps = [...steps].filter((id) => visible.find(id)?.known !== true);
  return [...unknownSteps, ...[...roots].filter((root) => unknownNames.has(root))];
}

function scopeFor(template: Template, { names, visible }: DryScope): ExpressionScope {
  const outputs = [...referencesOf(template).steps].flatMap((id) => {
    const found = visible.find(id);
    return found?.known === true ? [[id, { output: found.value }] as const] : [];
  });
  return { ...names, steps: Object.fromEntries(outputs) };
}
