import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
  SubscriptionNode,
} from "@apollo/query-planner";
import { type FieldNode, Kind, parse, print, stripIgnoredCharacters, visit } from "graphql";
import type { SeparatedRequirements, StandIn } from "./separate-requirements.ts";
import { splitFetch } from "./split-fetch.ts";

/**
 * Puts the fields of subgraphs in the place of stand-ins. A fetch asks for `price_required_0: price(currency: "USD")`, and
 * the fetch that needs it renames it to `price` in its representations (`inputRewrites`). A fetch that needs two values
 * under one name becomes several, in parallel.
 *
 * @returns the very same plan when it has no stand-in
 */
export function mendPlan(plan: QueryPlan, requirements: SeparatedRequirements): QueryPlan {
  const { standIns, graphs } = requirements;
  if (standIns.size === 0 || plan.node === undefined) return plan;
  const mended = plan.node.kind === "Subscription" ? mendSubscription(plan.node) : mendNode(plan.node);
  return mended === plan.node ? plan : { ...plan, node: mended };

  function mendSubscription(subscription: SubscriptionNode): SubscriptionNode {
    const primary = withFields(subscription.primary, standIns);
    const rest = subscription.rest === undefined ? undefined : mendNode(subscription.rest);
    if (primary === subscription.primary && rest === subscription.rest) return subscription;
    return { ...subscription, primary, ...(rest === undefined ? {} : { rest }) };
  }

  function mendNode(node: PlanNode): PlanNode {
    switch (node.kind) {
      case "Fetch":
        return parallel(mendFetch(node));
      case "Flatten": {
        // The planner flattens nothing but fetches.
        if (node.node.kind !== "Fetch") return { ...node, node: mendNode(node.node) };
        const fetches = mendFetch(node.node);
        if (fetches[0] === node.node) return node;
        return parallel(fetches.map((fetch) => ({ ...node, node: fetch })));
      }
      case "Sequence":
      case "Parallel": {
        const nodes = node.nodes.map(mendNode);
        return nodes.every((inner, place) => inner === node.nodes[place]) ? node : { ...node, nodes };
      }
      case "Condition": {
        const { ifClause, elseClause } = node;
        const [then, otherwise] = [ifClause && mendNode(ifClause), elseClause && mendNode(elseClause)];
        if (then === ifClause && otherwise === elseClause) return node;
        return { ...node, ...(then && { ifClause: then }), ...(otherwise && { elseClause: otherwise }) };
      }
      case "Defer":
        return {
          ...node,
          primary: { ...node.primary, ...(node.primary.node && { node: mendNode(node.primary.node) }) },
          deferred: node.deferred.map((part) => ({ ...part, ...(part.node && { node: mendNode(part.node) }) })),
        };
    }
  }

  function mendFetch(fetch: FetchNode): FetchNode[] {
    return splitFetch(fetch, graphs.get(fetch.serviceName) ?? "", requirements).map((part) =>
      withRenamedInputs(withFields(part, standIns), standIns),
    );
  }
}

function parallel(nodes: PlanNode[]): PlanNode {
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? only : { kind: "Parallel", nodes };
}

/** Asks the subgraph for its own fields, under the names of their stand-ins. */
function withFields(fetch: FetchNode, standIns: ReadonlyMap<string, StandIn>): FetchNode {
  if (![...standIns.keys()].some((name) => fetch.operation.includes(name))) return fetch;
  const document = visit(parse(fetch.operation, { noLocation: true }), {
    Field(field): FieldNode | undefined {
      const standIn = standIns.get(field.name.value);
      if (standIn === undefined) return undefined;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: standIn.field },
        arguments: standIn.arguments,
      };
    },
  });
  return { ...fetch, operation: stripIgnoredCharacters(print(document)) };
}

function withRenamedInputs(fetch: FetchNode, standIns: ReadonlyMap<string, StandIn>): FetchNode {
  const rewrites = renamesOf(fetch.requires ?? [], standIns, []);
  return rewrites.length === 0 ? fetch : { ...fetch, inputRewrites: [...(fetch.inputRewrites ?? []), ...rewrites] };
}

/** What lies deeper first, since a path names its parents as they are called before they are renamed. */
function renamesOf(
  selections: readonly QueryPlanSelectionNode[],
  standIns: ReadonlyMap<string, StandIn>,
  path: readonly string[],
): FetchDataRewrite[] {
  return selections.flatMap((selection): FetchDataRewrite[] => {
    switch (selection.kind) {
      case "InlineFragment": {
        const { typeCondition } = selection;
        const inner = typeCondition === undefined ? path : [...path, `... on ${typeCondition}`];
        return renamesOf(selection.selections, standIns, inner);
      }
      case "Field": {
        const inner = [...path, selection.name];
        const standIn = standIns.get(selection.name);
        return [
          ...renamesOf(selection.selections ?? [], standIns, inner),
          ...(standIn === undefined ? [] : [{ kind: "KeyRenamer" as const, path: inner, renameKeyTo: standIn.field }]),
        ];
      }
    }
  });
}
