import { Supergraph as FederatedSchema } from "@apollo/federation-internals";
import { ApolloGateway, type ServiceMap } from "@apollo/gateway";
import { QueryPlanner } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { createDataSource } from "./subgraph-data-source.ts";

/** A composed supergraph together with all that plans and executes operations on it. */
export interface Supergraph {
  /** Plans and executes queries and mutations for Apollo Server. */
  readonly gateway: ApolloGateway;
  /** For subscriptions, which the gateway itself can't execute. */
  readonly planner: QueryPlanner;
  readonly services: ServiceMap;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** With what is @inaccessible, as plan execution needs it. */
  readonly fullSchema: GraphQLSchema;
  /** `apiSchema` in the form that Apollo's operations are built on. */
  readonly operationSchema: ReturnType<FederatedSchema["apiSchema"]>;
}

/**
 * Planning runs on the event loop, before permissions, and its options multiply with every level that can be had from
 * several subgraphs: unbounded, 300 characters of a stranger's query take minutes.
 */
const plannerLimits = { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } };

/**
 * @param sdl as `npm run schema` composes it
 * @param executors by subgraph name; every subgraph of the supergraph needs one
 */
export async function loadSupergraph(options: {
  sdl: string;
  executors: Readonly<Record<string, CallerExecutor>>;
  logger: Logger;
}): Promise<Supergraph> {
  const { sdl, executors, logger } = options;
  const services: ServiceMap = Object.fromEntries(
    Object.entries(executors).map(([name, executor]) => [name, createDataSource(executor)]),
  );
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    queryPlannerConfig: plannerLimits,
    logger: logger.child({ part: "gateway" }, { level: "warn" }),
    buildService({ name }) {
      const service = services[name];
      if (service === undefined)
        throw new Error(`the supergraph names a subgraph that is not in the registry: ${name}`);
      return service;
    },
  });
  const federated = FederatedSchema.build(sdl);
  const operationSchema = federated.apiSchema();
  return {
    gateway,
    planner: new QueryPlanner(federated, plannerLimits),
    services,
    operationSchema,
    apiSchema: operationSchema.toGraphQLJSSchema(),
    fullSchema: federated.schema.toGraphQLJSSchema(),
  };
}
