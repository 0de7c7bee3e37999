import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, parse } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import { type AuthorizationMode, type Authorize, createAuthorize } from "../authorization/authorize.ts";
import { readGuardedSchema } from "../authorization/guarded-schema.ts";
import { type CompiledOperation, compileOperation } from "../execution/compile/compile-operation.ts";
import { compileCost, type OperationCost } from "../limits/cost/compile-cost.ts";
import { readCosts } from "../limits/cost/read-costs.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import { createPrepare, type Prepare } from "../operation/prepare-document.ts";
import { createPlanner } from "../planning/planner.ts";

/** A composed supergraph with all that is needed to answer operations on it. What belongs to it goes when it goes. */
export interface Supergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly authorize: Authorize;
  readonly prepare: Prepare;
  readonly limits: OperationLimits;
  /** What an operation of a valid document costs, by `@cost`, `@listSize` and what is assumed; of one document compiled once. */
  costOf(document: DocumentNode, definition: OperationDefinitionNode): OperationCost;
  /**
   * Plans and compiles an operation, of one document once.
   * @throws AirgraphError COST_LIMIT_EXCEEDED
   */
  compile(document: DocumentNode, definition: OperationDefinitionNode): Promise<CompiledOperation>;
}

/** @param options.sdl as `npm run schema` composes it */
export function loadSupergraph(options: {
  sdl: string;
  limits: OperationLimits;
  /** Length of a list that nothing is said of, in estimates of costs. */
  assumedListSize: number;
  authorizationMode: AuthorizationMode;
  clock: Clock;
}): Supergraph {
  const { sdl, limits, assumedListSize, authorizationMode: mode, clock } = options;
  const federated = FederatedSchema.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = federated.apiSchema().toGraphQLJSSchema();
  const supergraphSchema = federated.schema.toGraphQLJSSchema();
  const planner = createPlanner(federated);
  const parsed = parse(sdl, { noLocation: true });
  const costs = readCosts(parsed);
  const costsOf = new WeakMap<OperationDefinitionNode, OperationCost>();
  const compiled = new WeakMap<OperationDefinitionNode, Promise<CompiledOperation>>();
  return {
    sdl,
    apiSchema,
    authorize: createAuthorize({ schema: readGuardedSchema(parsed), mode, clock }),
    prepare: createPrepare(apiSchema, limits),
    limits,
    costOf(document, definition) {
      let cost = costsOf.get(definition);
      if (cost === undefined) {
        cost = compileCost({ schema: apiSchema, costs, assumedListSize, document, definition });
        costsOf.set(definition, cost);
      }
      return cost;
    },
    compile(document, definition) {
      const known = compiled.get(definition);
      if (known !== undefined) return known;
      const compiling = planner
        .plan(document, definition.name?.value)
        .then((plan) => compileOperation({ document, definition, plan, apiSchema, supergraphSchema }));
      compiled.set(definition, compiling);
      // What failed may have failed for a moment only.
      compiling.catch(() => compiled.delete(definition));
      return compiling;
    },
  };
}
