import { type DocumentNode, getOperationAST, print } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import { mapStream } from "../../kernel/executor/map-stream.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { coerceVariables } from "../operation/coerce-variables.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "../supergraph/load-supergraph.ts";
import type { CompiledOperation } from "./compile/compile-operation.ts";
import { execute } from "./execute.ts";
import { printVariables } from "./fetch/run-fetch.ts";
import { respondWithData } from "./respond/write-response.ts";

export interface SubscriptionRequest {
  /** Valid. */
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
  supergraph: () => Supergraph;
  executors: Readonly<Record<string, CallerExecutor>>;
}): Subscribe {
  const { executors } = options;

  return async (request) => {
    const supergraph = options.supergraph();
    const context = request.createContext();
    const { document, operationName } = request;
    const definition = definitionOf(document, operationName);
    const variables = coerceVariables(supergraph, definition, request.variables);
    const source = print(document);
    const authorization = supergraph.authorize({ document, source, operationName, variables, caller: context.caller });
    switch (authorization.kind) {
      case "permitted":
        return start(await supergraph.compile(document, definition, context.caller), variables, request, context);
      case "refused":
        return { data: authorization.data, errors: authorization.errors };
      case "reduced": {
        const { document: left, errors, complete } = authorization;
        const withErrors = (result: ExecutionResult): ExecutionResult => {
          const all = [...errors, ...(result.errors ?? [])];
          return all.length === 0 ? result : { ...result, errors: all };
        };
        const operation = await supergraph.compile(left, definitionOf(left, operationName), context.caller);
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
    { createContext }: SubscriptionRequest,
    context: RequestContext,
  ) {
    const { primary } = operation;
    if (primary === undefined) throw new AirgraphError("BAD_USER_INPUT", "A subscription must ask for one field.");
    const executor = executors[primary.service];
    if (executor === undefined) throw new Error(`no executor for ${primary.service}`);
    const { caller, source, requestId, signal } = context;
    const events = await executor({
      query: primary.query,
      operationName: primary.operationName,
      variablesJson: printVariables(variables, primary, undefined),
      caller,
      source,
      requestId,
      signal,
    });
    if (!isStream(events)) return events;
    return mapStream(events, async (event): Promise<ExecutionResult> => {
      const given = { variables, context: createContext(), executors };
      const { data, errors } = respondWithData(await execute(operation, { ...given, event }));
      return errors.length === 0 ? { data } : { data, errors };
    });
  }
}

function definitionOf(document: DocumentNode, operationName: string | undefined) {
  const definition = getOperationAST(document, operationName);
  if (!definition) throw new AirgraphError("BAD_USER_INPUT", "The document has no such operation.");
  return definition;
}
