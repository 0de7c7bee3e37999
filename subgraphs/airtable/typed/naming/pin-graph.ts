import type { TypedGraph } from "../typed-graph.ts";
import { versionOf } from "../version-of.ts";
import type { GraphPart } from "./graph-part.ts";
import { pinNames } from "./pin-names.ts";
import type { ReservedNames } from "./reserved-names.ts";
import type { DescribedBase } from "./seen-parts.ts";
import { toGraph } from "./to-graph.ts";

/** What the graph of a tenant is made of. */
export interface PinQuestion {
  /** What has names already, in whatever order. */
  readonly pinned: readonly GraphPart[];
  readonly bases: readonly DescribedBase[];
  /** Whether bases that are not given are gone. */
  readonly complete: boolean;
  readonly reserved: ReservedNames;
  readonly now: Date;
}

export interface PinnedGraph {
  /** Parts that are new, or not as they were. */
  readonly changed: readonly GraphPart[];
  readonly graph: TypedGraph;
  readonly version: string;
}

/** The typed graph of bases. Of a base with 60 tables that takes half a second, which others must not wait for. */
export function pinGraph({ pinned, bases, ...options }: PinQuestion): PinnedGraph {
  const { parts, changed } = pinNames(pinned, bases, options);
  const graph = toGraph(parts);
  return { changed, graph, version: versionOf(graph) };
}
