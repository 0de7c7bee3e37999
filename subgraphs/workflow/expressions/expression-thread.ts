import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { answerQuestions } from "../../../kernel/threads/answer-questions.ts";
import type { Evaluated } from "./create-evaluator.ts";
import { fromJson, TooLargeError, toJson } from "./json-value.ts";
import { parseExpression, reasonOf } from "./parse-expression.ts";

const question = z.object({ expressions: z.array(z.string()), scope: z.record(z.string(), z.unknown()) });

answerQuestions((asked): Evaluated[] => {
  const { expressions, scope } = question.parse(asked);
  const variables = variablesOf(scope);
  return expressions.map((source) => evaluate(source, variables));
});

/** Without a prototype, whose properties would be variables. */
function variablesOf(scope: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const variables: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(scope)) variables[name] = fromJson(value);
  return variables;
}

function evaluate(source: string, variables: Record<string, unknown>): Evaluated {
  try {
    return { kind: "value", value: toJson(parseExpression(source).evaluate(variables)) };
  } catch (error) {
    if (error instanceof AirgraphError) return { kind: "refused", message: error.message };
    if (error instanceof TooLargeError || error instanceof RangeError) return { kind: "tooLarge" };
    return { kind: "failed", reason: reasonOf(error) };
  }
}
