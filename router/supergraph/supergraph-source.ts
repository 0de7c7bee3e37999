import type { Supergraph } from "./load-supergraph.ts";

/** The supergraph that operations are answered on, which changes while they come. */
export interface SupergraphSource {
  current(): Supergraph;
  /** Called at once with the present supergraph, and with each one that takes its place. @returns ends that */
  onChange(listener: (supergraph: Supergraph) => void): () => void;
}

/** Lets one supergraph take another one's place: operations under way go on with the one that they began with. */
export function createSupergraphSource(first: Supergraph): SupergraphSource & { replace(next: Supergraph): void } {
  let current = first;
  const listeners = new Set<(supergraph: Supergraph) => void>();
  return {
    current: () => current,
    onChange(listener) {
      listeners.add(listener);
      listener(current);
      return () => void listeners.delete(listener);
    },
    replace(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
}
