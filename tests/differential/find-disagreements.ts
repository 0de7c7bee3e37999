import type { GraphQLFormattedError } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { createClues } from "./clues.ts";
import { type AnswerPath, findDifferences } from "./find-differences.ts";
import { completionsOf, type Verdict } from "./judge-case.ts";
import { type Found, isThrown, knownDifferences } from "./known-differences.ts";

/** What our executor has to answer for. */
export interface Finding {
  readonly disagreements: readonly string[];
  /** Differences that are known and argued for: by name, in how many places. */
  readonly known: ReadonlyMap<string, number>;
}

/** Holds our answer against those of the other three. */
export function findDisagreements(verdict: Verdict): Finding {
  const { own, plain, stock, truth } = verdict;
  const known = new Map<string, number>();
  const disagreements: string[] = [];
  const clues = createClues(verdict);

  holdAgainstPlain();
  if (truth !== undefined) {
    for (const difference of findDifferences(truth.data ?? null, own.data ?? null))
      explain({ ...difference, in: "truth" });
    for (const { path = [], message } of own.errors ?? [])
      explain({ path, one: undefined, other: message, in: "errors beside the truth" });
  }
  if (isThrown(stock)) {
    explain({ path: [], one: stock, other: own, in: "stock" });
  } else {
    for (const difference of findDifferences(stock.data ?? null, own.data ?? null))
      explain({ ...difference, in: "stock" });
    holdErrorsAgainstStock();
  }
  return { disagreements, known };

  function holdAgainstPlain(): void {
    const differences = findDifferences(plain.data ?? null, own.data ?? null);
    for (const difference of differences) explain({ ...difference, in: "plain" });
    if (differences.length === 0 && JSON.stringify(own.data) !== JSON.stringify(plain.data))
      disagreements.push(`not in the plain executor's order: ${show(plain.data)}, but ${show(own.data)}`);
    explainErrors(...withoutPairs(toldIn(plain), toldIn(own), textOf), "plain's errors");
    const [ownViolations, plainViolations] = [violationsOf(own), violationsOf(plain)];
    const unfounded = ownViolations.filter(
      (error) => !plainViolations.some((one) => isNear(placeOf(one), placeOf(error))),
    );
    const untold = plainViolations.filter((error) => !isToldByOwn(placeOf(error)));
    explainErrors(untold, unfounded, "plain's violations");
  }

  function holdErrorsAgainstStock(): void {
    const [onlyStock, onlyOwn] = withoutPairs(toldIn(stock), toldIn(own), textOf);
    const [leftOfStock, leftOfOwn] = withoutPairs(onlyStock, onlyOwn, textWithoutIndices);
    // Its place in what was asked for is taken for its place in the list, with those that were not asked for left out.
    note("stock tells errors at the wrong index", onlyStock.length - leftOfStock.length);
    explainErrors(leftOfStock, leftOfOwn, "stock's errors");
    for (const violation of completionsOf(stock)) {
      if (isToldByOwn(placeOf(violation))) note("violations are told as errors", 1);
      else explain({ path: violation.path ?? [], one: violation, other: undefined, in: "stock's violations" });
    }
  }

  function explainErrors(
    theirs: readonly GraphQLFormattedError[],
    ours: readonly GraphQLFormattedError[],
    where: Found["in"],
  ): void {
    for (const error of theirs) explain({ path: error.path ?? [], one: error, other: undefined, in: where });
    for (const error of ours) explain({ path: error.path ?? [], one: undefined, other: error, in: where });
  }

  /** One error is enough for each place that became null by it. */
  function isToldByOwn(place: string): boolean {
    const nulled = nullAround(own.data, place);
    return (own.errors ?? [])
      .map(placeOf)
      .some((one) => isNear(one, place) || (nulled !== undefined && `${one}/`.startsWith(nulled)));
  }

  function explain(found: Found): void {
    const all = [found, ...causesOf(found)];
    const difference = knownDifferences.find(({ explains }) => all.some((each) => explains(each, clues)));
    if (difference === undefined)
      disagreements.push(
        `not as in ${found.in}, at ${found.path.join(".")}: ${show(found.one)}, but ${show(found.other)}`,
      );
    else note(difference.name, 1);
  }

  /** Where a null came up from, when one of the two has one. */
  function causesOf(found: Found): Found[] {
    const ofPlain = found.other === null || (found.one === null && found.in === "plain");
    const causes: readonly { readonly path?: AnswerPath | undefined }[] = ofPlain
      ? (plain.errors ?? [])
      : found.one === null
        ? completionsOf(stock)
        : [];
    return causes.flatMap(({ path }) =>
      path !== undefined && path.length > found.path.length && found.path.every((key, at) => path[at] === key)
        ? [{ ...found, path }]
        : [],
    );
  }

  function note(name: string, times: number): void {
    if (times > 0) known.set(name, (known.get(name) ?? 0) + times);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "nothing";
}

/** What subgraphs told, or could not. */
function toldIn({ errors = [] }: ExecutionResult): readonly GraphQLFormattedError[] {
  return errors.filter(({ extensions }) => extensions?.["code"] !== "INTERNAL" && extensions?.["code"] !== undefined);
}

/** Who told it, by the code, and where. */
function textOf(error: GraphQLFormattedError): string {
  return `${String(error.extensions?.["code"])} at ${placeOf(error)}`;
}

function textWithoutIndices(error: GraphQLFormattedError): string {
  return textOf(error).replace(/\/\d+(?=\/|$)/g, "");
}

/** What is left of two lists when equal ones have gone, one for one. */
function withoutPairs<Item>(
  one: readonly Item[],
  other: readonly Item[],
  keyOf: (item: Item) => string,
): readonly [Item[], Item[]] {
  const left = [...other];
  const alone = one.filter((item) => {
    const at = left.findIndex((candidate) => keyOf(candidate) === keyOf(item));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [alone, left];
}

/** Where the executor itself found what may not be. */
function violationsOf({ errors = [] }: ExecutionResult): readonly GraphQLFormattedError[] {
  return errors.filter(({ extensions }) => (extensions?.["code"] ?? "INTERNAL") === "INTERNAL");
}

function placeOf({ path }: { readonly path?: AnswerPath | undefined }): string {
  return path === undefined ? "nowhere" : `/${path.join("/")}`;
}

/** The place around a path, or that itself, at which the data are null. */
function nullAround(data: unknown, path: string): string | undefined {
  let value = data;
  let at = "/";
  for (const key of path.split("/").slice(1)) {
    if (value === null || value === undefined) return at;
    value = typeof value === "object" ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined;
    at += `${key}/`;
  }
  return value === null || value === undefined ? at : undefined;
}

/** The same place, or one around the other: one error tells enough of it. */
function isNear(one: string, other: string): boolean {
  return `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}
