import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { checkExpression, type Scope } from "../../expressions/check-expression.ts";
import { expressionsOf } from "../../expressions/parse-template.ts";
import type { ReferencePath } from "../../expressions/reference-paths.ts";
import { referencesOfExpression } from "../../expressions/references.ts";
import {
  boolean,
  describeType,
  dynamic,
  isAssignable,
  listOf,
  mapOf,
  number,
  objectOf,
  type StaticType,
  string,
} from "../../expressions/static-type.ts";
import type { VisibleSteps } from "../visible-steps.ts";
import type { Report } from "./report.ts";
import type { TemplateAt } from "./templates-in.ts";

/** What expressions know at a place. */
export interface PlaceScope {
  readonly names: Scope;
  readonly visible: VisibleSteps<StaticType>;
  /** Whether `secrets` are known. */
  readonly secrets: boolean;
}

const wantedTypes: Readonly<Record<Exclude<TemplateAt["wanted"], "anything">, readonly StaticType[]>> = {
  text: [string],
  number: [number],
  list: [listOf(dynamic)],
  textOrList: [string, listOf(dynamic)],
  condition: [boolean],
};

/** Checks what a template reads, and what it comes to. */
export function createTemplateCheck(
  report: Report,
  known: { readonly ids: ReadonlySet<string>; readonly secrets: ReadonlySet<string> | undefined },
) {
  return (at: TemplateAt, scope: PlaceScope): StaticType => {
    if (at.wanted === "condition" && typeof at.template === "string")
      return checkOne(at.template, at, scope, at.path, true);
    if (at.wanted === "list" && typeof at.template === "string" && !at.template.includes("${"))
      report(at.path, "TYPE_MISMATCH", "a text is given; a list is wanted");
    let type: StaticType = typeOfPlain(at);
    attempt(at, () => {
      for (const { source, path, alone } of expressionsOf(at.template, at.path)) {
        const isAll = alone && path.length === at.path.length;
        if (!alone && (at.wanted === "number" || at.wanted === "list"))
          report(path, "TYPE_MISMATCH", `among other text it comes to a text; ${wantedInWords(at)} is wanted`);
        const found = checkOne(source, at, scope, path, isAll);
        if (isAll) type = found;
      }
    });
    return type;
  };

  function checkOne(
    source: string,
    at: TemplateAt,
    scope: PlaceScope,
    path: TemplateAt["path"],
    isAll: boolean,
  ): StaticType {
    const type = attempt({ ...at, path }, () => {
      const references = referencesOfExpression(source.trim());
      if (!references.map((reference) => isKnown(reference, source, path, scope)).every(Boolean)) return dynamic;
      return checkExpression(source.trim(), { ...scope.names, ...namesOf(references, scope) });
    });
    if (type === undefined) return dynamic;
    if (isAll && at.wanted !== "anything" && !wantedTypes[at.wanted].some((wanted) => isAssignable(type, wanted)))
      report(path, "TYPE_MISMATCH", `\`${source}\` comes to ${describeType(type)}; ${wantedInWords(at)} is wanted`);
    return type;
  }

  function attempt<T>(at: TemplateAt, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof AirgraphError)) throw error;
      report(at.path, "BAD_EXPRESSION", error.message.replace(/\.$/, ""));
      return undefined;
    }
  }

  function isKnown([root, key]: ReferencePath, source: string, path: TemplateAt["path"], scope: PlaceScope): boolean {
    if (root === "steps") return isDone(key, source, path, scope.visible);
    if (root !== "secrets") return true;
    if (!scope.secrets) {
      report(path, "BAD_EXPRESSION", `\`${source}\` reads a secret, which settings of http steps alone may`);
      return false;
    }
    if (key === undefined) {
      report(path, "BAD_EXPRESSION", `\`${source}\` must name the secret, as in secrets.token`);
      return false;
    }
    if (known.secrets === undefined || known.secrets.has(key)) return true;
    report(path, "UNKNOWN_SECRET", `there is no secret \`${key}\``);
    return false;
  }

  function isDone(
    id: string | undefined,
    source: string,
    path: TemplateAt["path"],
    visible: VisibleSteps<StaticType>,
  ): boolean {
    if (id === undefined) {
      report(path, "BAD_EXPRESSION", `\`${source}\` must name the step it reads, as in steps.find.output`);
      return false;
    }
    if (visible.find(id) !== undefined) return true;
    if (known.ids.has(id))
      report(
        path,
        "STEP_NOT_DONE",
        `step \`${id}\` is not surely done by then: it comes later, in another branch, or inside a step that is over`,
      );
    else report(path, "UNKNOWN_STEP", `there is no step \`${id}\``);
    return false;
  }
}

function namesOf(references: readonly ReferencePath[], { visible, secrets }: PlaceScope): Scope {
  const ids = references.flatMap(([root, id]) => (root === "steps" && id !== undefined ? [id] : []));
  const outputs = ids.map((id): [string, StaticType] => [id, objectOf({ output: visible.find(id) ?? dynamic })]);
  return { steps: objectOf(Object.fromEntries(outputs)), ...(secrets ? { secrets: mapOf(string) } : {}) };
}

function typeOfPlain({ template }: TemplateAt): StaticType {
  if (Array.isArray(template)) return listOf(dynamic);
  switch (typeof template) {
    case "string":
      return string;
    case "number":
      return number;
    case "boolean":
      return boolean;
    default:
      return dynamic;
  }
}

function wantedInWords({ wanted }: TemplateAt): string {
  if (wanted === "anything") return "anything";
  return wantedTypes[wanted].map(describeType).join(" or ");
}
