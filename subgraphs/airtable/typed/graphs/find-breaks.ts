import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema, type GraphQLSchema } from "graphql";
import { noChoices } from "../sdl/print-choices.ts";
import { printTypedGraph } from "../sdl/print-typed-graph.ts";
import type { GraphBreak, TypedGraph } from "../typed-graph.ts";

/** So many are told of one change; a base that is gone breaks thousands. */
const mostBreaks = 100;

/**
 * What of the next graph breaks clients of the former one, as GraphQL Inspector judges it.
 * @param core SDL of the subgraph that both extend
 * @returns at most a hundred
 */
export async function findBreaks(core: string, former: TypedGraph, next: TypedGraph): Promise<GraphBreak[]> {
  const changes = await diff(schemaOf(core, former), schemaOf(core, next));
  return changes
    .filter(({ criticality, path }) => criticality.level === CriticalityLevel.Breaking && !isPlaceholder(path))
    .slice(0, mostBreaks)
    .map(({ path = "", message }) => ({ path, message }));
}

/** Nobody can use the value of an enum that has none yet; it goes when the first one comes. */
function isPlaceholder(path: string | undefined): boolean {
  return path?.endsWith(`.${noChoices}`) === true;
}

function schemaOf(core: string, graph: TypedGraph): GraphQLSchema {
  return buildSchema(`${core}\n${printTypedGraph(graph)}`, { assumeValidSDL: true, noLocation: true });
}
