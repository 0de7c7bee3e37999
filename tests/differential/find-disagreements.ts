import type { GraphQLFormattedError } from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { differencesOf, type Verdict } from "./judge-case.ts";
import { type KnownDifference, knownDifferences } from "./known-differences.ts";

/** What our executor has to answer for. */
export interface Finding {
  readonly disagreements: readonly string[];
  /** Differences from the stock executor that are known and argued for. */
  readonly known: readonly KnownDifference["name"][];
}

/** Holds our answer against those of the other three. */
export function findDisagreements(verdict: Verdict): Finding {
  const { own, plain, stock, truth } = verdict;
  const known = new Set<KnownDifference["name"]>();
  const disagreements: string[] = [];

  if (JSON.stringify(own.data) !== JSON.stringify(plain.data)) tell("the plain executor's data", plain.data, own.data);
  const [ownFetch, plainFetch] = [told(own), told(plain)];
  if (ownFetch.join() !== plainFetch.join()) tell("the plain executor's errors of subgraphs", plainFetch, ownFetch);
  const [ownViolations, plainViolations] = [violationsOf(own), violationsOf(plain)];
  const unfounded = ownViolations.filter((path) => !plainViolations.some((one) => isNear(one, path)));
  if (unfounded.length > 0) disagreements.push(`violations that are none: ${unfounded.join(" ")}`);
  const ownPaths = (own.errors ?? []).map(pathOf);
  // One is enough for each place that became null by it.
  const untold = plainViolations.filter((path) => {
    const nulled = nullAround(own.data, path);
    return !ownPaths.some((one) => isNear(one, path) || (nulled !== undefined && `${one}/`.startsWith(nulled)));
  });
  if (untold.length > 0) disagreements.push(`violations that nobody tells of: ${untold.join(" ")}`);

  if (truth !== undefined) {
    for (const difference of differencesOf(truth.data ?? null, own.data ?? null)) {
      explain(
        { ...difference, from: "truth" },
        `the truth at ${difference.path.join(".")}`,
        difference.one,
        difference.other,
      );
    }
    if (own.errors !== undefined)
      explain(
        { path: [], one: undefined, other: own.errors, from: "truth" },
        "the truth, which has no errors",
        "none",
        own.errors,
      );
  }
  for (const difference of differencesOf(stock.data ?? null, own.data ?? null)) {
    explain(
      { ...difference, from: "stock" },
      `stock's data at ${difference.path.join(".")}`,
      difference.one,
      difference.other,
    );
  }
  const stockFetch = told(stock);
  if (stockFetch.join() !== ownFetch.join()) {
    explain(
      { path: [], one: stockFetch, other: ownFetch, from: "stock errors" },
      "stock's errors of subgraphs",
      stockFetch,
      ownFetch,
    );
  }
  for (const path of completionsOf(stock)) {
    if (ownPaths.some((one) => isNear(one, path))) known.add("violations are told as errors");
    else explain({ path: [], one: path, other: undefined, from: "stock errors" }, "stock's violations", path, ownPaths);
  }
  return { disagreements, known: [...known] };

  function tell(whose: string, expected: unknown, received: unknown): void {
    disagreements.push(`not ${whose}: ${JSON.stringify(expected)}, but ${JSON.stringify(received)}`);
  }

  function explain(
    difference: Parameters<KnownDifference["explains"]>[0],
    whose: string,
    expected: unknown,
    received: unknown,
  ): void {
    const found = knownDifferences.find(({ explains }) => explains(difference, verdict));
    if (found === undefined) tell(whose, expected, received);
    else known.add(found.name);
  }
}

/** What subgraphs told, or could not, and where: with the code, which says who told it. */
function told({ errors = [] }: ExecutionResult): string[] {
  return errors
    .filter(({ extensions }) => extensions?.["code"] !== "INTERNAL" && extensions?.["code"] !== undefined)
    .map((error) => `${String(error.extensions?.["code"])} at ${pathOf(error)}`)
    .sort();
}

/** Where the executor itself found what may not be. */
function violationsOf({ errors = [] }: ExecutionResult): string[] {
  return errors.filter(({ extensions }) => (extensions?.["code"] ?? "INTERNAL") === "INTERNAL").map(pathOf);
}

function completionsOf({ extensions }: ExecutionResult): string[] {
  const found: unknown = extensions?.["valueCompletion"];
  return Array.isArray(found) ? found.map((error: GraphQLFormattedError) => pathOf(error)) : [];
}

function pathOf({ path }: GraphQLFormattedError): string {
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
