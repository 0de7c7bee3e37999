import type { FormattedExecutionResult } from "graphql";
import type { Cancellation } from "../cancellation.ts";

/** One GraphQL operation on its way to a part of the supergraph. */
export interface ExecutionRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** The variables as JSON, instead of `variables`, where they were printed already. */
  readonly variablesJson?: string | undefined;
  /** The caller, signed for the part that is asked (kernel/identity/signed-identity.ts). */
  readonly identity: string;
  /**
   * Which version of the tenant's own graph the operation was planned for, where a part's schema is not the same for all. The
   * part looks it up among the caller's tenant's versions, so it need not be signed.
   */
  readonly graph?: string | undefined;
  /** Follows one client request through all parts and logs. */
  readonly requestId: string;
  /** The span that asks, as W3C has it, when the request is traced (kernel/telemetry/tracer.ts). */
  readonly traceparent?: string | undefined;
  /** Of whoever waits for the answer. */
  readonly cancellation?: Cancellation | undefined;
  /** When nobody waits for the answer any more, by `steadyClock` of this process. */
  readonly endsAt?: number | undefined;
}

/** Errors are already masked: what is in here may be shown to the client. */
export type ExecutionResult = FormattedExecutionResult<Record<string, unknown>> & {
  /** Whether it is known that no string of it needs to be escaped when it is written as JSON. */
  readonly isPlain?: true;
};

/** Events of a subscription. */
export interface EventStream<Event = ExecutionResult> extends AsyncIterable<Event> {
  /** The cursor behind which the first event comes, where that is known: what is lost before any event came can be asked for again. */
  readonly startCursor?: string | undefined;
}

/**
 * The port between the router and a subgraph, and between a subgraph and the supergraph. A query or mutation answers
 * with one result, a subscription with a stream (or, when it can't start, with one result that says why). It never
 * throws for a failed field: errors are in the result. It throws AirgraphError UPSTREAM_UNAVAILABLE when the part
 * can't be reached, TIMEOUT when it did not answer in time.
 */
export type Executor = (request: ExecutionRequest) => Promise<ExecutionResult | EventStream>;

export function isStream<Event>(result: object | AsyncIterable<Event>): result is AsyncIterable<Event> {
  return Symbol.asyncIterator in result;
}

export function variablesOf({
  variables,
  variablesJson,
}: Pick<ExecutionRequest, "variables" | "variablesJson">): ExecutionRequest["variables"] {
  // Printed by this same process, so that it is JSON of an object for sure.
  return variablesJson === undefined ? variables : (JSON.parse(variablesJson) as Record<string, unknown>);
}
