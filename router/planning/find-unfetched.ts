import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  Kind,
  type NamedTypeNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { fragmentsOf } from "../authorization/find-requirements.ts";

/** Names the first field that a plan silently leaves out, as `Type.field`; undefined when all are fetched. */
export type FindUnfetched = (
  document: DocumentNode,
  operationName: string | null | undefined,
  plan: QueryPlan,
) => string | undefined;

/**
 * The planner follows an interface into the types that implement it. Where there are none (every subgraph but the
 * interface's own has it as an @interfaceObject) it checks nothing at composition, and of a field that no key leads to it
 * makes no fetch and no error, so that the answer is null without a word.
 *
 * @param schema what clients see
 */
export function createFindUnfetched(schema: GraphQLSchema): FindUnfetched {
  const isUnimplemented = (type: GraphQLNamedType) =>
    isInterfaceType(type) && schema.getPossibleTypes(type).length === 0;

  return (document, operationName, plan) => {
    const operation = getOperationAST(document, operationName);
    const root = operation ? schema.getRootType(operation.operation) : undefined;
    if (!operation || !root) return undefined;
    const fragments = fragmentsOf(document);
    let fetched: ReadonlySet<string> | undefined;
    return find(operation.selectionSet, root, "");

    function find({ selections }: SelectionSetNode, type: GraphQLNamedType, place: string): string | undefined {
      for (const selection of selections) {
        // What a constant @skip or @include leaves out is left out on purpose.
        if (selection.directives?.some(({ name }) => name.value === "skip" || name.value === "include")) continue;
        const missing = findInSelection(selection, type, place);
        if (missing !== undefined) return missing;
      }
      return undefined;
    }

    function findInSelection(selection: SelectionNode, type: GraphQLNamedType, place: string): string | undefined {
      switch (selection.kind) {
        case Kind.FIELD: {
          const field = "getFields" in type ? type.getFields()[selection.name.value] : undefined;
          // Introspection is not fetched.
          if (field === undefined) return undefined;
          const here = `${place}/${(selection.alias ?? selection.name).value}`;
          if (isUnimplemented(type) && !(fetched ??= fetchedPlaces(plan)).has(here))
            return `${type.name}.${field.name}`;
          return selection.selectionSet && find(selection.selectionSet, getNamedType(field.type), here);
        }
        case Kind.INLINE_FRAGMENT:
          return find(selection.selectionSet, conditionOf(selection.typeCondition, type), place);
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          return fragment && find(fragment.selectionSet, conditionOf(fragment.typeCondition, type), place);
        }
      }
    }
  };

  function conditionOf(condition: NamedTypeNode | undefined, type: GraphQLNamedType): GraphQLNamedType {
    return (condition && schema.getType(condition.name.value)) ?? type;
  }
}

/** Where a plan fetches something, without list indexes: `/me/tenant/name`. */
function fetchedPlaces({ node: whole }: QueryPlan): ReadonlySet<string> {
  const places = new Set<string>();
  if (whole !== undefined) look(whole, "");
  return places;

  function look(node: PlanNode | SubscriptionNode, place: string): void {
    switch (node.kind) {
      case "Fetch":
        return lookIntoFetch(node, place);
      case "Flatten":
        return look(node.node, [place, ...node.path.filter((key) => key !== "@")].join("/"));
      case "Sequence":
      case "Parallel":
        for (const inner of node.nodes) look(inner, place);
        return;
      case "Condition":
        for (const inner of [node.ifClause, node.elseClause]) if (inner !== undefined) look(inner, place);
        return;
      case "Subscription":
        for (const inner of [node.primary, node.rest]) if (inner !== undefined) look(inner, place);
        return;
      case "Defer":
        for (const part of [node.primary, ...node.deferred]) if (part.node !== undefined) look(part.node, place);
    }
  }

  function lookIntoFetch({ operation, requires }: FetchNode, place: string): void {
    const document = parse(operation, { noLocation: true });
    const fragments = fragmentsOf(document);
    const selected = getOperationAST(document)?.selectionSet;
    if (selected === undefined) return;
    // The root field of an entity fetch, `_entities`, is no place of the answer.
    const [root] = selected.selections;
    if (requires === undefined) add(selected, place);
    else if (root?.kind === Kind.FIELD && root.selectionSet !== undefined) add(root.selectionSet, place);

    function add({ selections }: SelectionSetNode, parent: string): void {
      for (const selection of selections) {
        if (selection.kind === Kind.FIELD) {
          const here = `${parent}/${(selection.alias ?? selection.name).value}`;
          places.add(here);
          if (selection.selectionSet !== undefined) add(selection.selectionSet, here);
        } else {
          const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
          if (fragment !== undefined) add(fragment.selectionSet, parent);
        }
      }
    }
  }
}
