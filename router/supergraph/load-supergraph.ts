import { Supergraph as FederatedSchema, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";
import { type DocumentNode, parse } from "graphql";
import { readGuardedSchema } from "../authorization/guarded-schema.ts";
import { readCosts } from "../limits/cost/read-costs.ts";
import { readStreamFields } from "../live/resume/read-stream-fields.ts";
import { mendSupergraph } from "../planning/mend-supergraph.ts";
import type { StartPlanner } from "../planning/planner.ts";
import { createSupergraph, type Supergraph, type SupergraphParts, type SupergraphSettings } from "./supergraph.ts";
import { type SupergraphWatch, unwatched } from "./supergraph-watch.ts";

/** The supergraph that all have, and that what one tenant has is added to. */
export interface CoreSupergraph extends Supergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  readonly parts: SupergraphParts;
  readonly settings: SupergraphSettings;
}

/** In characters of documents and operations. */
const kept = {
  documents: { total: 2_000_000, longest: 50_000 },
  compiled: { total: 1_000_000, longest: 50_000 },
};

/**
 * @param options.sdl as `npm run schema` composes it
 * @param options.plan starts a planner of it
 * @throws Error for what is no supergraph
 */
export function loadSupergraph(
  options: Omit<SupergraphSettings, "watch"> & { sdl: string; plan: StartPlanner; watch?: SupergraphWatch },
): CoreSupergraph {
  const { sdl, plan, watch = unwatched, ...given } = options;
  const settings = { ...given, watch };
  const mended = mendSupergraph(sdl);
  const federated = FederatedSchema.build(mended.sdl, { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES });
  const document = parse(sdl, { noLocation: true });
  const parts: SupergraphParts = {
    apiSchema: federated.apiSchema().toGraphQLJSSchema(),
    supergraphSchema: federated.schema.toGraphQLJSSchema(),
    graph: undefined,
    streamFields: readStreamFields(document),
    guarded: readGuardedSchema(document),
    costs: readCosts(document),
    separateNames: mended.separateNames,
    planner: plan(sdl),
    kept,
  };
  return { ...createSupergraph(parts, settings), sdl, document, parts, settings };
}
