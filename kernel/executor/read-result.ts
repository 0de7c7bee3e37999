import type { ExecutionResult } from "./executor.ts";
import { isObject, wireResult } from "./wire.ts";

/**
 * An answer's text as a result.
 * @throws SyntaxError, ZodError for anything that is not a GraphQL result
 */
export function readResult(text: string, isPlain: boolean): ExecutionResult {
  const received: unknown = JSON.parse(text);
  // Nearly every answer is data alone, and of that zod would check no more than this, in several times the time of the rest
  // of a call.
  const result = isDataAlone(received) ? { data: received.data } : checkedResult(received);
  return isPlain ? { ...result, isPlain } : result;
}

/** @throws ZodError for anything that is not a GraphQL result */
export function checkedResult(received: unknown): ExecutionResult {
  const { data, errors, extensions } = wireResult.parse(received);
  // zod's optional properties differ from graphql's only in that they may be undefined.
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors as NonNullable<ExecutionResult["errors"]> }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function isDataAlone(received: unknown): received is { data: Record<string, unknown> } {
  return isObject(received) && isObject(received["data"]) && !("errors" in received) && !("extensions" in received);
}
