import {
  Supergraph as FederatedSchema,
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
} from "@apollo/federation-internals";
import { buildOperationContext, executeQueryPlan, type GraphQLDataSource } from "@apollo/gateway";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import { type DocumentNode, type GraphQLSchema, getOperationAST, getVariableValues } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { createDataSource } from "../../router/reference/data-source.ts";
import type { Ask } from "./answer-subgraph.ts";

export interface Operation {
  readonly document: DocumentNode;
  readonly operationName: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A supergraph, ready to be planned on. */
export interface Planned {
  readonly sdl: string;
  readonly apiSchema: GraphQLSchema;
  readonly fullSchema: GraphQLSchema;
  /** The variables with their defaults. */
  coerce(operation: Operation): Readonly<Record<string, unknown>>;
  planFor(operation: Pick<Operation, "document" | "operationName">): QueryPlan;
  /** Runs an operation as the stock gateway does, without the server around it. */
  executeByStock(asks: Readonly<Record<string, Ask>>, operation: Operation): Promise<ExecutionResult>;
}

/** As the router bounds it. */
const limits = { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } };

export function loadPlanned(sdl: string): Planned {
  const federated = FederatedSchema.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const operationSchema = federated.apiSchema();
  const planner = new QueryPlanner(federated, limits);
  const apiSchema = operationSchema.toGraphQLJSSchema();
  const fullSchema = federated.schema.toGraphQLJSSchema();
  const plans = new WeakMap<DocumentNode, QueryPlan>();
  return { sdl, apiSchema, fullSchema, coerce, planFor, executeByStock };

  function coerce({ document, operationName, variables }: Operation): Readonly<Record<string, unknown>> {
    const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
    const { coerced, errors = [] } = getVariableValues(apiSchema, definitions, variables);
    if (coerced === undefined) throw new Error(`variables that do not fit: ${errors.join(" ")}`);
    return coerced;
  }

  function planFor({ document, operationName }: Pick<Operation, "document" | "operationName">): QueryPlan {
    const known = plans.get(document);
    if (known !== undefined) return known;
    const plan = planner.buildQueryPlan(operationFromDocument(operationSchema, document, { operationName }));
    plans.set(document, plan);
    return plan;
  }

  async function executeByStock(asks: Readonly<Record<string, Ask>>, operation: Operation): Promise<ExecutionResult> {
    const { document, operationName, variables } = operation;
    const services = Object.fromEntries(
      Object.entries(asks).map(([name, ask]): [string, GraphQLDataSource] => [name, dataSourceOf(name, ask)]),
    );
    const result = await executeQueryPlan(
      planFor(operation),
      services,
      // The part of Apollo Server's request context that plan execution reads.
      {
        request: { variables: { ...variables } },
        context: { caller: { kind: "anonymous" }, requestId: "differential" },
        logger: silentLogger,
        metrics: {},
      } as unknown as Parameters<typeof executeQueryPlan>[2],
      buildOperationContext({ schema: apiSchema, operationDocument: document, operationName }),
      fullSchema,
      operationSchema,
    );
    const { errors } = result;
    const told = errors?.map(({ message, path, extensions }) => ({ message, path, extensions }));
    return JSON.parse(JSON.stringify({ ...result, errors: told })) as ExecutionResult;
  }
}

/** Through what the router puts before stock execution, so that failures are told in the same places. */
function dataSourceOf(name: string, ask: Ask): GraphQLDataSource {
  return createDataSource(name, async ({ query, operationName, variables }) =>
    ask({ query, operationName, variables }),
  );
}
