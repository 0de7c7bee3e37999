import { unreachable } from "../unreachable.ts";
import { type Ast, type Level, precedence } from "./ast.ts";

const written: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", "\n": "\\n", "\t": "\\t", "\r": "\\r" };

/**
 * Writes a formula tree as text that parses back to the same tree (reference 10.1).
 *
 * @param ast a tree; field names that end in a backslash cannot be written in the language
 */
export function printFormula(ast: Ast): string {
  switch (ast.kind) {
    case "number":
      return ast.text;
    case "string":
      return `'${ast.value.replace(/[\\'\n\t\r]/g, (character) => written[character] ?? character)}'`;
    case "field":
      return `{${ast.name.replaceAll("}", "\\}")}}`;
    case "call":
      return `${ast.name}(${ast.args.map(printFormula).join(", ")})`;
    case "negate":
      return `-${ast.operand.kind === "chain" ? `(${printFormula(ast.operand)})` : printFormula(ast.operand)}`;
    case "chain":
      return ast.rest.reduce(
        (text, step) => `${text}${step.operator}${printOperand(step.operand, ast.level)}`,
        printOperand(ast.first, ast.level),
      );
  }
  return unreachable(ast);
}

function printOperand(operand: Ast, level: Level): string {
  const text = printFormula(operand);
  // An operand of the same level needs parentheses too: without them it would melt into the chain.
  return operand.kind === "chain" && precedence[operand.level] <= precedence[level] ? `(${text})` : text;
}
