import {
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  print,
  separateOperations,
} from "graphql";
import { type CacheBounds, createBoundedCache, type Holds } from "../../kernel/bounded-cache.ts";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { inSpan, type Trace } from "../../kernel/telemetry/tracer.ts";
import { type AuthorizationMode, type Authorize, createAuthorize } from "../authorization/authorize.ts";
import type { GuardedSchema } from "../authorization/guarded-schema.ts";
import { type CompiledOperation, compileOperation, type PlannedGraph } from "../execution/compile/compile-operation.ts";
import { compileCost, type OperationCost } from "../limits/cost/compile-cost.ts";
import type { Costs } from "../limits/cost/read-costs.ts";
import type { OperationLimits } from "../limits/operation-limits.ts";
import type { StreamFields } from "../live/resume/read-stream-fields.ts";
import { operationIn } from "../operation/operation-in.ts";
import { createPrepare, type Prepare } from "../operation/prepare-document.ts";
import { createFindUnfetched } from "../planning/find-unfetched.ts";
import type { MendedSupergraph } from "../planning/mend-supergraph.ts";
import type { Planner } from "../planning/planner.ts";
import { renamedIn } from "../planning/separate-names.ts";
import type { SupergraphWatch } from "./supergraph-watch.ts";

/** A supergraph with all that is needed to answer operations on it. What belongs to it goes when it goes. */
export interface Supergraph {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** With what they do not see, and how it is spread over subgraphs. */
  readonly supergraphSchema: GraphQLSchema;
  /** Of one tenant: which part of it that one has by itself. */
  readonly graph: PlannedGraph | undefined;
  readonly streamFields: StreamFields;
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
  /** Absent where `executeSync` may hold up others for as long as it takes. */
  readonly introspect: Planner["introspect"];
  /** What its caches hold, by name. */
  cached(): Readonly<Record<"documents" | "plans", Holds>>;
  /** Lets go of what it holds. Operations under way have to be over. */
  stop(): Promise<void>;
}

/** How operations are taken, whatever the supergraph. */
export interface SupergraphSettings {
  readonly limits: OperationLimits;
  /** Length of a list that nothing is said of, in estimates of costs. */
  readonly assumedListSize: number;
  readonly authorizationMode: AuthorizationMode;
  readonly clock: Clock;
  readonly watch: SupergraphWatch;
}

/** What a supergraph is made of, once it has been read. */
export interface SupergraphParts {
  readonly apiSchema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly graph: PlannedGraph | undefined;
  readonly streamFields: StreamFields;
  readonly guarded: GuardedSchema;
  readonly costs: Costs;
  readonly separateNames: MendedSupergraph["separateNames"];
  readonly planner: Planner;
  /** Documents are kept by their own length, what is compiled of them by that too: it is some fifty times as large. */
  readonly kept: { readonly documents: CacheBounds; readonly compiled: CacheBounds };
}

export function createSupergraph(parts: SupergraphParts, settings: SupergraphSettings): Supergraph {
  const { apiSchema, supergraphSchema, graph, streamFields, guarded, costs, separateNames, planner, kept } = parts;
  const { limits, assumedListSize, authorizationMode: mode, clock, watch } = settings;
  const authorize = createAuthorize({ schema: guarded, mode, clock });
  const costsOf = new WeakMap<OperationDefinitionNode, OperationCost>();
  const findUnfetched = createFindUnfetched(apiSchema);
  // The nodes of a document are kept with it, so that most operations are found without a look at their text.
  const byNode = new WeakMap<OperationDefinitionNode, Promise<CompiledOperation>>();
  const byText = createBoundedCache<Promise<CompiledOperation>>(kept.compiled);
  const prepare = createPrepare({ schema: apiSchema, limits, kept: kept.documents, watch });

  return {
    apiSchema,
    supergraphSchema,
    graph,
    streamFields,
    authorize,
    prepare,
    ready: planner.ready,
    introspect: planner.introspect,
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
    const document = separateNames(asked);
    const plan = await planner.plan({ source: print(document), operationName, onBehalfOf });
    const unfetched = findUnfetched(document, operationName, plan);
    if (unfetched !== undefined)
      throw new AirgraphError("BAD_USER_INPUT", `No subgraph can be asked for ${unfetched} in this place.`);
    const definition = operationIn(document, operationName);
    const renamed = renamedIn(document);
    return compileOperation({ document, definition, plan, apiSchema, supergraphSchema, renamed, graph });
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
