import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
} from "graphql";
import { createBoundedCache, type Holds } from "../../kernel/bounded-cache.ts";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { inSpan, type Trace } from "../../kernel/telemetry/tracer.ts";
import { type AuthorizationMode, type Authorize, createAuthorize } from "../authorization/authorize.ts";
import { readGuardedSchema } from "../authorization/guarded-schema.ts";
import { type CompiledOperation, compileOperation } from "../execution/compile/compile-operation.ts";
import { compileCost, type OperationCost } from "../limits/cost/compile-cost.ts";
import { readCosts } from "../limits/cost/read-costs.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import { operationIn } from "../operation/operation-in.ts";
import { createPrepare, type Prepare } from "../operation/prepare-document.ts";
import { createFindUnfetched } from "../planning/find-unfetched.ts";
import { mendSupergraph } from "../planning/mend-supergraph.ts";
import type { StartPlanner } from "../planning/planner.ts";
import { renamedIn } from "../planning/separate-names.ts";
import { type SupergraphWatch, unwatched } from "./supergraph-watch.ts";

/** A composed supergraph with all that is needed to answer operations on it. What belongs to it goes when it goes. */
export interface Supergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** With what they do not see, and how it is spread over subgraphs. */
  readonly supergraphSchema: GraphQLSchema;
  readonly authorize: Authorize;
  readonly prepare: Prepare;
  /** Settles when operations can be planned. */
  readonly ready: Promise<void>;
  readonly limits: OperationLimits;
  /** What an operation of a valid document costs, by `@cost`, `@listSize` and what is assumed; of one document compiled once. */
  costOf(document: DocumentNode, definition: OperationDefinitionNode): OperationCost;
  /**
   * Plans and compiles an operation, the same one once.
   * @param about.trace of the operation that it is done for, when that is traced
   * @throws AirgraphError COST_LIMIT_EXCEEDED, RATE_LIMITED
   */
  compile(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    about: { readonly caller: Caller; readonly trace?: Trace | undefined },
  ): Promise<CompiledOperation>;
  /** What its caches hold, by name. */
  cached(): Readonly<Record<"documents" | "plans", Holds>>;
  /** Lets go of what it holds. Operations under way have to be over. */
  stop(): Promise<void>;
}

/** In characters of operations; what is compiled of one is some fifty times as large. */
const compiledOperations = { total: 1_000_000, longest: 50_000 };

/**
 * @param options.sdl as `npm run schema` composes it
 * @param options.plan starts a planner of it
 * @throws Error for what is no supergraph
 */
export function loadSupergraph(options: {
  sdl: string;
  plan: StartPlanner;
  limits: OperationLimits;
  /** Length of a list that nothing is said of, in estimates of costs. */
  assumedListSize: number;
  authorizationMode: AuthorizationMode;
  clock: Clock;
  watch?: SupergraphWatch;
}): Supergraph {
  const { sdl, limits, assumedListSize, authorizationMode: mode, clock, watch = unwatched } = options;
  const mended = mendSupergraph(sdl);
  const federated = FederatedSchema.build(mended.sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const apiSchema = federated.apiSchema().toGraphQLJSSchema();
  const supergraphSchema = federated.schema.toGraphQLJSSchema();
  const parsed = parse(sdl, { noLocation: true });
  const authorize = createAuthorize({ schema: readGuardedSchema(parsed), mode, clock });
  const costs = readCosts(parsed);
  const costsOf = new WeakMap<OperationDefinitionNode, OperationCost>();
  const findUnfetched = createFindUnfetched(apiSchema);
  const planner = options.plan(sdl);
  // The nodes of a document are kept with it, so that most operations are found without a look at their text.
  const byNode = new WeakMap<OperationDefinitionNode, Promise<CompiledOperation>>();
  const byText = createBoundedCache<Promise<CompiledOperation>>(compiledOperations);
  const prepare = createPrepare(apiSchema, limits, watch);

  return {
    sdl,
    apiSchema,
    supergraphSchema,
    authorize,
    prepare,
    ready: planner.ready,
    limits,
    costOf(document, definition) {
      let cost = costsOf.get(definition);
      if (cost === undefined) {
        cost = compileCost({ schema: apiSchema, costs, assumedListSize, document, definition });
        costsOf.set(definition, cost);
      }
      return cost;
    },
    cached: () => ({ documents: prepare.cached(), plans: byText.holds() }),
    compile(document, definition, about) {
      const known = byNode.get(definition);
      if (known !== undefined) {
        watch.plan(true);
        return known;
      }
      const compiling = compile(document, definition, about);
      byNode.set(definition, compiling);
      // What failed may have failed for a moment only.
      compiling.catch(() => byNode.delete(definition));
      return compiling;
    },
    stop: async () => planner.stop(),
  };

  /** Operations that differ in blanks, comments, or in what else is in their documents are one. */
  function compile(
    document: DocumentNode,
    definition: OperationDefinitionNode,
    { caller, trace }: { caller: Caller; trace?: Trace | undefined },
  ): Promise<CompiledOperation> {
    const operationName = definition.name?.value;
    const asked = separateOperations(document)[operationName ?? ""] ?? document;
    const source = print(asked);
    const known = byText.get(source);
    watch.plan(known !== undefined);
    if (known !== undefined) return known;
    const startedAt = performance.now();
    const compiling = inSpan(trace, "plan", async () => planAndCompile(asked, operationName, ownerOf(caller))).finally(
      () => watch.planned(performance.now() - startedAt),
    );
    byText.set(source, compiling);
    compiling.catch(() => byText.delete(source));
    return compiling;
  }

  async function planAndCompile(asked: DocumentNode, operationName: string | undefined, onBehalfOf: string) {
    const document = mended.separateNames(asked);
    const plan = await planner.plan({ source: print(document), operationName, onBehalfOf });
    const unfetched = findUnfetched(document, operationName, plan);
    if (unfetched !== undefined)
      throw new AirgraphError("BAD_USER_INPUT", `No subgraph can be asked for ${unfetched} in this place.`);
    const definition = operationIn(document, operationName);
    const renamed = renamedIn(document);
    return compileOperation({ document, definition, plan, apiSchema, supergraphSchema, renamed });
  }
}

/** Who waits for whom while operations are planned. */
function ownerOf(caller: Caller): string {
  switch (caller.kind) {
    case "person":
    case "machine":
      return caller.tenantId;
    case "account":
      return caller.userId;
    case "anonymous":
    case "service":
      return caller.kind;
  }
}
