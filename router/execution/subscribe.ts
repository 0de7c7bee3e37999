import { operationFromDocument } from "@apollo/federation-internals";
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from "@apollo/gateway";
import type { FetchNode, QueryPlan, SubscriptionNode } from "@apollo/query-planner";
import { type DocumentNode, print } from "graphql";
import { createBoundedCache } from "../../kernel/bounded-cache.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { maskError } from "../../kernel/errors/mask-error.ts";
import { type ExecutionResult, isStream } from "../../kernel/executor/executor.ts";
import { mapStream } from "../../kernel/executor/map-stream.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { RequestContext } from "../request-context.ts";
import type { Supergraph } from "./supergraph.ts";

export interface SubscriptionRequest {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Called for the subscription and then for every event. */
  createContext(): RequestContext;
}

export type Subscribe = (
  request: SubscriptionRequest,
) => Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>;

/** A client opens the same subscription again and again, and planning takes milliseconds. */
const planCache = { total: 1_000_000, longest: 20_000 };

/**
 * Federated subscriptions. The planner splits one into `primary`, which the subgraph that owns the root field streams,
 * and `rest`, which is fetched from the other subgraphs for every event.
 */
export function createSubscribe(
  supergraph: Supergraph,
  executors: Readonly<Record<string, CallerExecutor>>,
): Subscribe {
  const plans = createBoundedCache<SubscriptionNode>(planCache);

  return async (request) => {
    const context = request.createContext();
    const { document, operationName, variables } = request;
    const source = print(document);
    const authorization = supergraph.authorize({ document, source, operationName, variables, caller: context.caller });
    switch (authorization.kind) {
      case "permitted":
        return start(request, context);
      case "refused":
        return { data: authorization.data, errors: authorization.errors };
      case "reduced": {
        const { document: left, errors, complete: completeData } = authorization;
        const withErrors = (result: ExecutionResult): ExecutionResult => {
          const all = [...errors, ...(result.errors ?? [])];
          return all.length === 0 ? result : { ...result, errors: all };
        };
        const events = await start({ ...request, document: left }, context);
        if (!isStream(events)) return withErrors(events);
        return mapStream(events, (event) =>
          withErrors(event.data === undefined ? event : { ...event, data: completeData(event.data) }),
        );
      }
    }
  };

  async function start(request: SubscriptionRequest, context: RequestContext) {
    const plan = planFor(request);
    const { primary } = plan;
    const executor = executors[primary.serviceName];
    if (executor === undefined) throw new Error(`no executor for ${primary.serviceName}`);

    const events = await executor({
      ...context,
      query: primary.operation,
      operationName: primary.operationName,
      variables: pick(request.variables, primary.variableUsages),
    });
    if (!isStream(events)) return events;
    return mapStream(events, (event) => complete(event, plan, request));
  }

  function planFor({ document, operationName }: SubscriptionRequest): SubscriptionNode {
    const key = `${operationName ?? ""} ${print(document)}`;
    const known = plans.get(key);
    if (known !== undefined) return known;
    const operation = operationFromDocument(supergraph.schemas().operationSchema, document, named(operationName));
    let plan: QueryPlan;
    try {
      plan = supergraph.schemas().planner.buildQueryPlan(operation);
    } catch (cause) {
      throw new AirgraphError("BAD_USER_INPUT", "This subscription can't be planned.", {}, { cause });
    }
    if (plan.node?.kind !== "Subscription")
      throw new AirgraphError("BAD_USER_INPUT", "A subscription must ask for one field.");
    plans.set(key, plan.node);
    return plan.node;
  }

  /** Runs `rest` for one event, with the event standing in for the answer of `primary`. */
  async function complete(
    event: ExecutionResult,
    { primary, rest }: SubscriptionNode,
    request: SubscriptionRequest,
  ): Promise<ExecutionResult> {
    const context = request.createContext();
    const service = supergraph.services[primary.serviceName];
    if (service === undefined) throw new Error(`no data source for ${primary.serviceName}`);
    const operationContext = buildOperationContext({
      schema: supergraph.schemas().apiSchema,
      operationDocument: request.document,
      ...named(request.operationName),
    });
    const result = await executeQueryPlan(
      { kind: "QueryPlan", node: rest === undefined ? primary : { kind: "Sequence", nodes: [primary, rest] } },
      { ...supergraph.services, [primary.serviceName]: answeringOnce(primary, event, service) },
      // The part of Apollo Server's request context that plan execution reads.
      {
        request: { variables: { ...request.variables } },
        context,
        logger: context.logger,
        metrics: {},
      } as unknown as Parameters<typeof executeQueryPlan>[2],
      operationContext,
      supergraph.schemas().fullSchema,
      supergraph.schemas().operationSchema,
    );
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors === undefined
        ? {}
        : { errors: result.errors.map((error) => maskError(error, context.logger)) }),
    };
  }
}

/** A data source that answers `primary` from memory and passes everything else on to the subgraph itself. */
function answeringOnce(primary: FetchNode, event: ExecutionResult, service: GraphQLDataSource): GraphQLDataSource {
  let answered = false;
  return {
    async process(options) {
      if (answered || options.request.query !== primary.operation) return service.process(options);
      answered = true;
      return { data: event.data ?? null, ...(event.errors === undefined ? {} : { errors: event.errors }) };
    },
  };
}

function named(operationName: string | undefined): { operationName?: string } {
  return operationName === undefined ? {} : { operationName };
}

function pick(
  variables: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[] | undefined,
): Record<string, unknown> {
  const given = Object.entries(variables ?? {});
  return Object.fromEntries(given.filter(([name]) => names?.includes(name)));
}
