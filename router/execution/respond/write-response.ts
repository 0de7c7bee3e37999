import { randomUUID } from "node:crypto";
import type { GraphQLFormattedError } from "graphql";
import type { Data } from "../data.ts";
import type { Execution } from "../execution.ts";
import { completeResponse, type Violation } from "./complete-response.ts";

/** An answer, before anything is added to it. */
export interface Response {
  readonly errors: readonly GraphQLFormattedError[];
  /** JSON. */
  readonly dataJson: string;
}

/** Writes what an execution came to as JSON. */
export function writeResponse(execution: Execution): Response {
  const { operation, variables, root, isPlain, hasSharedObjects, errors } = execution;
  const dataJson = operation
    .responseFor(variables)
    .writer(isPlain)
    .write(root, hasSharedObjects ? [] : undefined);
  if (dataJson !== undefined) return { errors, dataJson };
  const { data, errors: all } = respondWithData(execution);
  return { errors: all, dataJson: JSON.stringify(data) };
}

/** The same as objects, for who goes on working with them. */
export function respondWithData(execution: Execution): {
  readonly data: Data | null;
  readonly errors: readonly GraphQLFormattedError[];
} {
  const { data, violations } = completeResponse(execution);
  return { data, errors: [...execution.errors, ...tell(execution, violations)] };
}

/** What a subgraph should not have answered is our failure; one id stands for all of it. */
function tell({ context }: Execution, violations: readonly Violation[]): GraphQLFormattedError[] {
  if (violations.length === 0) return [];
  const errorId = randomUUID();
  context.logger.error({ errorId, violations: violations.slice(0, 10) }, "subgraphs answered what the schema forbids");
  return violations.map(({ message, path }) => ({ message, path, extensions: { code: "INTERNAL", errorId } }));
}
