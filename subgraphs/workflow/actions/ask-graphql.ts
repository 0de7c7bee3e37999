import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { createSentDocuments, operationKind } from "../../../kernel/executor/sent-document.ts";
import type { AskSupergraph } from "../ask-supergraph.ts";
import type { Action } from "./action.ts";
import { mayHaveEffect, mayPass, outcomeUnknown } from "./outcome.ts";

/** In characters, as JSON. */
const longestAnswer = 1024 * 1024;

const settingsShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.json(), "must be an object"),
  idempotent: z.boolean(),
});

/** Any one query or mutation. What whoever started the run may not do, it may not do either. */
export function createGraphql(ask: AskSupergraph): Action<"graphql"> {
  const documentOf = createSentDocuments();

  return async (settings, scope) => {
    const { query, variables, idempotent } = parseInput(settingsShape, settings);
    const kind: string | undefined = operationKind(documentOf(query), undefined);
    if (kind !== "query" && kind !== "mutation")
      throw new AirgraphError("BAD_USER_INPUT", "query must hold one query or mutation, and no other operation.", {
        field: "query",
      });
    const isRepeatable = kind === "query" || idempotent;
    if (!isRepeatable && scope.maybeDone) throw outcomeUnknown("The mutation");
    const data = await ask(scope, { query, variables, isGiven: true }).catch((error: unknown) => {
      if (isRepeatable || !(error instanceof AirgraphError)) throw error;
      const nothingDone = error.extensions["outcome"] === "none";
      // One of its fields may have done something before another one failed.
      if (!nothingDone && (mayHaveEffect(error) || mayPass(error.code)))
        throw outcomeUnknown("The mutation", {}, error);
      throw error;
    });
    if (JSON.stringify(data).length > longestAnswer)
      throw new AirgraphError(
        "COST_LIMIT_EXCEEDED",
        `The answer is larger than ${longestAnswer} characters; ask for less at a time.`,
        { field: "query" },
      );
    return data;
  };
}
