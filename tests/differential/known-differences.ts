import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Clues } from "./clues.ts";
import { type AnswerPath, type Difference, findDifferences } from "./find-differences.ts";
import type { Exchange } from "./judge-case.ts";
import type { FaultKind } from "./random-fault.ts";
import { isRecord } from "./world.ts";

/** A place at which our answer is another one than somebody else's, and whose. */
export type Found = Difference & {
  readonly in:
    | "stock"
    | "stock's errors"
    | "stock's violations"
    | "plain"
    | "plain's errors"
    | "plain's violations"
    | "truth"
    | "errors beside the truth";
};

/** Where our answer is another one, and why that is right. */
export interface KnownDifference {
  readonly name: string;
  explains(found: Found, clues: Clues): boolean;
}

/** As narrow as can be. What stock does, and what we do, is pinned in hazards.test.ts. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    // One value of the wrong shape costs the client all others of its fetch, or of all, and tells a message about our inside.
    name: "stock gives up a fetch or the whole answer",
    explains: ({ in: where, path, one }, { verdict: { stock }, isInFaultyFetch }) =>
      where === "stock" &&
      (path.length === 0 ? isThrown(stock) : (one === null || one === undefined) && hasThrown(stock)) &&
      isInFaultyFetch(path, [...shapes, ...malformed]),
  },
  {
    // It goes on to read fields from a list, and answers an object without any; an object has no items.
    name: "stock takes a list for an object",
    explains: ({ in: where, path }, clues) =>
      isOfStock(where) && clues.isNearFault(path, ["list for an object", "object for a list"]),
  },
  {
    // Also one that can't stand there; it then judges the object's fields by that.
    name: "stock believes any type that there is",
    explains: ({ in: where, path }, clues) => isOfStock(where) && clues.isNearFault(path, ["other __typename"]),
  },
  {
    // Where the client asks for the type, it goes by what came under the client's name for it, or drops the object.
    name: "stock does not go by the type's own name",
    explains: ({ in: where, path }, clues) =>
      isOfStock(where) &&
      (clues.isNearFault(path, ["no __typename", "unknown __typename"]) || clues.isNearSpoiltTypename(path)),
  },
  {
    // A subgraph's `__proto__`, which nobody asked for, becomes the prototype of an object.
    name: "stock believes what was not asked for",
    explains: ({ in: where, path }, clues) => isOfStock(where) && clues.isNearFault(path, ["extra fields"]),
  },
  {
    // Nothing in it is placed, while we tell of each entity that is missing now.
    name: "stock does not place what is wrong with all entities",
    explains: ({ in: where, path, other }, clues) =>
      where === "stock's errors" && other !== undefined && clues.isNearFault(path, malformed),
  },
  {
    // What may be null by an interface may not by the type that implements it: the type's own field holds (GraphQL, 6.4.4).
    name: "stock judges nulls by the interface",
    explains: ({ in: where, path, other }, clues) =>
      where === "stock" &&
      other === null &&
      clues.trace(path).some(({ coordinates }) => [...coordinates].some(clues.isLooserThanTypes)),
  },
  {
    // `... on A` within `... on Named` is judged by the fragment around it, where the fetch had no need of `__typename`.
    name: "stock drops what stands in a fragment",
    // Where that may not be null, what is around it is, and nothing tells why.
    explains: ({ in: where, path, one, other }, clues) =>
      where === "stock" &&
      ((other !== undefined && !clues.stockHas(path) && clues.trace(path).at(-1)?.isInNarrowedFragment === true) ||
        (one === null &&
          !clues.stockTellsWhy(path) &&
          pathsIn(other).some((below) => clues.trace([...path, ...below]).at(-1)?.isInNarrowedFragment === true))),
  },
  {
    // Where two fetches bring parts of the objects in a list within a list, the inner list of the later one replaces the other.
    name: "stock does not merge lists in lists",
    explains: ({ in: where, path, one, other }, clues) => {
      if (where !== "stock's violations" && (where !== "stock" || (one !== null && one !== undefined))) return false;
      const inner = path.findIndex((key, at) => typeof key === "number" && isPlaceInInnerList(path, at, other));
      return (inner >= 0 || hasListInList(other)) && clues.isFilledBySeveral(inner < 0 ? path : path.slice(0, inner));
    },
  },
  {
    // `[[{ id }]]` of a @requires is told to the subgraph as `[{}]`.
    name: "stock tells nothing of lists in lists",
    explains: ({ in: where, path }, clues) =>
      (where === "stock" || where === "stock's violations") &&
      clues.trace(path).some(({ coordinates }) => [...coordinates].some((each) => clues.requiresListsInLists(each))),
  },
  {
    // What two subgraphs say of an object's type is merged: the interface's name must not replace that of the type. Where the
    // object may not be null, what is around it is null instead, and nothing tells why.
    name: "stock forgets a type for its interface",
    explains: ({ in: where, path, one }, clues) =>
      where === "stock" &&
      (one === null || clues.trace(path).some(({ types }) => types.has("Media"))) &&
      clues.toldInterface(path),
  },
  {
    // Once for each time that the fetch names it; the answer has it once.
    name: "stock tells a root field that is missing several times",
    explains: ({ in: where, path, one, other }, { verdict: { own } }) =>
      where === "stock's errors" &&
      one !== undefined &&
      other === undefined &&
      path.length === 1 &&
      (own.errors ?? []).some((error) => error.path?.length === 1 && error.path[0] === path[0]),
  },
  {
    // It goes by the fetch, which names also what @skip and @include leave out.
    name: "stock tells of a root field that was not asked for",
    explains: ({ in: where, path: [name], one, other }, { rootNames }) =>
      where === "stock's errors" &&
      one !== undefined &&
      other === undefined &&
      typeof name === "string" &&
      !rootNames.has(name),
  },
  {
    // Parallel branches of a plan may add to the same objects; what one sees of the other hangs on which comes first.
    name: "parallel branches see each other or do not",
    explains: ({ in: where, path, one, other }, clues) => {
      const judge = where.startsWith("stock") ? "stock" : where.startsWith("plain") ? "plain" : undefined;
      if (judge === undefined) return false;
      const code = JSON.stringify(codeOf(one ?? other));
      const tells = ({ answer }: Exchange) => answer === undefined || answer.includes(code);
      if (clues.isContended(path))
        return (
          clues.askedByOne(judge, path).length > 0 ||
          // At which objects a fetch is missing that failed.
          (where === "stock's errors" && clues.asked(path).some(tells)) ||
          // Which of two names of its type an object keeps.
          clues.isNearFault(path, ["other __typename", "unknown __typename", "no __typename"])
        );
      return where.endsWith("'s errors") && clues.askedByOne(judge, path).some(tells);
    },
  },
  {
    // Two fetches name different types of one object, and one of them is none: we go on with the other.
    name: "a type that there is not gives way to one that there is",
    explains: ({ in: where, path }, clues) =>
      (where === "plain" || where === "plain's violations") &&
      clues.isNearFault(path, ["unknown __typename"]) &&
      clues.isFilledBySeveral(path),
  },
  {
    // An object that exists, but of which @skip and @include leave nothing to fetch.
    name: "the planner does not look for an object of which nothing is asked",
    explains: ({ in: where, one, other }) =>
      where === "truth" && other === null && isRecord(one) && Object.keys(one).length === 0,
  },
  {
    // Two fetches bring the same field with and without arguments of a @requires; the plan keeps one of them.
    name: "the planner takes a field for the same with other arguments",
    explains: ({ in: where, path }, clues) =>
      (where === "truth" || where === "errors beside the truth") &&
      areAlike(path, clues.verdict.plain, clues.verdict.own) &&
      clues.trace(path).some(({ coordinates }) => [...coordinates].some((each) => clues.dependsOnArguments(each))),
  },
  {
    // Three executors that share no code come to the same: the router's planner mends some of this, which is tested apart.
    name: "the plan does not bring the truth",
    explains: ({ in: where, path }, { verdict: { stock, plain, own, truth } }) =>
      (where === "truth" || where === "errors beside the truth") &&
      areAlike([], plain, own) &&
      !areAlike(path, truth, stock),
  },
];

const malformed: readonly FaultKind[] = [
  "entities too short",
  "entities too long",
  "entities not a list",
  "entities missing",
];

const shapes: readonly FaultKind[] = [
  "wrong scalar",
  "object for a value",
  "list for an object",
  "object for a list",
  "extra fields",
  "no __typename",
  "unknown __typename",
  "other __typename",
];

/** What its executor throws comes without a code; the server tells the message and no data. */
export function isThrown(answer: ExecutionResult): boolean {
  return answer.data === undefined || (answer.data === null && hasThrown(answer));
}

