import type { ASTNode } from "@marcbachmann/cel-js";
import { parseExpression } from "../../expressions/parse-expression.ts";

const cheap = new Set(["value", "!_", "-_", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "?:"]);

/** What an expression comes to whatever happens, as far as it can be told without any work: `false`, `1 > 2`. */
export function constantOf(source: string): unknown {
  try {
    const { ast, evaluate, references } = parseExpression(source);
    return references.length === 0 && isCheap(ast) ? evaluate({}) : undefined;
  } catch {
    // What is wrong with it is told elsewhere.
    return undefined;
  }
}

function isCheap(node: ASTNode): boolean {
  if (!cheap.has(node.op)) return false;
  if (node.op === "value") return true;
  const inner: unknown = node.args;
  return Array.isArray(inner) ? inner.every(isCheap) : isCheap(inner as ASTNode);
}
