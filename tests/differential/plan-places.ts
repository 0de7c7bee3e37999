import type { FetchNode, PlanNode } from "@apollo/query-planner";
import { Kind, parse, type SelectionSetNode } from "graphql";

type Names = readonly string[];

/** Calls for each fetch of a plan, with the names on the way to the objects that it adds to. */
export function eachFetch(node: PlanNode, at: Names, call: (fetch: FetchNode, at: Names) => void): void {
  switch (node.kind) {
    case "Sequence":
    case "Parallel":
      for (const each of node.nodes) eachFetch(each, at, call);
      break;
    case "Flatten":
      eachFetch(node.node, [...at, ...node.path.filter((key) => key !== "@").map(String)], call);
      break;
    case "Condition":
      if (node.ifClause !== undefined) eachFetch(node.ifClause, at, call);
      if (node.elseClause !== undefined) eachFetch(node.elseClause, at, call);
      break;
    case "Fetch":
      call(node, at);
      break;
    case "Defer":
      throw new TypeError("nothing plans deferred parts");
  }
}

/** Places, as names joined by dots, that several branches of a plan add to at the same time. */
export function findContendedPlaces(node: PlanNode): ReadonlySet<string> {
  const contended = new Set<string>();
  const walk = (each: PlanNode, at: Names): void => {
    switch (each.kind) {
      case "Parallel": {
        const taken = new Set<string>();
        for (const branch of each.nodes) {
          const places = new Set<string>();
          eachFetch(branch, at, (fetch, below) => addPlaces(fetch, below, places));
          for (const place of places) {
            if (taken.has(place)) contended.add(place);
            taken.add(place);
          }
          walk(branch, at);
        }
        break;
      }
      case "Sequence":
        for (const child of each.nodes) walk(child, at);
        break;
      case "Flatten":
        walk(each.node, [...at, ...each.path.filter((key) => key !== "@").map(String)]);
        break;
      case "Condition":
        if (each.ifClause !== undefined) walk(each.ifClause, at);
        if (each.elseClause !== undefined) walk(each.elseClause, at);
        break;
      case "Fetch":
      case "Defer":
        break;
    }
  };
  walk(node, []);
  return contended;
}

/** How many fetches of a plan add to each place, given as names joined by dots. */
export function countFetches(node: PlanNode): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  eachFetch(node, [], (fetch, at) => {
    const places = new Set<string>();
    addPlaces(fetch, at, places);
    for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  });
  return counts;
}

/** Of objects and lists of them only: a value holds nothing that another branch could see. */
function addPlaces({ operation, requires }: FetchNode, at: Names, places: Set<string>): void {
  const document = parse(operation);
  if (requires !== undefined) places.add(at.join("."));
  const walk = ({ selections }: SelectionSetNode, here: Names): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, here);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        for (const each of document.definitions)
          if (each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value)
            walk(each.selectionSet, here);
      } else if (selection.selectionSet !== undefined) {
        const isEntities = requires !== undefined && selection.name.value === "_entities";
        const below = isEntities ? here : [...here, (selection.alias ?? selection.name).value];
        if (!isEntities) places.add(below.join("."));
        walk(selection.selectionSet, below);
      }
    }
  };
  for (const each of document.definitions) if (each.kind === Kind.OPERATION_DEFINITION) walk(each.selectionSet, at);
}
