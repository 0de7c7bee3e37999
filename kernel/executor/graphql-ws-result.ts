import type { ExecutionResult as GraphQLResult } from "graphql";
import { type EventStream, type ExecutionResult, isStream } from "./executor.ts";
import { mapStream } from "./map-stream.ts";

/**
 * A result of the executor port as graphql-ws's server wants it: it calls `toJSON` on every error, which errors that are
 * formatted already no longer have.
 */
export function forGraphqlWs<Result extends ExecutionResult | EventStream>(
  result: Result,
): Result extends ExecutionResult ? GraphQLResult : AsyncIterableIterator<GraphQLResult>;
export function forGraphqlWs(result: ExecutionResult | EventStream) {
  return isStream(result) ? mapStream(result, withToJSON) : withToJSON(result);
}

function withToJSON(result: ExecutionResult): GraphQLResult {
  const errors = result.errors?.map((error) => ({ ...error, toJSON: () => error }));
  // Nothing else of GraphQLError is touched on the way to the socket.
  return { ...result, ...(errors === undefined ? {} : { errors }) } as GraphQLResult;
}
