import { unreachable } from "../unreachable.ts";
import { type Ast, type ChainStep, type Level, type Operator, operatorLevels, precedence } from "./ast.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";
import { type Token, tokenize } from "./lexer.ts";

/** Deeper nesting than any real formula; keeps parser, compiler and evaluator inside the stack. */
const deepestNesting = 1000;

const levels: readonly Level[] = ["compare", "concat", "sum", "product"];

const levelOf = new Map<Operator, Level>(
  levels.flatMap((level) => operatorLevels[level].map((operator): [Operator, Level] => [operator, level])),
);

interface Cursor {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/**
 * Parses a formula by the grammar of reference 10.1.
 *
 * @param text the formula
 * @returns its tree; function names in upper case, field names as written
 * @throws InvalidFormulaError when the text does not follow the grammar or nests deeper than 1000 levels
 */
export function parseFormula(text: string): Ast {
  const cursor: Cursor = { tokens: tokenize(text), at: 0, depth: 0 };
  const ast = parseExpression(cursor, 1);
  if (peek(cursor).kind !== "end") throw InvalidFormulaError.syntax();
  return ast;
}

/** Precedence climbing: reads everything that binds at least as tightly as `lowest`. */
function parseExpression(cursor: Cursor, lowest: number): Ast {
  let left = parseUnary(cursor);
  for (;;) {
    const level = levelAt(cursor);
    if (level === null || precedence[level] < lowest) return left;
    const rest: ChainStep[] = [];
    // Left associative: all steps of this level become one chain before a looser operator is looked at.
    while (levelAt(cursor) === level) {
      const token = take(cursor);
      if (token.kind !== "operator") throw InvalidFormulaError.syntax();
      rest.push({ operator: token.operator, operand: parseExpression(cursor, precedence[level] + 1) });
    }
    left = { kind: "chain", level, first: left, rest };
  }
}

function parseUnary(cursor: Cursor): Ast {
  const token = peek(cursor);
  if (token.kind !== "operator") return parsePrimary(cursor);
  if (token.operator !== "-") throw InvalidFormulaError.syntax();
  take(cursor);
  return nested(cursor, () => ({ kind: "negate", operand: parseUnary(cursor) }));
}

function parsePrimary(cursor: Cursor): Ast {
  const token = take(cursor);
  switch (token.kind) {
    case "number":
      return { kind: "number", text: token.text };
    case "string":
      return { kind: "string", value: token.value };
    case "braced":
      return { kind: "field", name: token.name };
    case "word":
      if (peek(cursor).kind !== "(") return { kind: "field", name: token.name };
      take(cursor);
      return { kind: "call", name: token.name.toUpperCase(), args: parseArguments(cursor) };
    case "(": {
      const inner = nested(cursor, () => parseExpression(cursor, 1));
      expect(cursor, ")");
      return inner;
    }
    case "operator":
    case ")":
    case ",":
    case "end":
      throw InvalidFormulaError.syntax();
  }
  return unreachable(token);
}

function parseArguments(cursor: Cursor): Ast[] {
  if (peek(cursor).kind === ")") {
    take(cursor);
    return [];
  }
  const args = [nested(cursor, () => parseExpression(cursor, 1))];
  while (peek(cursor).kind === ",") {
    take(cursor);
    args.push(nested(cursor, () => parseExpression(cursor, 1)));
  }
  expect(cursor, ")");
  return args;
}

function nested(cursor: Cursor, read: () => Ast): Ast {
  cursor.depth += 1;
  if (cursor.depth > deepestNesting) throw InvalidFormulaError.syntax();
  const ast = read();
  cursor.depth -= 1;
  return ast;
}

function levelAt(cursor: Cursor): Level | null {
  const token = peek(cursor);
  return token.kind === "operator" ? (levelOf.get(token.operator) ?? null) : null;
}

function expect(cursor: Cursor, kind: ")"): void {
  if (take(cursor).kind !== kind) throw InvalidFormulaError.syntax();
}

function peek(cursor: Cursor): Token {
  const token = cursor.tokens[cursor.at];
  if (token === undefined) throw InvalidFormulaError.syntax();
  return token;
}

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.at += 1;
  return token;
}
