import { createHash } from "node:crypto";
import { canonicalJson } from "../../../kernel/canonical-json.ts";
import { printTypedGraph } from "./sdl/print-typed-graph.ts";
import type { TypedGraph } from "./typed-graph.ts";

/**
 * The same for the same graph, whoever makes it, and whatever order a database gives its properties; another one where it is printed
 * otherwise, as another release of Airgraph may.
 */
export function versionOf(graph: TypedGraph): string {
  return hashOf(canonicalJson(graph), printTypedGraph(graph));
}

/** Tells what of a graph is shown to somebody from what of it is shown to others. */
export function shownPartOf(graph: TypedGraph): string {
  return hashOf(canonicalJson(graph));
}

function hashOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text);
  return hash.digest("base64url").slice(0, 22);
}
