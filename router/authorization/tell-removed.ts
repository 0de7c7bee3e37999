import { Kind, type SelectionNode, type SelectionSetNode } from "graphql";
import { isIncluded, type ReducedRequest } from "./collect-fields.ts";
import type { Requirement } from "./requirements.ts";

/** A place of the answer that was not asked for, without indices of lists, which nobody knows before. */
export interface RemovedPlace {
  readonly path: readonly string[];
  readonly requirement: Requirement;
}

/** Fragments within fragments can name more places than there is memory. */
const mostPlaces = 100;
const mostSelections = 10_000;

/** The places that were taken out of an operation, those left aside that @skip and @include leave out anyway. */
export function findRemovedPlaces(request: ReducedRequest): readonly RemovedPlace[] {
  const { reduced, fragments, operation } = request;
  const places = new Map<string, RemovedPlace>();
  const tells = new Map<SelectionSetNode, boolean>();
  let looked = 0;
  look(operation.selectionSet, []);
  return [...places.values()];

  function look(set: SelectionSetNode, path: readonly string[]): void {
    // Else an operation could use up the limits with places that it leaves out.
    if (!holdsPlaces(set)) return;
    for (const selection of set.selections) {
      looked += 1;
      if (looked > mostSelections || places.size >= mostPlaces) return;
      if (!isIncluded(request, selection.directives)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const own = [...path, (selection.alias ?? selection.name).value];
          const requirement = reduced.removed.get(selection);
          const key = own.join(".");
          if (requirement !== undefined && !places.has(key)) places.set(key, { path: own, requirement });
          if (selection.selectionSet !== undefined) look(selection.selectionSet, own);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          look(selection.selectionSet, path);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment !== undefined) look(fragment.selectionSet, path);
        }
      }
    }
  }

  /** Whether anything was taken out of a selection that is not left out anyway, at whatever depth. */
  function holdsPlaces(set: SelectionSetNode): boolean {
    const known = tells.get(set);
    if (known !== undefined) return known;
    tells.set(set, false); // Ends what would go round in circles, which validation has refused before.
    const holds =
      reduced.touched.has(set) &&
      set.selections.some((selection) => isIncluded(request, selection.directives) && isOrHoldsPlace(selection));
    tells.set(set, holds);
    return holds;
  }

  function isOrHoldsPlace(selection: SelectionNode): boolean {
    if (selection.kind === Kind.FIELD && reduced.removed.has(selection)) return true;
    const set =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments.get(selection.name.value)?.selectionSet
        : selection.selectionSet;
    return set !== undefined && holdsPlaces(set);
  }
}
