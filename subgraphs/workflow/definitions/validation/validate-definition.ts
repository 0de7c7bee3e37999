import { expressionsOf } from "../../expressions/parse-template.ts";
import { dynamic, number, objectOf, string } from "../../expressions/static-type.ts";
import { type Definition, definition as definitionSchema } from "../definition.ts";
import { checkInputValue } from "../input-value.ts";
import { VisibleSteps } from "../visible-steps.ts";
import { outOfBounds } from "./bounds.ts";
import { createStepsCheck } from "./check-steps.ts";
import { createTemplateCheck, type PlaceScope } from "./check-templates.ts";
import { checkTriggers } from "./check-triggers.ts";
import type { Knowledge } from "./knowledge.ts";
import { checkLinks } from "./links.ts";
import { typeOfInput } from "./output-types.ts";
import type { Problem } from "./problem.ts";
import { createReport, mostProblems, type Report } from "./report.ts";
import { tellIssues } from "./tell-issues.ts";
import { walkSteps } from "./walk-steps.ts";

export type Validated =
  | { readonly definition: Definition; readonly problems?: undefined }
  | { readonly definition?: undefined; readonly problems: readonly [Problem, ...Problem[]] };

const failure = objectOf({ code: string, message: string });
const run = objectOf({ id: string, workflow: string, version: number, startedAt: string });

/**
 * Whether JSON is a definition that can be carried out.
 * @returns the definition with its defaults; or what is wrong, at most 100 problems, each with where it is
 */
export function validateDefinition(json: unknown, knowledge: Knowledge = {}): Validated {
  const bound = outOfBounds(json);
  if (bound !== undefined) return { problems: [bound] };
  const parsed = definitionSchema.safeParse(json);
  const problems = parsed.success ? problemsOf(parsed.data, knowledge) : tellIssues(parsed.error.issues, json);
  const [first, ...others] = problems.slice(0, mostProblems);
  if (first !== undefined) return { problems: [first, ...others] };
  return parsed.success
    ? { definition: parsed.data }
    : { problems: [{ path: "", code: "MALFORMED", message: "It is no definition." }] };
}

function problemsOf(definition: Definition, knowledge: Knowledge): readonly Problem[] {
  const { report, problems } = createReport();
  const ids = checkIds(definition, report);
  const secrets = knowledge.secrets === undefined ? undefined : new Set(knowledge.secrets);
  const checkTemplate = createTemplateCheck(report, { ids, secrets });
  const checkSteps = createStepsCheck({ report, knowledge, checkTemplate });

  checkDefaults(definition, report);
  checkTriggers(definition, { report, knowledge, checkTemplate });
  const input = objectOf(
    Object.fromEntries(Object.entries(definition.input).map(([name, field]) => [name, typeOfInput(field)])),
  );
  const names = { input, trigger: dynamic, run };
  const scope: PlaceScope = { names, visible: new VisibleSteps(), secrets: false };
  if (definition.deduplicateBy !== undefined)
    checkTemplate(
      { path: ["deduplicateBy"], template: definition.deduplicateBy, wanted: "text" },
      { ...scope, names: { input, trigger: dynamic } },
    );
  checkSteps(definition.steps, ["steps"], scope);
  if (definition.output !== undefined)
    checkTemplate({ path: ["output"], template: definition.output, wanted: "anything" }, scope);
  checkSteps(definition.onFailure, ["onFailure"], {
    ...scope,
    names: { ...names, error: failure },
    visible: new VisibleSteps(),
  });
  checkLinks(definition, knowledge, report);
  return problems;
}

function checkIds(definition: Definition, report: Report): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { step, path } of walkSteps(definition)) {
    if (ids.has(step.id)) report([...path, "id"], "DUPLICATE_ID", `there is a step \`${step.id}\` already`);
    ids.add(step.id);
  }
  return ids;
}

/** Defaults are values, not worked out: a run's inputs are known before it begins. */
function checkDefaults({ input }: Definition, report: Report): void {
  for (const [name, field] of Object.entries(input)) {
    if (field.default === undefined) continue;
    const path = ["input", name, "default"];
    const [expression] = JSON.stringify(field.default).includes("${") ? expressionsOf(field.default) : [];
    if (expression !== undefined) report(path, "BAD_EXPRESSION", "a default holds no expressions");
    else {
      const objection = checkInputValue(field, field.default);
      if (objection !== undefined) report(path, "TYPE_MISMATCH", objection);
    }
  }
}
