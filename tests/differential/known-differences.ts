import type { Difference, Verdict } from "./judge-case.ts";

/** Where our answer is another one, and why that is right. */
export interface KnownDifference {
  readonly name: string;
  explains(difference: Difference & { readonly from: "stock" | "stock errors" | "truth" }, verdict: Verdict): boolean;
}

/** As narrow as can be. What stock does, and what we do, is pinned in known-differences.test.ts. */
export const knownDifferences: readonly KnownDifference[] = [
  {
    // One value of the wrong shape costs the client all others, and tells them a message about our inside.
    name: "stock gives up the whole answer",
    explains: ({ from }, { stock, applied }) =>
      from !== "truth" && stock.data === undefined && [...applied.values()].some((fault) => shapes.has(fault)),
  },
  {
    // It goes on to read fields from a list, and answers an object without any.
    name: "stock takes a list for an object",
    explains: ({ from }, { applied }) => from !== "truth" && [...applied.values()].includes("list for an object"),
  },
  {
    // Also one that can't stand there; it then judges the object's fields by that.
    name: "stock believes any type that there is",
    explains: ({ from }, { applied }) => from !== "truth" && [...applied.values()].includes("other __typename"),
  },
  {
    // What may be null by an interface may not by the type that implements it: the type's own field holds (GraphQL, 6.4.4).
    name: "stock judges nulls by the interface",
    explains: ({ from, other }, { plain, looseFields }) =>
      from === "stock" &&
      other === null &&
      (plain.errors ?? []).some(({ path = [] }) =>
        looseFields.has(String(path.findLast((key) => typeof key === "string"))),
      ),
  },
  {
    // Two fetches bring the same field with and without arguments of a @requires; the plan keeps one of them.
    name: "the planner takes a field for the same with other arguments",
    explains: ({ from }, { requiresArguments }) => from === "truth" && requiresArguments,
  },
  {
    // `... on A` within `... on Named` is judged by the fragment around it, where the fetch had no need of `__typename`.
    name: "stock drops what stands in a fragment",
    explains: ({ from, one, other }) => from === "stock" && one === undefined && other !== undefined,
  },
  {
    // Where two fetches bring parts of the objects in a list within a list, the inner list of the later one replaces the other.
    name: "stock does not merge lists in lists",
    explains: ({ from, path, one, other }) =>
      from === "stock" &&
      (one === null || one === undefined) &&
      (path.some((key, at) => typeof key === "number" && typeof path[at + 1] === "number") || hasListInList(other)),
  },
  {
    // `[[{ id }]]` of a @requires is told to the subgraph as `[{}]`.
    name: "stock tells nothing of lists in lists",
    explains: ({ from }, { toldEmpty }) => from === "stock" && toldEmpty,
  },
  {
    // What two subgraphs say of an object's type is merged: the interface's name must not replace that of the type.
    name: "stock forgets a type for its interface",
    explains: ({ from }, { toldInterface }) => from === "stock" && toldInterface,
  },
  {
    // Its place in what was asked for is taken for its place in the list, with those that were not asked for left out.
    name: "stock tells errors at the wrong index",
    explains: ({ from, one, other }) =>
      from === "stock errors" &&
      Array.isArray(one) &&
      Array.isArray(other) &&
      withoutIndices(one) === withoutIndices(other),
  },
  {
    // Once for each time that the fetch names it; the answer has it once.
    name: "stock tells a root field that is missing several times",
    explains: ({ from, one, other }) =>
      from === "stock errors" &&
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length > other.length &&
      [...new Set(one)].join() === other.join(),
  },
  {
    // Nothing in it is placed, while we tell of each entity that is missing now.
    name: "stock does not place what is wrong with all entities",
    explains: ({ from }, { applied }) =>
      from === "stock errors" && [...applied.values()].some((fault) => fault.startsWith("entities ")),
  },
];

const shapes: ReadonlySet<string> = new Set([
  "wrong scalar",
  "object for a value",
  "list for an object",
  "object for a list",
  "extra fields",
  "no __typename",
  "unknown __typename",
  "other __typename",
]);

function hasListInList(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => Array.isArray(item) || hasListInList(item));
  return typeof value === "object" && value !== null && Object.values(value).some(hasListInList);
}

function withoutIndices(told: readonly unknown[]): string {
  return told
    .map((one) => String(one).replace(/\/\d+(?=\/|$)/g, ""))
    .sort()
    .join();
}
