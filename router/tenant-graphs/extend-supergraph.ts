import { extendSharing } from "../../kernel/schema-extension/extend-sharing.ts";
import type { PlannedGraph } from "../execution/compile/compile-operation.ts";
import type { Planner } from "../planning/planner.ts";
import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import { createSupergraph, type Supergraph } from "../supergraph/supergraph.ts";
import { extendCosts } from "./extend-costs.ts";
import { extendGuardedSchema } from "./extend-guarded-schema.ts";
import { createExtensionTypes } from "./extension-types.ts";
import type { LoadedExtension } from "./graph-work.ts";

/** Of one tenant; in characters of documents and operations. There are as many of these as graphs are kept. */
const kept = {
  documents: { total: 150_000, longest: 50_000 },
  compiled: { total: 100_000, longest: 50_000 },
};

/**
 * The supergraph of a tenant: the core's own schema, guards and costs, and those of the extension's types as far as operations ask
 * for them. It holds little more than the extension's text, and nothing that has to be let go of.
 */
export async function extendSupergraph(
  core: CoreSupergraph,
  { definitions, streamFields, graph, planner }: LoadedExtension & { graph: PlannedGraph; planner: Planner },
): Promise<Supergraph> {
  const extension = createExtensionTypes(definitions);
  const { parts, settings } = core;
  return createSupergraph(
    {
      apiSchema: await extendSharing(parts.apiSchema, definitions),
      supergraphSchema: await extendSharing(parts.supergraphSchema, definitions),
      graph,
      streamFields,
      guarded: extendGuardedSchema(parts.guarded, extension),
      costs: extendCosts(parts.costs, core.document, extension),
      separateNames: parts.separateNames,
      planner,
      kept,
    },
    settings,
  );
}
