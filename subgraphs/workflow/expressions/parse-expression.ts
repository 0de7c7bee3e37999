import type { ASTNode, ParseResult } from "@marcbachmann/cel-js";
import { createBoundedCache } from "../../../kernel/bounded-cache.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { createEnvironment, longestExpression } from "./environment.ts";
import { excerpt } from "./parse-template.ts";
import { type ReferencePath, referencesIn, usesBytes } from "./reference-paths.ts";

export interface ParsedExpression {
  readonly evaluate: ParseResult;
  readonly ast: ASTNode;
  readonly references: readonly ReferencePath[];
}

const environment = createEnvironment(true);
const parsed = createBoundedCache<ParsedExpression>({ total: 1_000_000, longest: longestExpression });

/** @throws AirgraphError BAD_USER_INPUT, which says where, for what is no CEL, is too long or too deeply nested */
export function parseExpression(source: string): ParsedExpression {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  if (source.length > longestExpression)
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `\`${excerpt(source)}\` is ${source.length} characters long; an expression has at most ${longestExpression}.`,
    );
  const evaluate = parse(source);
  if (usesBytes(evaluate.ast)) throw notWorkedOut(source, "bytes are not known here; use texts, and base64(text)");
  const expression = {
    evaluate,
    ast: evaluate.ast,
    references: referencesIn(evaluate.ast).filter(([root]) => !environment.hasVariable(root)),
  };
  parsed.set(source, expression);
  return expression;
}

function parse(source: string): ParseResult {
  try {
    return environment.parse(source);
  } catch (cause) {
    throw new AirgraphError(
      "BAD_USER_INPUT",
      `\`${excerpt(source)}\` is no CEL expression: ${reasonOf(cause)}.`,
      {},
      { cause },
    );
  }
}

export function notWorkedOut(source: string, reason: string): AirgraphError {
  return new AirgraphError("BAD_USER_INPUT", `\`${excerpt(source)}\` can't be worked out: ${reason}.`);
}

/** What CEL objects to, and at which character. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const summary = "summary" in error && typeof error.summary === "string" ? error.summary : error.message;
  const advice = summary.startsWith("Ternary branches") ? "; put one of them into dyn(…)" : "";
  return `${summary.replace(/\.$/, "")}${advice}${placeOf(error)}`;
}

function placeOf(error: Error): string {
  const range = "range" in error ? error.range : undefined;
  if (typeof range !== "object" || range === null || !("start" in range) || typeof range.start !== "number") return "";
  return ` (at character ${range.start + 1})`;
}
