import type { PlanNode, QueryPlan } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import { fragmentsOf } from "../authorization/find-requirements.ts";
import { operationIn } from "../operation/operation-in.ts";

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
/** Places of fields, by their response names. */
type Order = ReadonlyMap<string, number>;

/**
 * Has the fields one level below those of Mutation stand in fetches in the order of the document. The planner leaves fields of
 * Mutation in their order, and puts those below them first that need nothing else; a subgraph may carry them out in their
 * order, as the typed mutations of a base are.
 * @returns the very same plan when there is nothing to put in order
 */
export function orderMutations(plan: QueryPlan, document: DocumentNode, operationName: string | undefined): QueryPlan {
  const operation = operationIn(document, operationName);
  if (operation?.operation !== OperationTypeNode.MUTATION || plan.node === undefined) return plan;
  const orders = ordersOf(operation.selectionSet, fragmentsOf(document));
  if (plan.node.kind === "Subscription" || ![...orders.values()].some(({ size }) => size > 1)) return plan;
  return { ...plan, node: order(plan.node) };

  function order(node: PlanNode): PlanNode {
    switch (node.kind) {
      case "Fetch":
        return node.operationKind === OperationTypeNode.MUTATION
          ? { ...node, operation: ordered(node.operation, orders) }
          : node;
      case "Sequence":
      case "Parallel":
        return { ...node, nodes: node.nodes.map(order) };
      case "Condition": {
        const { ifClause, elseClause } = node;
        return {
          ...node,
          ...(ifClause && { ifClause: order(ifClause) }),
          ...(elseClause && { elseClause: order(elseClause) }),
        };
      }
      case "Flatten":
      case "Defer":
        return node;
    }
  }
}

/** The order of the fields below each field of Mutation, by the response names of both. */
function ordersOf(root: SelectionSetNode, fragments: Fragments): ReadonlyMap<string, Order> {
  const orders = new Map<string, Map<string, number>>();
  for (const { selectionSet, ...field } of fieldsOf(root, fragments)) {
    const known = orders.get(nameOf(field)) ?? new Map<string, number>();
    orders.set(nameOf(field), known);
    for (const below of selectionSet === undefined ? [] : fieldsOf(selectionSet, fragments)) {
      if (!known.has(nameOf(below))) known.set(nameOf(below), known.size);
    }
  }
  return orders;
}

function fieldsOf(set: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return oneByOne(set, fragments).flatMap(fieldIn);
}

/** The fetch's operation with its fields in order; every condition stays with its field. */
function ordered(source: string, orders: ReadonlyMap<string, Order>): string {
  const document = parse(source, { noLocation: true });
  const fragments = fragmentsOf(document);
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, selectionSet: orderedRoot(definition.selectionSet) }
      : definition,
  );
  return stripIgnoredCharacters(print(withoutUnused({ ...document, definitions })));

  function orderedRoot(set: SelectionSetNode): SelectionSetNode {
    return { ...set, selections: oneByOne(set, fragments).map(orderedField) };
  }

  function orderedField(selection: SelectionNode): SelectionNode {
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return { ...selection, selectionSet: orderedRoot(selection.selectionSet) };
    if (selection.kind !== Kind.FIELD || selection.selectionSet === undefined) return selection;
    const known = orders.get(nameOf(selection));
    if (known === undefined || known.size < 2) return selection;
    const placeOf = (one: SelectionNode) => Math.min(...fieldIn(one).map((field) => known.get(nameOf(field)) ?? -1));
    const selections = oneByOne(selection.selectionSet, fragments);
    return {
      ...selection,
      selectionSet: {
        ...selection.selectionSet,
        selections: selections.sort((one, other) => placeOf(one) - placeOf(other)),
      },
    };
  }
}

/** Selections such that each holds one field: fragments are written out, once for each of their fields. */
function oneByOne({ selections }: SelectionSetNode, fragments: Fragments): SelectionNode[] {
  return selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    const { directives = [] } = selection;
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return [];
    const { typeCondition } = fragment;
    return oneByOne(fragment.selectionSet, fragments).map((one) => ({
      kind: Kind.INLINE_FRAGMENT,
      ...(typeCondition === undefined ? {} : { typeCondition }),
      directives,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [one] },
    }));
  });
}

/** The one field of a selection of `oneByOne`. */
function fieldIn(selection: SelectionNode): FieldNode[] {
  if (selection.kind === Kind.FIELD) return [selection];
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet.selections.flatMap(fieldIn) : [];
}

/** A fragment that nobody spreads makes a document invalid. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    FragmentSpread({ name }) {
      used.add(name.value);
    },
  });
  const definitions = document.definitions.filter(
    (one) => one.kind !== Kind.FRAGMENT_DEFINITION || used.has(one.name.value),
  );
  const left = { ...document, definitions };
  return definitions.length === document.definitions.length ? left : withoutUnused(left);
}

function nameOf({ alias, name }: Pick<FieldNode, "alias" | "name">): string {
  return (alias ?? name).value;
}
