import type { GraphQLSchema } from "graphql";
import { createBoundedCache } from "../../../../kernel/bounded-cache.ts";
import type { Caller } from "../../../../kernel/identity/caller.ts";
import { extendSharing } from "../../../../kernel/schema-extension/extend-sharing.ts";
import { openExtension } from "../../../../kernel/schema-extension/open-extension.ts";
import type { Caches } from "../../caches.ts";
import { resolveRecord } from "../../resolvers/airtable-record.ts";
import type { TypedResolvers } from "../typed-resolvers.ts";
import { answerGraph } from "./answer-graph.ts";
import { noteRecordTypes } from "./record-types.ts";
import { type GraphVersion, type TypedGraphs, wholeVersion } from "./serve-graphs.ts";

/** In characters of SDL; a schema is some times as large. */
const keptSchemas = { total: 64_000_000, longest: 20_000_000 };

/** The schema that a caller's operations are executed on: the subgraph's own, or one with the types of the tenant's graph. */
export type SchemaOf = (caller: Caller, graph: string | undefined) => GraphQLSchema | Promise<GraphQLSchema>;

/**
 * Makes executable schemas of typed graphs, each version once. They share all that is not the tenant's own.
 * @param core the subgraph's own schema, executable
 * @param caches what this process remembers of bases is older than a version that it has not seen
 */
export function createGraphSchemas(
  core: GraphQLSchema,
  { typedGraphs, caches }: { typedGraphs: TypedGraphs; caches: Pick<Caches, "forgetSchemas"> },
): SchemaOf {
  const schemas = createBoundedCache<{ schema: GraphQLSchema; size: number }>({
    ...keptSchemas,
    sizeOf: (key, { size }) => key.length + size,
  });

  return (caller, asked) => {
    if (asked === undefined || (caller.kind !== "person" && caller.kind !== "machine")) return core;
    const { tenantId } = caller;
    const version = wholeVersion(asked);
    const key = `${tenantId} ${version}`;
    return schemas.get(key)?.schema ?? begin();

    async function begin(): Promise<GraphQLSchema> {
      const printed = await typedGraphs.version(tenantId, version);
      const before = schemas.get(key);
      if (before !== undefined) return before.schema;
      const schema = makeSchema(core, printed);
      for (const { id } of printed.graph.bases) caches.forgetSchemas(id);
      schemas.set(key, { schema, size: printed.sdl.length });
      return schema;
    }
  };
}

function makeSchema(core: GraphQLSchema, { graph, sdl, index }: GraphVersion): GraphQLSchema {
  const resolvers: TypedResolvers = answerGraph(graph);
  const recordTypes = new Set(graph.bases.flatMap(({ tables }) => tables.map(({ typeName }) => typeName)));
  const entity = { apollo: { subgraph: { resolveReference: resolveRecord } } };
  const schema = extendSharing(core, openExtension(sdl, index), {
    configOf: (typeName, fieldName) => resolvers[typeName]?.[fieldName],
    extensionsOf: (typeName) => (recordTypes.has(typeName) ? entity : undefined),
  });
  noteRecordTypes(schema, graph);
  return schema;
}
