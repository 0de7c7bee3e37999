import { typeNamesOfBase } from "../naming/derived-names.ts";
import type { TypedGraph } from "../typed-graph.ts";
import { mayRead, mayWrite, member } from "./definition.ts";
import { type GraphParts, graphParts } from "./graph-parts.ts";
import { printBase, printSubscription } from "./print-base.ts";

/**
 * What a typed graph adds to the airtable subgraph's own schema, as SDL to be written behind it. The same graph gives the same
 * text, letter by letter; a graph without bases gives none.
 *
 * What Airtable has no longer is in it, deprecated, in inputs too: documents of clients that use it stay valid.
 */
export function printTypedGraph(graph: TypedGraph): string {
  const parts = graphParts(graph);
  return [printRoots(parts, graph), ...graph.bases.map((base) => printBase(parts, base))].join("");
}

function printRoots(parts: GraphParts, { bases }: TypedGraph): string {
  const written = bases.filter(({ tables }) => tables.length > 0);
  return [
    extension(
      "Query",
      bases.map((base) =>
        member(`The base ${base.label}.`, `${base.name}: ${typeNamesOfBase(base).queries} ${mayRead}`),
      ),
    ),
    extension(
      "Mutation",
      written.map((base) =>
        member(
          `What can be done in the base ${base.label}. Needs the scope data:write.`,
          `${base.name}: ${typeNamesOfBase(base).mutations} ${mayWrite}`,
        ),
      ),
    ),
    extension(
      "Subscription",
      bases.flatMap((base) => base.tables.map((table) => printSubscription(parts, base, table))),
    ),
  ].join("");
}

function extension(type: string, members: readonly string[]): string {
  return members.length === 0 ? "" : `extend type ${type} {\n${members.join("")}}\n\n`;
}