function hasThrown({ errors = [] }: ExecutionResult): boolean {
  return errors.some(({ extensions }) => extensions?.["code"] === undefined);
}

/** Whether the place in a list is one of an inner list, or that of an inner list itself. */
function isPlaceInInnerList(path: AnswerPath, at: number, value: unknown): boolean {
  return typeof path[at + 1] === "number" || (at === path.length - 1 && Array.isArray(value));
}

function hasListInList(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => Array.isArray(item) || hasListInList(item));
  return isRecord(value) && Object.values(value).some(hasListInList);
}

/** All ways from a value to what is in it. */
function pathsIn(value: unknown): AnswerPath[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const key = Array.isArray(value) ? Number(name) : name;
    return [[key], ...pathsIn(inner).map((path) => [key, ...path])];
  });
}

function codeOf(error: unknown): string {
  const extensions = isRecord(error) ? error["extensions"] : undefined;
  return isRecord(extensions) ? String(extensions["code"]) : "";
}

/** Whether two answers have the same data at a place, around it and below it. */
function areAlike(path: AnswerPath, one: ExecutionResult | undefined, other: ExecutionResult): boolean {
  return !findDifferences(one?.data ?? null, other.data ?? null).some((difference) =>
    isOnOnePath(path, difference.path),
  );
}

function isOnOnePath(one: AnswerPath, other: AnswerPath): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((key, at) => other[at] === key);
}

function isOfStock(where: Found["in"]): boolean {
  return where.startsWith("stock");
}
