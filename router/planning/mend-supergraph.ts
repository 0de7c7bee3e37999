import type { QueryPlan } from "@apollo/query-planner";
import { type DocumentNode, parse, print } from "graphql";
import { findFetchedNames } from "./field-sets.ts";
import { mendPlan } from "./mend-plan.ts";
import { orderKeys } from "./order-keys.ts";
import { separateNames } from "./separate-names.ts";
import { separateRequirements } from "./separate-requirements.ts";

/** What planning on a supergraph takes so that Apollo's planner makes right plans of what it gets wrong by itself. */
export interface MendedSupergraph {
  /** For the planner: the very same text when there is nothing to mend. */
  readonly sdl: string;
  /** An operation as it is to be planned and executed: see `separateNames`, which also says how its answer is read. */
  separateNames(document: DocumentNode): DocumentNode;
  /** What is to be executed of what the planner made. */
  mendPlan(plan: QueryPlan): QueryPlan;
}

/** @param sdl as it was composed */
export function mendSupergraph(sdl: string): MendedSupergraph {
  const composed = parse(sdl, { noLocation: true });
  const requirements = separateRequirements(orderKeys(composed));
  const { supergraph } = requirements;
  const fetched = findFetchedNames(supergraph);
  return {
    sdl: supergraph === composed ? sdl : print(supergraph),
    separateNames: (document) => separateNames(document, fetched),
    mendPlan: (plan) => mendPlan(plan, requirements),
  };
}
