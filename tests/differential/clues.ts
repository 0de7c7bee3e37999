import type { PlanNode } from "@apollo/query-planner";
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { completeAnswer } from "./complete-answer.ts";
import type { AnswerPath } from "./find-differences.ts";
import { completionsOf, type Exchange, type Verdict } from "./judge-case.ts";
import { countFetches, eachFetch, findContendedPlaces } from "./plan-places.ts";
import { canonical, type FaultKind, meaningOf } from "./random-fault.ts";
import { type TracedKey, tracePath } from "./trace-path.ts";

/** What a case tells of the places of its answer, by which known differences are recognised. */
export interface Clues {
  readonly verdict: Verdict;
  /** What the keys of a path stand for. */
  trace(path: AnswerPath): readonly TracedKey[];
  /** Whether a fault of these kinds was put into the object at which the path ends, around it, or below it. */
  isNearFault(path: AnswerPath, kinds: readonly FaultKind[]): boolean;
  /** Whether a fetch that such a fault was put into adds to the object at which the path ends, or to one around it or below it. */
  isInFaultyFetch(path: AnswerPath, kinds: readonly FaultKind[]): boolean;
  /** The same of faults in what a client calls the type. */
  isNearSpoiltTypename(path: AnswerPath): boolean;
  /** Whether several branches of the plan add, at the same time, to an object on the path. */
  isContended(path: AnswerPath): boolean;
  /** What @skip and @include leave of the root fields. */
  readonly rootNames: ReadonlySet<string>;
  /** Whether several fetches add to one object on the way below the path, or at its end. */
  isFilledBySeveral(path: AnswerPath): boolean;
  /** What only we or only the other executor asked of a subgraph, by fetches that add to an object on the path or below it. */
  askedByOne(judge: "stock" | "plain", path: AnswerPath): readonly Exchange[];
  /** Whether there is anything at the place in stock's answer, and be it null. */
  stockHas(path: AnswerPath): boolean;
  /** Whether stock tells of a value below the path that may not be null. */
  stockTellsWhy(path: AnswerPath): boolean;
  /** What we asked of subgraphs by such fetches. */
  asked(path: AnswerPath): readonly Exchange[];
  /** Whether a fetch that adds to an object on the path or below it was told of one that it is of an interface's type. */
  toldInterface(path: AnswerPath): boolean;
  /** Whether the field, given as `Type.field`, `@requires` lists in lists of objects. */
  requiresListsInLists(coordinate: string): boolean;
  /** Whether the field `@requires` one with arguments, or is required with arguments. */
  dependsOnArguments(coordinate: string): boolean;
  /** Whether some type that has the field of an interface is stricter about null. */
  isLooserThanTypes(coordinate: string): boolean;
}

/** A fault, as names from the root of the answer, without places in lists. */
interface FaultPlace {
  readonly kind: FaultKind;
  /** Where its fetch adds to the answer. */
  readonly at: readonly string[];
  readonly path: readonly string[];
}

