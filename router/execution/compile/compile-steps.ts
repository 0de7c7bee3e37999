import type { FetchDataRewrite, FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
} from "graphql";
import { operationIn } from "../../operation/operation-in.ts";
import { compileAssign } from "./compile-assign.ts";
import { createRepresentationPrinter } from "./representation-printer.ts";
import type { EntityFetch, FetchRange, FetchStep, PlanPath, Step } from "./steps.ts";

/** Compiles what is to be run of a plan. @param schema of the supergraph, with what clients do not see */
export function compileSteps(plan: QueryPlan["node"], schema: GraphQLSchema): Step | undefined {
  if (plan === undefined) return undefined;
  if (plan.kind === "Subscription") throw new TypeError("a subscription is planned as two parts, which run one by one");
  const compiler = createStepCompiler(schema, countTwins(plan));
  return compiler.compile(plan, []);
}

function createStepCompiler(schema: GraphQLSchema, twins: ReadonlyMap<string, number>) {
  const places = createNumbers();
  const selections = createNumbers();
  const twinNumbers = createNumbers();
  let fetches = 0;

  return { compile };

  function compile(node: PlanNode, path: PlanPath): Step {
    const first = fetches;
    const range = (): FetchRange => ({ first, end: fetches });
    switch (node.kind) {
      case "Sequence": {
        const steps = node.nodes.map((each) => compile(each, path));
        return { kind: "sequence", steps, fetches: range() };
      }
      case "Parallel": {
        const steps = node.nodes.map((each) => compile(each, path));
        return { kind: "parallel", steps: inPlanOrder(steps), fetches: range() };
      }
      case "Flatten":
        return compile(node.node, [...path, ...node.path.map(String)]);
      case "Condition": {
        const whenTrue = node.ifClause && compile(node.ifClause, path);
        const whenFalse = node.elseClause && compile(node.elseClause, path);
        return { kind: "condition", variable: node.condition, whenTrue, whenFalse, fetches: range() };
      }
      case "Fetch":
        return compileFetch(node, path);
      case "Defer":
        throw new TypeError("nothing plans deferred parts");
    }
  }

  function compileFetch(node: FetchNode, path: PlanPath): FetchStep {
    const { serviceName, operation, operationName, operationKind, variableUsages = [], requires } = node;
    const number = fetches;
    fetches += 1;
    const twin = twinKey(node);
    const isShared = operationKind === OperationTypeNode.QUERY && (twins.get(twin) ?? 0) > 1;
    const document = parse(operation, { noLocation: true });
    return {
      kind: "fetch",
      fetches: { first: number, end: fetches },
      service: serviceName,
      operationKind,
      query: operation,
      operationName,
      variables: variableUsages,
      path,
      place: places(JSON.stringify(path)),
      rootKeys: requires === undefined ? [...topKeys(document, operationIn(document).selectionSet).keys()] : [],
      entities: requires && compileEntities(document, requires, node.inputRewrites ?? []),
      outputRewrites: node.outputRewrites ?? [],
      twin: isShared ? twinNumbers(twin) : undefined,
      mergeAfter: [],
    };
  }

  function compileEntities(
    document: DocumentNode,
    requires: readonly QueryPlanSelectionNode[],
    rewrites: readonly FetchDataRewrite[],
  ): EntityFetch {
    const keys = topKeys(document, entitySelection(document));
    return {
      requires,
      printer: createRepresentationPrinter(requires, rewrites, schema),
      selection: selections(JSON.stringify([requires, rewrites])),
      hasObjects: [...keys.values()].includes("composite"),
      tellsType: keys.has("__typename"),
      assign: compileAssign(keys),
    };
  }
}

/**
 * Of fetches that run at the same time and answer the same field with different values the last one in the plan shall win,
 * whichever comes last.
 */
function inPlanOrder(steps: readonly Step[]): readonly Step[] {
  const writers = new Map<string, number>();
  return steps.map((step) => {
    const ordered = withMergeOrder(step, writers);
    for (const fetch of fetchesOf(step)) for (const leaf of leavesOf(fetch)) writers.set(leaf, fetch.fetches.first);
    return ordered;
  });
}

