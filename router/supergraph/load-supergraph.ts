import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, parse } from "graphql";
import type { Clock } from "../../kernel/clock.ts";
import { type AuthorizationMode, type Authorize, createAuthorize } from "../authorization/authorize.ts";
import { readGuardedSchema } from "../authorization/guarded-schema.ts";
import { type CompiledOperation, compileOperation } from "../execution/compile/compile-operation.ts";
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
  authorizationMode: AuthorizationMode;
  clock: Clock;
}): Supergraph {
  const { sdl, limits, authorizationMode: mode, clock } = options;
  const federated = FederatedSchema.build(sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = federated.apiSchema().toGraphQLJSSchema();
  const supergraphSchema = federated.schema.toGraphQLJSSchema();
  const planner = createPlanner(federated);
  const compiled = new WeakMap<OperationDefinitionNode, Promise<CompiledOperation>>();
  return {
    sdl,
    apiSchema,
    authorize: createAuthorize({ schema: readGuardedSchema(parse(sdl, { noLocation: true })), mode, clock }),
    prepare: createPrepare(apiSchema, limits),
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
