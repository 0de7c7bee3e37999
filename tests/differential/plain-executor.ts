import type { FetchNode, PlanNode, QueryPlan, QueryPlanSelectionNode } from "@apollo/query-planner";
import {
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  isInterfaceType,
  Kind,
  parse,
  type SelectionSetNode,
} from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Ask } from "./answer-subgraph.ts";
import { completeAnswer } from "./complete-answer.ts";
import { applyRewrites, isOfType } from "./rewrite-data.ts";
import type { Operation, Planned } from "./stock-executor.ts";
import { isRecord } from "./world.ts";

type Path = readonly (string | number)[];

/** An object of the answer, and where it stands in it. */
interface Place {
  readonly object: Record<string, unknown>;
  readonly path: Path;
}

interface Run {
  readonly planned: Planned;
  readonly asks: Readonly<Record<string, Ask>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: GraphQLFormattedError[];
  /** Of root fields of subgraphs that could not be asked. */
  readonly missing: (GraphQLFormattedError & { readonly path: Path })[];
}

/**
 * The third judge: executes a plan in the plainest way, one fetch after the other, and answers by the specification. It
 * shares no code with the executors that it judges.
 */
export async function executePlainly(
  planned: Planned,
  asks: Readonly<Record<string, Ask>>,
  operation: Operation,
): Promise<ExecutionResult> {
  const variables = withDefaults(operation);
  const plan: QueryPlan = planned.planFor(operation);
  const run: Run = { planned, asks, variables: operation.variables, errors: [], missing: [] };
  const root = {};
  if (plan.node !== undefined) {
    if (plan.node.kind === "Subscription") throw new Error("subscriptions are not run here");
    await runNode(run, plan.node, [{ object: root, path: [] }], variables);
  }
  const completed = completeAnswer(planned.apiSchema, { ...operation, variables }, root);
  const missing = run.missing.filter(({ path }) => completed.rootNames.has(String(path[0])));
  const errors = [...run.errors, ...missing, ...completed.errors];
  return { data: completed.data, ...(errors.length === 0 ? {} : { errors }) };
}

function withDefaults({ document, operationName, variables }: Operation): Record<string, unknown> {
  const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
  const presets = definitions.flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.BOOLEAN ? [[variable.name.value, defaultValue.value] as const] : [],
  );
  return { ...Object.fromEntries(presets), ...variables };
}

async function runNode(
  run: Run,
  node: PlanNode,
  places: readonly Place[],
  flags: Record<string, unknown>,
): Promise<void> {
  switch (node.kind) {
    case "Sequence":
    case "Parallel":
      for (const child of node.nodes) await runNode(run, child, places, flags);
      return;
    case "Flatten": {
      const below = places.flatMap(({ object, path }) => [...placesAt(object, path, node.path)]);
      if (below.length > 0) await runNode(run, node.node, below, flags);
      return;
    }
    case "Condition": {
      const chosen = flags[node.condition] === true ? node.ifClause : node.elseClause;
      if (chosen !== undefined) await runNode(run, chosen, places, flags);
      return;
    }
    case "Defer":
      throw new Error("@defer is not run here");
    case "Fetch":
      await (node.requires === undefined
        ? fetchRoot(run, node, places)
        : fetchEntities(run, node, places, node.requires));
  }
}

async function fetchRoot(run: Run, fetch: FetchNode, places: readonly Place[]): Promise<void> {
  const answer = await ask(run, fetch, {});
  const at = places[0]?.path ?? [];
  if (answer instanceof AirgraphError) {
    for (const name of rootNames(fetch)) run.missing.push({ ...failure(answer), path: [...at, name] });
    return;
  }
  for (const error of answer.errors ?? []) {
    run.errors.push({ ...error, ...(error.path === undefined ? {} : { path: [...at, ...error.path] }) });
  }
  applyRewrites(run.planned.fullSchema, fetch.outputRewrites, answer.data);
  for (const { object } of places) if (isRecord(answer.data)) merge(run.planned.fullSchema, object, answer.data);
}

function failure({ message, extensions }: AirgraphError): GraphQLFormattedError {
  return { message, extensions: { ...extensions } };
}

/** Told in each place that stays empty. */
const unavailable = { message: "missing", extensions: { code: "UPSTREAM_UNAVAILABLE" } };

