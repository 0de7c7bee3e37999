import type { Data } from "../data.ts";
import type { Representations } from "./representations.ts";

/** The objects that a fetch adds to, and, of entities, how they were told to the subgraph. */
export interface Asked {
  readonly targets: readonly Data[];
  readonly representations: Representations | undefined;
}
