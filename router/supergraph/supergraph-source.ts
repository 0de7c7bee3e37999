import type { CoreSupergraph } from "./load-supergraph.ts";

/** The supergraph that operations are answered on, which changes while they come. */
export interface SupergraphSource {
  current(): CoreSupergraph;
  /** Called at once with the present supergraph, and with each one that takes its place. @returns ends that */
  onChange(listener: (supergraph: CoreSupergraph) => void): () => void;
}

export interface ReplaceableSource extends SupergraphSource {
  replace(next: CoreSupergraph): void;
  stop(): Promise<void>;
}

/** Operations that began with a former supergraph end with it. */
const formerMs = 60_000;

/** Lets one supergraph take another one's place: operations under way go on with the one that they began with. */
export function createSupergraphSource(first: CoreSupergraph): ReplaceableSource {
  let current = first;
  const former = new Set<CoreSupergraph>();
  const listeners = new Set<(supergraph: CoreSupergraph) => void>();
  return {
    current: () => current,
    onChange(listener) {
      listeners.add(listener);
      listener(current);
      return () => void listeners.delete(listener);
    },
    replace(next) {
      forget(current);
      current = next;
      for (const listener of listeners) listener(next);
    },
    async stop() {
      await Promise.all([current, ...former].map(async (each) => each.stop()));
    },
  };

  function forget(supergraph: CoreSupergraph): void {
    former.add(supergraph);
    const timer = setTimeout(() => {
      former.delete(supergraph);
      void supergraph.stop();
    }, formerMs);
    timer.unref();
  }
}
