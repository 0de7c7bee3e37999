import { changeResolvers } from "../changes/change-resolvers.ts";
import { readResolvers } from "../reading/read-resolvers.ts";
import type { TypedGraph } from "../typed-graph.ts";
import type { TypedResolvers } from "../typed-resolvers.ts";
import { writeResolvers } from "../writing/write-resolvers.ts";

/** How all fields of a typed graph are answered. */
export function answerGraph(graph: TypedGraph): TypedResolvers {
  const all: Record<string, TypedResolvers[string]> = Object.create(null);
  for (const part of [readResolvers(graph), writeResolvers(graph), changeResolvers(graph)])
    for (const [typeName, fields] of Object.entries(part)) all[typeName] = { ...all[typeName], ...fields };
  return all;
}
