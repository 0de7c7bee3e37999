import { getVariableValues, type OperationDefinitionNode } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";

/** @throws AirgraphError BAD_USER_INPUT for values that the operation does not take */
export function coerceVariables(
  { apiSchema, limits }: Pick<Supergraph, "apiSchema" | "limits">,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>> | null | undefined,
): Readonly<Record<string, unknown>> {
  if (variableDefinitions.length === 0) return {};
  const { coerced, errors } = getVariableValues(apiSchema, variableDefinitions, given ?? {}, {
    maxErrors: 10,
    hideSuggestions: !limits.suggestions,
  });
  const [error] = errors ?? [];
  if (error === undefined) return coerced ?? {};
  throw new AirgraphError("BAD_USER_INPUT", error.message);
}
