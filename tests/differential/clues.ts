import type { PlanNode } from "@apollo/query-planner";
import { type GraphQLSchema, isInterfaceType, isNonNullType, isObjectType, Kind } from "graphql";
import { completeAnswer } from "./complete-answer.ts";
import type { AnswerPath } from "./find-differences.ts";
import type { Exchange, Verdict } from "./judge-case.ts";
import { eachFetch, findContendedPlaces } from "./plan-places.ts";
import { canonical, type FaultKind, meaningOf } from "./random-fault.ts";
import { type TracedKey, tracePath } from "./trace-path.ts";

/** What a case tells of the places of its answer, by which known differences are recognised. */
export interface Clues {
  readonly verdict: Verdict;
  /** What the keys of a path stand for. */
  trace(path: AnswerPath): readonly TracedKey[];
  /** Whether a fault of these kinds was put into the object at which the path ends, around it, or below it. */
  isNearFault(path: AnswerPath, kinds: readonly FaultKind[]): boolean;
  /** The same of faults in what a client calls the type. */
  isNearSpoiltTypename(path: AnswerPath): boolean;
  /** Whether several branches of the plan add, at the same time, to an object on the path. */
  isContended(path: AnswerPath): boolean;
  /** What @skip and @include leave of the root fields. */
  readonly rootNames: ReadonlySet<string>;
  /** What only we or only the other executor asked of a subgraph. */
  askedByOne(judge: "stock" | "plain"): readonly Exchange[];
  /** Whether a subgraph said of an object that it is of an interface's type. */
  readonly toldInterface: boolean;
  /** Whether the field, given as `Type.field`, `@requires` lists in lists of objects. */
  requiresListsInLists(coordinate: string): boolean;
  /** Whether the field `@requires` one with arguments, or is required with arguments. */
  dependsOnArguments(coordinate: string): boolean;
  /** Whether some type that has the field of an interface is stricter about null. */
  isLooserThanTypes(coordinate: string): boolean;
}

export function createClues(verdict: Verdict): Clues {
  const { judged, applied, exchanges } = verdict;
  const { planned } = judged;
  const schema = planned.apiSchema;
  let faulty: readonly { readonly kind: FaultKind; readonly path: readonly string[] }[] | undefined;
  let contended: ReadonlySet<string> | undefined;

  return {
    verdict,
    trace: (path) => tracePath(schema, judged, path),
    isNearFault(path, kinds) {
      faulty ??= faultPaths();
      const names = namesOf(path);
      return faulty.some((fault) => kinds.includes(fault.kind) && isWithin(names, fault.path));
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
    get rootNames() {
      return completeAnswer(schema, { ...judged, variables: planned.coerce(judged) }, {}).rootNames;
    },
    askedByOne(judge) {
      const [ours, theirs] = [exchanges.own, exchanges[judge]].map((all) => new Set(all.map(questionOf)));
      return [...exchanges.own, ...exchanges[judge]].filter(
        (exchange) => ours?.has(questionOf(exchange)) !== theirs?.has(questionOf(exchange)),
      );
    },
    get toldInterface() {
      return exchanges.stock.some(({ answer }) => answer?.includes('"__typename":"Media"'));
    },
    requiresListsInLists: (coordinate) =>
      requirementsIn(planned.fullSchema, coordinate).some((set) => hasListsInLists(schema, coordinate, set)),
    dependsOnArguments: (coordinate) => dependsOnArguments(planned.fullSchema, coordinate),
    isLooserThanTypes: (coordinate) => isLooserThanTypes(schema, coordinate),
  };

  function planNode(): PlanNode | undefined {
    const { node } = planned.planFor(judged);
    return node?.kind === "Subscription" ? undefined : node;
  }

  /** From the root of the answer, without places in lists. */
  function faultPaths() {
    const places = new Map<string, (readonly string[])[]>();
    const node = planNode();
    if (node !== undefined)
      eachFetch(node, [], ({ serviceName, operation }, at) => {
        const fetch = meaningOf(serviceName, operation);
        places.set(fetch, [...(places.get(fetch) ?? []), at]);
      });
    return [...applied.values()].flatMap(({ kind, fetch, keys }) =>
      (places.get(fetch) ?? []).map((at) => ({
        kind,
        path: [...at, ...keys.map((key) => key.replace(/__alias_\d+$/, ""))],
      })),
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
  if (!isObjectType(type)) return false;
  return Object.values(type.getFields()).some(
    (field) => String(field.type).startsWith("[[") && new RegExp(`\\b${field.name}\\b`).test(set),
  );
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
