import { unreachable } from "../unreachable.ts";
import type { Ast } from "./ast.ts";
import { functionTable } from "./function-table.ts";
import type { ResultKind } from "./functions/formula-function.ts";

/**
 * Tells what a formula yields without running it.
 *
 * @param kindOfField what a referenced field holds
 * @returns `text` where branches disagree between text and something else (reference 10.2, "mixed IF branches"),
 *   `any` where nothing is known
 */
export function inferKind(ast: Ast, kindOfField: (reference: string) => ResultKind): ResultKind {
  switch (ast.kind) {
    case "number":
    case "negate":
      return "number";
    case "string":
      return "text";
    case "field":
      return kindOfField(ast.name);
    case "chain":
      return ast.level === "concat" ? "text" : "number";
    case "call": {
      const kinds = branches(ast.name, ast.args).map((branch) => inferKind(branch, kindOfField));
      return kinds.length === 0 ? (functionTable.get(ast.name)?.yields ?? "any") : unify(kinds);
    }
  }
  return unreachable(ast);
}

/** The arguments whose value a call may pass through as its own. */
function branches(name: string, args: readonly Ast[]): readonly Ast[] {
  if (name === "IF") return args.slice(1);
  if (name === "MAX" || name === "MIN") return args;
  if (name !== "SWITCH") return [];
  const cases = args.slice(1);
  return cases.filter((_, index) => index % 2 === 1 || index === cases.length - 1);
}

function unify(kinds: readonly ResultKind[]): ResultKind {
  const known = new Set(kinds.filter((kind) => kind !== "any"));
  const [only] = known;
  if (only === undefined) return "any";
  return known.size === 1 ? only : "text";
}
