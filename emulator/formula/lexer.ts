import type { Operator } from "./ast.ts";
import { InvalidFormulaError } from "./invalid-formula-error.ts";

interface Span {
  /** Offset of the first character in the formula text. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

export type Token = Span &
  (
    | { readonly kind: "number"; readonly text: string }
    | { readonly kind: "string"; readonly value: string }
    | { readonly kind: "braced"; readonly name: string }
    | { readonly kind: "word"; readonly name: string }
    | { readonly kind: "operator"; readonly operator: Operator }
    | { readonly kind: "(" | ")" | "," | "end" }
  );

const space = /\s*/y;
const number = /\d+(?:\.\d*)?|\.\d+/y;
const word = /[\p{L}_][\p{L}\p{N}_]*/uy;
const operator = /!=|<=|>=|[=<>&+\-*/]/y;

const operators: Readonly<Record<string, Operator>> = {
  "=": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "&": "&",
  "+": "+",
  "-": "-",
  "*": "*",
  "/": "/",
};

const stringEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

/**
 * Splits a formula into tokens by the grammar of reference 10.1, in time linear in its length.
 *
 * @returns the tokens, the last one of kind `end`
 * @throws InvalidFormulaError for a character outside the language or an unclosed string or brace
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipSpace(text, token.end);
  }
  tokens.push({ kind: "end", start: at, end: at });
  return tokens;
}

function readToken(text: string, start: number): Token {
  const first = text.charAt(start);
  if (first === "(" || first === ")" || first === ",") return { kind: first, start, end: start + 1 };
  if (first === "'" || first === '"') return readString(text, start, first);
  if (first === "{") return readBraced(text, start);
  const digits = match(number, text, start);
  if (digits !== null) return { kind: "number", text: digits, start, end: start + digits.length };
  const sign = operators[match(operator, text, start) ?? ""];
  if (sign !== undefined) return { kind: "operator", operator: sign, start, end: start + sign.length };
  const name = match(word, text, start);
  if (name !== null) return { kind: "word", name, start, end: start + name.length };
  throw InvalidFormulaError.syntax();
}

/** Scanned by hand: a regular expression with a repeated alternative runs out of stack on very long literals. */
function readString(text: string, start: number, quote: string): Token {
  const pieces: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) {
      pieces.push(text.slice(from, at));
      return { kind: "string", value: pieces.join(""), start, end: at + 1 };
    }
    if (character !== "\\") continue;
    const escaped = stringEscapes[text.charAt(at + 1)];
    // An unknown escape keeps its backslash, so that "\d" works as a regular expression.
    if (escaped !== undefined) {
      pieces.push(text.slice(from, at), escaped);
      from = at + 2;
    }
    at += 1;
  }
  throw InvalidFormulaError.syntax();
}

function readBraced(text: string, start: number): Token {
  const pieces: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "}") {
      pieces.push(text.slice(from, at));
      const name = pieces.join("");
      if (name === "") break;
      return { kind: "braced", name, start, end: at + 1 };
    }
    if (character === "\\" && text.charAt(at + 1) === "}") {
      pieces.push(text.slice(from, at), "}");
      from = at + 2;
      at += 1;
    }
  }
  throw InvalidFormulaError.syntax();
}

function skipSpace(text: string, at: number): number {
  return at + (match(space, text, at) ?? "").length;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
