import type { DocumentNode } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskToldError } from "../../kernel/errors/mask-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import { mapStream } from "../../kernel/executor/map-stream.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { coerceVariables } from "../operation/coerce-variables.ts";
import type { FinishedOperation, TellOperation } from "../operation/finished-operation.ts";
import { operationIn } from "../operation/operation-in.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "../supergraph/supergraph.ts";
import { endOperationSpan } from "../telemetry/operation-span.ts";
import type { SubscriptionBegins } from "../telemetry/watch-subscriptions.ts";
import type { CompiledOperation } from "./compile/compile-operation.ts";
import { execute } from "./execute.ts";
import { graphFor, printVariables } from "./fetch/run-fetch.ts";
import { respondWithData } from "./respond/write-response.ts";

export interface SubscriptionRequest {
  readonly supergraph: Supergraph;
  /** Valid there. */
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Called for the subscription and then for every event. */
  createContext(): RequestContext;
}

export type Subscribe = (
  request: SubscriptionRequest,
) => Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;

/**
 * Federated subscriptions. The planner splits one into `primary`, which the subgraph that owns the root field streams,
 * and `rest`, which is fetched from the other subgraphs for every event.
 */
export function createSubscribe(options: {
  /** By subgraph name, for operations on one supergraph. */
  executorsOn: (supergraph: Supergraph) => Readonly<Record<string, CallerExecutor>>;
  /** Of each event that was completed. */
  tellEvent?: TellOperation;
  begins?: SubscriptionBegins;
}): Subscribe {
  const { executorsOn, tellEvent = () => {}, begins = () => () => {} } = options;

  return async (request) => {
    const context = request.createContext();
    const { supergraph, document, operationName } = request;
    const definition = operationIn(document, operationName);
    const variables = coerceVariables(supergraph, definition, request.variables);
    const authorization = supergraph.authorize({ document, operationName, variables, caller: context.caller });
    switch (authorization.kind) {
      case "permitted":
        return start(await supergraph.compile(document, definition, context), variables, request, context);
      case "refused":
        return { data: authorization.data, errors: authorization.errors };
      case "reduced": {
        const { document: left, errors, complete } = authorization;
        const withErrors = (result: ExecutionResult): ExecutionResult => {
          const all = [...errors, ...(result.errors ?? [])];
          return all.length === 0 ? result : { ...result, errors: all };
        };
        const operation = await supergraph.compile(left, operationIn(left, operationName), context);
        const events = await start(operation, variables, request, context);
        if (!isStream(events)) return withErrors(events);
        return mapStream(events, (event) =>
          withErrors(event.data === undefined ? event : { ...event, data: complete(event.data) }),
        );
      }
    }
  };

  async function start(
    operation: CompiledOperation,
    variables: Readonly<Record<string, unknown>>,
    { supergraph, document, createContext }: SubscriptionRequest,
    context: RequestContext,
  ) {
    const { primary, plan } = operation;
    if (primary === undefined) throw new AirgraphError("BAD_USER_INPUT", "A subscription must ask for one field.");
    const executors = executorsOn(supergraph);
    const executor = executors[primary.service];
    if (executor === undefined) throw new Error(`no executor for ${primary.service}`);
    const { caller, source, requestId, cancellation, logger } = context;
    const span = context.trace?.span("subscribe", {
      kind: "client",
      attributes: { "airgraph.subgraph": primary.service, "graphql.operation.name": primary.operationName },
    });
    const events = await executor({
      query: primary.query,
      operationName: primary.operationName,
      variablesJson: printVariables(variables, primary, undefined),
      graph: graphFor(operation, primary.service),
      caller,
      source,
      requestId,
      traceparent: span?.traceparent,
      cancellation,
    }).finally(() => span?.end());
    if (!isStream(events)) return notBegun(events, primary.service, logger);
    const name = operation.definition.name?.value ?? null;
    const complete = async (event: ExecutionResult): Promise<ExecutionResult> => {
      const startedAt = performance.now();
      const given = createContext();
      const eventSpan = given.trace?.span("event");
      const eventContext = eventSpan === undefined ? given : { ...given, trace: eventSpan };
      const execution = await execute(operation, { variables, context: eventContext, executors, event });
      const { data, errors } = respondWithData(execution);
      const finished: FinishedOperation = {
        context: eventContext,
        kind: operation.kind,
        name,
        errors,
        durationMs: performance.now() - startedAt,
        document,
        execution: { plan, planningMs: 0, fetches: execution.fetches },
      };
      if (eventSpan !== undefined) endOperationSpan(eventSpan, finished);
      tellEvent(finished);
      return errors.length === 0 ? { data } : { data, errors };
    };
    return mapStream(untilEnd(events, begins(primary.service)), complete);
  }
}

/** What a subgraph answers instead of a stream says why there is none; nothing else of it is the client's. */
function notBegun({ errors = [] }: ExecutionResult, part: string, logger: Logger): ExecutionResult {
  if (errors.length === 0) throw new AirgraphError("UPSTREAM_UNAVAILABLE", `The ${part} service is unavailable.`);
  return {
    errors: errors.map((error) => ({
      ...maskToldError(error, { part, logger }),
      ...(error.path === undefined ? {} : { path: error.path }),
    })),
  };
}

/** Tells when a stream is over, whoever ends it. */
function untilEnd<Event>(source: AsyncIterable<Event>, ended: () => void): AsyncIterableIterator<Event> {
  const iterator = source[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        const step = await iterator.next();
        if (step.done === true) ended();
        return step;
      } catch (error) {
        ended();
        throw error;
      }
    },
    async return() {
      ended();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
}
