import { extendSharing } from "../../kernel/schema-extension/extend-sharing.ts";
import { openExtension } from "../../kernel/schema-extension/open-extension.ts";
import type { PlannedGraph } from "../execution/compile/compile-operation.ts";
import type { Planner } from "../planning/planner.ts";
import type { CoreSupergraph } from "../supergraph/load-supergraph.ts";
import { createSupergraph, type Supergraph } from "../supergraph/supergraph.ts";
import { extendCosts } from "./extend-costs.ts";
import { extendGuardedSchema } from "./extend-guarded-schema.ts";
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
export function extendSupergraph(
  core: CoreSupergraph,
  given: LoadedExtension & { readonly graph: PlannedGraph; readonly planner: Planner },
): Supergraph {
  const { sdl, index, weighsInputs, streamFields, graph, planner } = given;
  const extension = openExtension(sdl, index);
  const { parts, settings } = core;
  return createSupergraph(
    {
      apiSchema: extendSharing(parts.apiSchema, extension),
      supergraphSchema: extendSharing(parts.supergraphSchema, extension),
      graph,
      streamFields,
      guarded: extendGuardedSchema(parts.guarded, extension),
      costs: extendCosts(parts.costs, core.document, extension, weighsInputs),
      separateNames: parts.separateNames,
      planner,
      kept,
    },
    settings,
  );
}
