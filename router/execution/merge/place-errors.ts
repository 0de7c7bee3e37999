import type { GraphQLFormattedError } from "graphql";
import { maskToldError } from "../../../kernel/errors/mask-error.ts";
import type { FetchStep } from "../compile/steps.ts";
import type { Execution } from "../execution.ts";
import type { Asked } from "../fetch/asked.ts";
import { locateTargets } from "./find-targets.ts";

type ErrorPath = NonNullable<GraphQLFormattedError["path"]>;

/** Puts a subgraph's errors, masked, where the client sees what they are about: an entity may stand in several places. */
export function placeErrors(
  execution: Execution,
  step: FetchStep,
  asked: Asked,
  errors: readonly GraphQLFormattedError[],
): void {
  const places = locator(execution, step, asked);
  const named = namer(execution);
  for (const error of errors) {
    const { path } = error;
    const told = maskToldError(error, { part: step.service, logger: execution.context.logger });
    if (path === undefined) execution.errors.push(told);
    else for (const place of places(path)) execution.errors.push({ ...told, path: named(place) });
  }
}

/** The same error in each place that now stays empty. */
export function placeFailure(execution: Execution, step: FetchStep, asked: Asked, error: GraphQLFormattedError): void {
  const { message, extensions } = error;
  const missing: readonly ErrorPath[] =
    asked.representations === undefined
      ? askedRootKeys(execution, step).map((key) => [key])
      : Array.from({ length: asked.representations.count }, (_, index) => ["_entities", index]);
  const places = locator(execution, step, asked);
  const named = namer(execution);
  for (const path of missing.flatMap(places))
    execution.errors.push({ message, path: named(path), ...(extensions === undefined ? {} : { extensions }) });
}

/** Without those that @skip and @include leave out, and what only the plan asked for. */
function askedRootKeys({ operation, variables }: Execution, { path, rootKeys }: FetchStep): readonly string[] {
  if (path.length > 0) return rootKeys;
  const { shape, type } = operation.responseFor(variables);
  const asked = new Set(shape.fieldsOf(type).map(({ dataKey }) => dataKey));
  return rootKeys.filter((key) => asked.has(key));
}

/** From a path in what a subgraph answered to those in the whole answer. */
function locator({ root }: Execution, { path: at }: FetchStep, { targets, representations }: Asked) {
  let located: ReturnType<typeof locateTargets> | undefined;
  const placesOf = (target: (typeof targets)[number]) => (located ??= locateTargets(root, at)).get(target) ?? [];

  return (path: ErrorPath): readonly ErrorPath[] => {
    if (representations === undefined) {
      if (at.length === 0) return [path];
      return targets.flatMap((target) => placesOf(target).map((place) => [...place, ...path]));
    }
    const [, index, ...below] = path;
    // About all of them, and thus about nothing that the client knows.
    if (typeof index !== "number") return [at.filter((key) => key !== "@")];
    const { indices } = representations;
    return targets.flatMap((target, position) =>
      indices[position] === index ? placesOf(target).map((place) => [...place, ...below]) : [],
    );
  };
}

/** Clients know some places by other names than the data. */
function namer({ operation: { renamed } }: Execution): (path: ErrorPath) => ErrorPath {
  if (renamed.size === 0) return (path) => path;
  return (path) => path.map((key) => (typeof key === "string" ? (renamed.get(key) ?? key) : key));
}
