import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import { ApolloGateway, type ServiceMap } from "@apollo/gateway";
import { QueryPlanner } from "@apollo/query-planner";
import { type GraphQLSchema, parse } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type AuthorizationMode, type Authorize, createAuthorize } from "../authorization/authorize.ts";
import { readGuardedSchema } from "../authorization/guarded-schema.ts";
import { toGatewaySdl } from "./gateway-sdl.ts";
import { type Gateway, guardGateway } from "./guard-gateway.ts";
import { createDataSource } from "./subgraph-data-source.ts";

/** A composed supergraph together with all that plans and executes operations on it. */
export interface Supergraph {
  /** Plans and executes what the caller may have of queries and mutations, for Apollo Server. */
  readonly gateway: Gateway;
  /** For what goes round the gateway. */
  readonly authorize: Authorize;
  readonly services: ServiceMap;
  /** For what the gateway can't execute itself: built when it is first needed, which start-up does without. */
  schemas(): SupergraphSchemas;
}

/** A supergraph as subscriptions need it. */
export interface SupergraphSchemas {
  readonly planner: QueryPlanner;
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
export function loadSupergraph(options: {
  sdl: string;
  executors: Readonly<Record<string, CallerExecutor>>;
  authorizationMode: AuthorizationMode;
  clock: Clock;
  logger: Logger;
}): Supergraph {
  const { sdl, executors, authorizationMode: mode, clock, logger } = options;
  const document = parse(sdl);
  const authorize = createAuthorize({ schema: readGuardedSchema(document), mode, clock });
  const services: ServiceMap = Object.fromEntries(
    Object.entries(executors).map(([name, executor]) => [name, createDataSource(name, executor)]),
  );
  const gateway = new ApolloGateway({
    supergraphSdl: toGatewaySdl(sdl, document),
    queryPlannerConfig: plannerLimits,
    logger: logger.child({ part: "gateway" }, { level: "warn" }),
    buildService({ name }) {
      const service = services[name];
      if (service === undefined)
        throw new Error(`the supergraph names a subgraph that is not in the registry: ${name}`);
      return service;
    },
  });
  let schemas: SupergraphSchemas | undefined;
  return {
    gateway: guardGateway(gateway, authorize),
    authorize,
    services,
    schemas: () => (schemas ??= buildSchemas(sdl)),
  };
}

function buildSchemas(sdl: string): SupergraphSchemas {
  const federated = FederatedSchema.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const operationSchema = federated.apiSchema();
  return {
    planner: new QueryPlanner(federated, plannerLimits),
    operationSchema,
    apiSchema: operationSchema.toGraphQLJSSchema(),
    fullSchema: federated.schema.toGraphQLJSSchema(),
  };
}