export function createClues(verdict: Verdict): Clues {
  const { judged, applied, exchanges } = verdict;
  const { planned } = judged;
  const schema = planned.apiSchema;
  let faulty: readonly FaultPlace[] | undefined;
  let places: ReadonlyMap<string, readonly (readonly string[])[]> | undefined;
  let counts: ReadonlyMap<string, number> | undefined;
  let contended: ReadonlySet<string> | undefined;

  return {
    verdict,
    trace: (path) => tracePath(schema, judged, path),
    isNearFault(path, kinds) {
      faulty ??= faultPaths();
      const names = namesOf(path);
      return faulty.some((fault) => kinds.includes(fault.kind) && isWithin(names, fault.path));
    },
    isInFaultyFetch(path, kinds) {
      faulty ??= faultPaths();
      const names = namesOf(path);
      return faulty.some((fault) => kinds.includes(fault.kind) && isWithin(names, fault.at));
    },
    isNearSpoiltTypename(path) {
      faulty ??= faultPaths();
      const names = namesOf(path);
      return faulty.some(
        (fault) =>
          isWithin(names, fault.path) &&
          [...(tracePath(schema, judged, fault.path).at(-1)?.coordinates ?? [])].some((each) =>
            each.endsWith(".__typename"),
          ),
      );
    },
    isContended(path) {
      const node = planNode();
      contended ??= node === undefined ? new Set() : findContendedPlaces(node);
      const names = namesOf(path);
      return names.some((_, at) => contended?.has(names.slice(0, at + 1).join(".")) === true);
    },
    isFilledBySeveral(path) {
      const node = planNode();
      counts ??= node === undefined ? new Map() : countFetches(node);
      const place = namesOf(path).join(".");
      return [...counts].some(([each, count]) => count > 1 && `${each}.`.startsWith(`${place}.`));
    },
    get rootNames() {
      return completeAnswer(schema, { ...judged, variables: planned.coerce(judged) }, {}).rootNames;
    },
    askedByOne(judge, path) {
      const [ours, theirs] = [exchanges.own, exchanges[judge]].map((all) => new Set(all.map(questionOf)));
      return [...exchanges.own, ...exchanges[judge]].filter(
        (exchange) =>
          ours?.has(questionOf(exchange)) !== theirs?.has(questionOf(exchange)) && isAskedFor(path, exchange),
      );
    },
    stockHas: (path) => valueAt(verdict.stock.data, path) !== undefined,
    stockTellsWhy: (path) =>
      completionsOf(verdict.stock).some((told) => path.every((key, at) => told.path?.[at] === key)),
    asked: (path) => exchanges.own.filter((exchange) => isAskedFor(path, exchange)),
    toldInterface: (path) =>
      exchanges.stock.some(
        (exchange) => exchange.answer?.includes('"__typename":"Media"') === true && isAskedFor(path, exchange),
      ),
    requiresListsInLists: (coordinate) =>
      requirementsIn(planned.fullSchema, coordinate).some((set) => hasListsInLists(schema, coordinate, set)),
    dependsOnArguments: (coordinate) => dependsOnArguments(planned.fullSchema, coordinate),
    isLooserThanTypes: (coordinate) => isLooserThanTypes(schema, coordinate),
  };

  function planNode(): PlanNode | undefined {
    const { node } = planned.planFor(judged);
    return node?.kind === "Subscription" ? undefined : node;
  }

  /** Where a fetch adds to the answer. */
  function placesOf(fetch: string): readonly (readonly string[])[] {
    places ??= placesOfAll();
    return places.get(fetch) ?? [];
  }

  function placesOfAll(): ReadonlyMap<string, readonly (readonly string[])[]> {
    const all = new Map<string, (readonly string[])[]>();
    const node = planNode();
    if (node !== undefined)
      eachFetch(node, [], ({ serviceName, operation }, at) => {
        const fetch = meaningOf(serviceName, operation);
        all.set(fetch, [...(all.get(fetch) ?? []), at]);
      });
    return all;
  }

  function isAskedFor(path: AnswerPath, { fetch }: Exchange): boolean {
    const names = namesOf(path);
    return placesOf(fetch).some((at) => isWithin(names, at));
  }

  function faultPaths(): readonly FaultPlace[] {
    return [...applied.values()].flatMap(({ kind, fetch, keys }) =>
      placesOf(fetch).map((at) => ({ kind, at, path: [...at, ...keys.map((key) => key.replace(/__alias_\d+$/, ""))] })),
    );
  }
}

/** A fetch and what entities it was about, each once. */
function questionOf({ fetch, request: { variables } }: Exchange): string {
  const representations = variables?.["representations"];
  return Array.isArray(representations)
    ? `${fetch} ${[...new Set(representations.map(canonical))].sort().join()}`
    : fetch;
}

function valueAt(data: unknown, path: AnswerPath): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined,
    data,
  );
}

function namesOf(path: AnswerPath): readonly string[] {
  return path.filter((key) => typeof key === "string");
}

/** One is the other, or around it. */
function isWithin(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).join("/") === other.slice(0, length).join("/");
}

/** As the supergraph has them. */
function requirementsIn(schema: GraphQLSchema, coordinate: string): readonly string[] {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const directives = type.getFields()[fieldName]?.astNode?.directives ?? [];
  return directives.flatMap(({ name, arguments: given = [] }) =>
    name.value !== "join__field"
      ? []
      : given.flatMap((argument) =>
          argument.name.value === "requires" && argument.value.kind === Kind.STRING ? [argument.value.value] : [],
        ),
  );
}

function hasListsInLists(schema: GraphQLSchema, coordinate: string, set: string): boolean {
  const type = schema.getType(coordinate.split(".")[0] ?? "");
  const [selected] = parse(`{ ${set} }`).definitions;
  return selected?.kind === Kind.OPERATION_DEFINITION && walk(type, selected.selectionSet);

  function walk(of: GraphQLNamedType | undefined, { selections }: SelectionSetNode): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return walk(schema.getType(selection.typeCondition?.name.value ?? "") ?? of, selection.selectionSet);
      if (selection.kind !== Kind.FIELD || (!isObjectType(of) && !isInterfaceType(of))) return false;
      const field = of.getFields()[selection.name.value];
      if (field === undefined || selection.selectionSet === undefined) return false;
      return String(field.type).startsWith("[[") || walk(getNamedType(field.type), selection.selectionSet);
    });
  }
}

function dependsOnArguments(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const type = schema.getType(typeName);
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const all = Object.keys(type.getFields()).flatMap((name) => requirementsIn(schema, `${typeName}.${name}`));
  return (
    requirementsIn(schema, coordinate).some((set) => set.includes("(")) ||
    all.some((set) => new RegExp(`\\b${fieldName}\\(`).test(set))
  );
}

function isLooserThanTypes(schema: GraphQLSchema, coordinate: string): boolean {
  const [typeName = "", fieldName = ""] = coordinate.split(".");
  const type = schema.getType(typeName);
  if (!isInterfaceType(type)) return false;
  const field = type.getFields()[fieldName];
  if (field === undefined || isNonNullType(field.type)) return false;
  return schema.getPossibleTypes(type).some((each) => isNonNullType(each.getFields()[fieldName]?.type));
}