async function fetchEntities(
  run: Run,
  fetch: FetchNode,
  places: readonly Place[],
  requires: readonly QueryPlanSelectionNode[],
): Promise<void> {
  // About all entities of a fetch: the path without the places in lists.
  const whole = (places[0]?.path ?? []).filter((key) => typeof key === "string");
  const asked = places.flatMap((place) => {
    const representation = represent(run, place.object, requires);
    if (representation === null || !representation["__typename"]) return [];
    applyRewrites(run.planned.fullSchema, fetch.inputRewrites, representation);
    return [{ place, representation }];
  });
  if (asked.length === 0) return;
  const answer = await ask(run, fetch, { representations: asked.map(({ representation }) => representation) });
  if (answer instanceof AirgraphError) {
    for (const { place } of asked) run.errors.push({ ...failure(answer), path: place.path });
    return;
  }
  for (const error of answer.errors ?? []) {
    const { path, ...told } = error;
    if (path === undefined) {
      run.errors.push(told);
      continue;
    }
    const [, index, ...rest] = path;
    const place = typeof index === "number" ? asked[index]?.place : undefined;
    run.errors.push({ ...told, path: place === undefined ? whole : [...place.path, ...rest] });
  }
  if (answer.data == null) return;
  const entities: unknown = answer.data["_entities"];
  if (!Array.isArray(entities) || entities.length !== asked.length) {
    for (const { place } of asked) run.errors.push({ ...unavailable, path: place.path });
    return;
  }
  for (const [index, { place }] of asked.entries()) {
    const entity: unknown = entities[index];
    if (!isRecord(entity)) continue;
    if (!entity["__typename"]) entity["__typename"] = place.object["__typename"];
    applyRewrites(run.planned.fullSchema, fetch.outputRewrites, entity);
    merge(run.planned.fullSchema, place.object, onlyAsked(fetch, entity));
  }
}

/** What an entity has beside may be named like what another fetch brings. */
function onlyAsked(fetch: FetchNode, entity: Record<string, unknown>): Record<string, unknown> {
  const names = new Set(["__typename", ...entityNames(fetch).map((name) => name.replace(/__alias_\d+$/, ""))]);
  return Object.fromEntries(Object.entries(entity).filter(([name]) => names.has(name)));
}

/** An error when the subgraph could not be asked. */
async function ask(
  run: Run,
  fetch: FetchNode,
  more: Record<string, unknown>,
): Promise<ExecutionResult | AirgraphError> {
  const used = (fetch.variableUsages ?? []).filter((name) => run.variables[name] !== undefined);
  const variables = { ...Object.fromEntries(used.map((name) => [name, run.variables[name]])), ...more };
  const asked = run.asks[fetch.serviceName];
  if (asked === undefined) throw new Error(`no subgraph ${fetch.serviceName}`);
  try {
    return await asked({ query: fetch.operation, operationName: fetch.operationName, variables });
  } catch (error) {
    if (error instanceof AirgraphError) return error;
    throw error;
  }
}

/** Of a fetch: what stands in fragments too, each name once. */
function rootNames({ operation }: FetchNode): string[] {
  const document = parse(operation);
  return [...new Set(namesIn(document, getOperationAST(document)?.selectionSet))];
}

/** Below `_entities`. */
function entityNames({ operation }: FetchNode): string[] {
  const document = parse(operation);
  const root = getOperationAST(document)?.selectionSet.selections[0];
  return namesIn(document, root?.kind === Kind.FIELD ? root.selectionSet : undefined);
}

function namesIn(document: DocumentNode, set: SelectionSetNode | undefined): string[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
    if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(document, selection.selectionSet);
    return document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value
        ? namesIn(document, definition.selectionSet)
        : [],
    );
  });
}

function* placesAt(value: unknown, path: Path, left: readonly (string | number)[]): Generator<Place> {
  const [head, ...rest] = left;
  if (value === null || value === undefined) return;
  if (head === undefined) {
    if (isRecord(value)) yield { object: value, path };
  } else if (head === "@") {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) yield* placesAt(item, [...path, index], rest);
  } else if (isRecord(value) && Object.hasOwn(value, head)) {
    yield* placesAt(value[head], [...path, head], rest);
  }
}

/** What a fetch tells of an entity; null when something of it is not known. */
function represent(
  run: Run,
  object: unknown,
  selections: readonly QueryPlanSelectionNode[],
): Record<string, unknown> | null {
  if (!isRecord(object)) return null;
  const told: Record<string, unknown> = {};
  for (const selection of selections) {
    if (selection.kind === "InlineFragment") {
      if (selection.typeCondition === undefined || !isOfType(run.planned.fullSchema, object, selection.typeCondition))
        continue;
      const inner = represent(run, object, selection.selections);
      if (inner !== null) merge(run.planned.fullSchema, told, inner);
      continue;
    }
    const name = selection.alias ?? selection.name;
    if (!Object.hasOwn(object, name) || object[name] === undefined) return null;
    const value: unknown = object[name];
    const { selections: below } = selection;
    const tell = (item: unknown): unknown =>
      Array.isArray(item) ? item.map(tell) : below === undefined ? item : represent(run, item, below);
    told[name] = tell(value);
  }
  return told;
}

function merge(schema: GraphQLSchema, target: Record<string, unknown>, source: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(source)) {
    const held: unknown = Object.hasOwn(target, key) ? target[key] : undefined;
    // To a subgraph with an `@interfaceObject`, a thing is of the interface's type; another one knew better.
    const isVaguer = key === "__typename" && typeof held === "string" && isInterfaceType(schema.getType(String(value)));
    if (value !== undefined && !isVaguer) define(target, key, mergedValue(schema, held, value));
  }
}

function mergedValue(schema: GraphQLSchema, held: unknown, value: unknown): unknown {
  if (isRecord(held) && isRecord(value)) {
    merge(schema, held, value);
    return held;
  }
  if (!Array.isArray(held) || !Array.isArray(value) || held.length !== value.length) return value;
  return value.map((item, index) => mergedValue(schema, held[index], item));
}

/** `__proto__` too is a name like any other. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true });
}
