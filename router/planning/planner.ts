import {
  Supergraph as FederatedSchema,
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
} from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import { type DocumentNode, parse } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { type MendedSupergraph, mendSupergraph } from "./mend-supergraph.ts";
import { orderMutations } from "./order-mutations.ts";

/** An operation to be planned. */
export interface PlanRequest {
  /** A valid document, its names separated. */
  readonly source: string;
  readonly operationName: string | undefined;
  /** Who asks for it first; those who ask for much wait for each other and for nobody else. */
  readonly onBehalfOf: string;
}

/** Plans operations on one supergraph. */
export interface Planner {
  /** Settles when it can plan, and at once with why it can't. */
  readonly ready: Promise<void>;
  /** @throws AirgraphError COST_LIMIT_EXCEEDED for what takes too long to plan, RATE_LIMITED for too many at once */
  plan(request: PlanRequest): Promise<QueryPlan>;
  /**
   * What introspection tells, as JSON; absent where the schema is so small that it may be looked through on the thread that
   * calls.
   * @param question a valid document of one field
   * @throws AirgraphError COST_LIMIT_EXCEEDED, RATE_LIMITED
   */
  introspect?(question: IntrospectionQuestion): Promise<string>;
  stop(): Promise<void>;
}

/** A field of introspection as a document of its own. */
export interface IntrospectionQuestion {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type StartPlanner = (sdl: string) => Planner;

/**
 * Planning comes before permissions, and its options multiply with every level that can be had from several subgraphs:
 * unbounded, 300 characters of a stranger's query take minutes.
 */
export const plannerLimits = { debug: { maxEvaluatedPlans: 100, pathsLimit: 100 } };

/** @throws AirgraphError COST_LIMIT_EXCEEDED */
export type Plan = (document: DocumentNode, operationName: string | undefined) => QueryPlan;

/** Apollo's planner, with what it gets wrong mended, on the thread that calls. */
export function createPlanner(sdl: string): Plan {
  const mended = mendSupergraph(sdl);
  return createPlannerOn(mended.sdl, mended);
}

/** @param supergraph mended, or a part of a mended one */
export function createPlannerOn(
  supergraph: string | DocumentNode,
  { mendPlan }: Pick<MendedSupergraph, "mendPlan">,
): Plan {
  const federated = FederatedSchema.build(supergraph, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
  const planner = new QueryPlanner(federated, plannerLimits);
  const schema = federated.apiSchema();
  return (document, operationName) => {
    try {
      const named = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(schema, document, { ...named, validate: false });
      return orderMutations(mendPlan(planner.buildQueryPlan(operation)), document, operationName);
    } catch (cause) {
      throw isGivenUp(cause) ? tooManyWays(cause) : cause;
    }
  };
}

/** A planner for tests and tools: it holds up everything else while it plans. */
export function createInlinePlanner(sdl: string): Planner {
  const plan = createPlanner(sdl);
  return {
    ready: Promise.resolve(),
    plan: async ({ source, operationName }) => plan(parse(source, { noLocation: true }), operationName),
    stop: async () => {},
  };
}

/** The planner says so only in words, or begins a list of more ways than a list can hold. */
function isGivenUp(cause: unknown): boolean {
  return (
    cause instanceof RangeError || (cause instanceof Error && cause.message.startsWith("Too many options generated"))
  );
}

export function tooManyWays(cause?: unknown): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    "The operation can be answered in too many ways to plan; ask for less at once.",
    {},
    { cause },
  );
}
