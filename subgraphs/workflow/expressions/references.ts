import type { Template } from "../definitions/template.ts";
import { parseExpression } from "./parse-expression.ts";
import { expressionsOf } from "./parse-template.ts";
import { plainPath } from "./plain-path.ts";
import type { ReferencePath } from "./reference-paths.ts";

export interface References {
  /** The names that are read: `input`, `steps`, `item`. */
  readonly roots: ReadonlySet<string>;
  /** Ids of the steps whose output is read; `*` when `steps` is read as a whole. */
  readonly steps: ReadonlySet<string>;
  /** Names of the secrets that are read. */
  readonly secrets: ReadonlySet<string>;
}

/**
 * What a template's expressions read.
 * @throws AirgraphError BAD_USER_INPUT for what is no template
 */
export function referencesOf(template: Template): References {
  const paths = [...expressionsOf(template)].flatMap(({ source }) => referencesOfExpression(source));
  const second = (root: string) => new Set(paths.filter(([first]) => first === root).map(([, key = "*"]) => key));
  return { roots: new Set(paths.map(([root]) => root)), steps: second("steps"), secrets: second("secrets") };
}

/** @throws like `referencesOf` */
export function referencesOfExpression(source: string): readonly ReferencePath[] {
  const path = plainPath(source);
  if (path === undefined) return parseExpression(source).references;
  const end = path.findIndex((key) => typeof key === "number");
  const [root = "", ...keys] = path.slice(0, end === -1 ? path.length : end).map(String);
  return [[root, ...keys]];
}