function withMergeOrder(step: Step, earlier: ReadonlyMap<string, number>): Step {
  switch (step.kind) {
    case "sequence":
    case "parallel":
      return { ...step, steps: step.steps.map((each) => withMergeOrder(each, earlier)) };
    case "condition":
      return {
        ...step,
        whenTrue: step.whenTrue && withMergeOrder(step.whenTrue, earlier),
        whenFalse: step.whenFalse && withMergeOrder(step.whenFalse, earlier),
      };
    case "fetch": {
      const before = leavesOf(step).flatMap((leaf) => earlier.get(leaf) ?? []);
      return before.length === 0 ? step : { ...step, mergeAfter: [...new Set([...step.mergeAfter, ...before])] };
    }
  }
}

export function fetchesOf(step: Step | undefined): readonly FetchStep[] {
  switch (step?.kind) {
    case undefined:
      return [];
    case "sequence":
    case "parallel":
      return step.steps.flatMap(fetchesOf);
    case "condition":
      return [...fetchesOf(step.whenTrue), ...fetchesOf(step.whenFalse)];
    case "fetch":
      return [step];
  }
}

/** Places of the answer that a fetch writes. Keys of entities are the same whoever answers, so most plans have no two writers. */
function leavesOf({ query, path, entities }: FetchStep): string[] {
  const document = parse(query, { noLocation: true });
  const leaves = new Set<string>();
  const required = new Set(entities === undefined ? [] : requiredKeys(entities.requires));
  const walk = (set: SelectionSetNode, at: string, depth: number): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragmentOf(document, selection.name.value), at, depth);
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet, at, depth);
      else {
        const key = (selection.alias ?? selection.name).value;
        const isKnown = selection.name.value === "__typename" || (depth === 0 && required.has(key));
        if (selection.selectionSet !== undefined) walk(selection.selectionSet, `${at}.${key}`, depth + 1);
        else if (!isKnown) leaves.add(`${at}.${key}`);
      }
    }
  };
  const at = path.filter((key) => key !== "@").join(".");
  walk(entities === undefined ? operationIn(document).selectionSet : entitySelection(document), at, 0);
  return [...leaves];
}

function requiredKeys(requires: readonly QueryPlanSelectionNode[]): string[] {
  return requires.flatMap((selection) =>
    selection.kind === "Field" ? [selection.alias ?? selection.name] : requiredKeys(selection.selections),
  );
}

/** What a selection set answers with, by response key, and whether there are objects below it. */
function topKeys(document: DocumentNode, set: SelectionSetNode): ReadonlyMap<string, "leaf" | "composite"> {
  const keys = new Map<string, "leaf" | "composite">();
  const walk = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) walk(fragmentOf(document, selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) walk(selection.selectionSet);
      else
        keys.set(
          (selection.alias ?? selection.name).value,
          selection.selectionSet === undefined ? "leaf" : "composite",
        );
    }
  };
  walk(set);
  return keys;
}

/** Below `_entities`, the one root field of such a fetch. */
function entitySelection(document: DocumentNode): SelectionSetNode {
  const [root] = operationIn(document).selectionSet.selections;
  if (root?.kind !== Kind.FIELD || root.selectionSet === undefined)
    throw new TypeError("a fetch of entities that asks for something else");
  return root.selectionSet;
}

function fragmentOf(document: DocumentNode, name: string): SelectionSetNode {
  const fragment = document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (fragment === undefined) throw new TypeError(`a fetch without its fragment ${name}`);
  return fragment.selectionSet;
}

/** How many fetches of a plan ask the same but for their name. */
function countTwins(plan: PlanNode): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const walk = (node: PlanNode | undefined): void => {
    switch (node?.kind) {
      case "Sequence":
      case "Parallel":
        for (const each of node.nodes) walk(each);
        break;
      case "Flatten":
        walk(node.node);
        break;
      case "Condition":
        walk(node.ifClause);
        walk(node.elseClause);
        break;
      case "Fetch":
        counts.set(twinKey(node), (counts.get(twinKey(node)) ?? 0) + 1);
        break;
      case "Defer":
      case undefined:
    }
  };
  walk(plan);
  return counts;
}

/** The planner numbers the names of the fetches of one operation. */
function twinKey({ serviceName, operation, operationName }: FetchNode): string {
  return `${serviceName} ${operationName === undefined ? operation : operation.replace(operationName, "")}`;
}

/** The same number for the same key. */
function createNumbers(): (key: string) => number {
  const numbers = new Map<string, number>();
  return (key) => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
}
