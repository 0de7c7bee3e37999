import { type GraphQLFormattedError, parse, print, visit } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Ask, SubgraphRequest } from "./answer-subgraph.ts";
import { hash } from "./chooser.ts";
import { isRecord } from "./world.ts";

/** What can be wrong with a whole answer. */
export const answerFaults = [
  "unreachable",
  "timeout",
  "data null",
  "data null with an error",
  "error without path",
  "error at a root field",
  "entities too short",
  "entities too long",
  "entities not a list",
  "entities missing",
] as const;

/** What can be wrong with a value in it. */
export const valueFaults = [
  "null",
  "null with an error",
  "missing",
  "wrong scalar",
  "object for a value",
  "list for an object",
  "object for a list",
  "no __typename",
  "unknown __typename",
  "other __typename",
  "extra fields",
] as const;

export type FaultKind = (typeof answerFaults)[number] | (typeof valueFaults)[number];

/** Which answers are spoilt, and how: by what was asked, so that it does not matter who asks, or in which order. */
export interface Faults {
  readonly seed: string;
  readonly kinds: readonly FaultKind[];
  /** Once in so many values; answers ten times as often. */
  readonly inSoMany: number;
  /** Only these of them, for making a case smaller. */
  readonly only?: ReadonlySet<string>;
}

/** A fault that was injected. */
export interface AppliedFault {
  readonly kind: FaultKind;
  /** As `meaningOf` has it. */
  readonly fetch: string;
  /** Names from what was fetched, an entity or the root, to what is spoilt; empty for a whole answer or entity. */
  readonly keys: readonly string[];
}

/** Spoils a subgraph's answers. @param applied is told the place of every fault */
export function withFaults(
  name: string,
  ask: Ask,
  faults: Faults | undefined,
  applied: Map<string, AppliedFault>,
): Ask {
  if (faults === undefined) return ask;
  const choose = <Kind extends FaultKind>(
    kinds: readonly Kind[],
    place: string,
    inSoMany: number,
    fetch: string,
    path: readonly (string | number)[] = [],
  ): Kind | undefined => {
    const possible = kinds.filter((kind) => faults.kinds.includes(kind));
    const drawn = hash(`${faults.seed}|${place}`);
    if (possible.length === 0 || drawn % inSoMany !== 0) return undefined;
    if (faults.only !== undefined && !faults.only.has(place)) return undefined;
    const kind = possible[Math.floor(drawn / inSoMany) % possible.length];
    const below = fetch.includes("$representations") ? path.slice(2) : path;
    const keys = below.filter((key) => typeof key === "string");
    if (kind !== undefined) applied.set(place, { kind, fetch, keys });
    return kind;
  };

  return async (request) => {
    const fetch = meaningOf(name, request.query);
    const fault = choose(answerFaults, fetch, Math.max(2, Math.ceil(faults.inSoMany / 4)), fetch);
    if (fault === "unreachable") throw new AirgraphError("UPSTREAM_UNAVAILABLE", `${name} can't be reached.`);
    if (fault === "timeout") throw new AirgraphError("TIMEOUT", `${name} did not answer in time.`);
    const answer = await ask(request);
    if (!isRecord(answer.data)) return answer;
    const errors: GraphQLFormattedError[] = [...(answer.errors ?? [])];
    const data = spoilData(answer.data, request, fetch, errors);
    return spoilAnswer({ data, ...(errors.length === 0 ? {} : { errors }) }, fault);
  };

  function spoilData(
    data: Record<string, unknown>,
    request: SubgraphRequest,
    fetch: string,
    errors: GraphQLFormattedError[],
  ): Record<string, unknown> {
    const { _entities: entities } = data;
    const representations = request.variables?.["representations"];
    if (!Array.isArray(entities) || !Array.isArray(representations)) {
      return spoilFields(data, fetch, fetch, [], errors, ["__typename"]);
    }
    const spoilt = entities.map((entity: unknown, index) => {
      const place = `${fetch} ${canonical(withoutLists(representations[index]))}`;
      return spoilValue(entity, fetch, place, ["_entities", index], errors);
    });
    return { ...data, _entities: spoilt.map((entity) => (entity === missing ? null : entity)) };
  }

  function spoilFields(
    object: Record<string, unknown>,
    fetch: string,
    place: string,
    path: readonly (string | number)[],
    errors: GraphQLFormattedError[],
    kept: readonly string[] = [],
  ): Record<string, unknown> {
    const spoilt = Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
      if (kept.includes(key) || key === "__typename") return [[key, value]];
      const after = spoilValue(value, fetch, `${place}.${key}`, [...path, key], errors);
      return after === missing ? [] : [[key, after]];
    });
    // Made this way, `__proto__` is a field like any other.
    return Object.fromEntries(spoilt);
  }

  function spoilValue(
    value: unknown,
    fetch: string,
    place: string,
    path: readonly (string | number)[],
    errors: GraphQLFormattedError[],
  ): unknown {
    const fault = choose(valueFaults, place, faults?.inSoMany ?? 1, fetch, path);
    if (fault !== undefined && fits(fault, value)) return spoil(fault, value, path, errors);
    if (fault !== undefined) applied.delete(place);
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => {
        const after = spoilValue(item, fetch, `${place}.${index}`, [...path, index], errors);
        return after === missing ? null : after;
      });
    }
    return isRecord(value) ? spoilFields(value, fetch, place, path, errors) : value;
  }
}

const missing = Symbol("missing");

function fits(fault: (typeof valueFaults)[number], value: unknown): boolean {
  switch (fault) {
    case "null":
    case "null with an error":
    case "missing":
      return true;
    case "wrong scalar":
    case "object for a value":
      return !isRecord(value) && !Array.isArray(value);
    case "list for an object":
    case "extra fields":
      return isRecord(value);
    case "object for a list":
      return Array.isArray(value);
    case "no __typename":
    case "unknown __typename":
    case "other __typename":
      return isRecord(value) && "__typename" in value;
  }
}

function spoil(
  fault: (typeof valueFaults)[number],
  value: unknown,
  path: readonly (string | number)[],
  errors: GraphQLFormattedError[],
): unknown {
  switch (fault) {
    case "null":
      return null;
    case "null with an error":
      errors.push({ message: `spoilt at ${path.at(-1)}`, path: [...path], extensions: { code: "NOT_FOUND" } });
      return null;
    case "missing":
      return missing;
    case "wrong scalar":
      return typeof value === "number" ? "a text" : typeof value === "boolean" ? 7 : false;
    case "object for a value":
      return { surprise: 1 };
    case "list for an object":
      return [value];
    case "object for a list":
      return { surprise: value };
    case "no __typename":
    case "unknown __typename":
    case "other __typename": {
      const { __typename: _, ...rest } = isRecord(value) ? value : {};
      if (fault === "no __typename") return rest;
      return { ...rest, __typename: fault === "other __typename" ? "W" : "Stranger" };
    }
    case "extra fields": {
      const extra = { ...(isRecord(value) ? value : {}), surprise: { deep: [1] }, constructor: "extra" };
      return Object.defineProperty(extra, "__proto__", {
        value: { polluted: true },
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
}

function spoilAnswer(answer: ExecutionResult, fault: (typeof answerFaults)[number] | undefined): ExecutionResult {
  const { data, errors = [] } = answer;
  const entities: unknown = data?.["_entities"];
  const told = { message: "spoilt", extensions: { code: "UPSTREAM_REJECTED" } };
  switch (fault) {
    case undefined:
    case "unreachable":
    case "timeout":
      return answer;
    case "data null":
      return { ...answer, data: null };
    case "data null with an error":
      return { data: null, errors: [...errors, told] };
    case "error without path":
      return { ...answer, errors: [...errors, told] };
    case "error at a root field": {
      const name = Object.keys(data ?? {})[0];
      return {
        ...answer,
        errors: [...errors, name === undefined || entities !== undefined ? told : { ...told, path: [name] }],
      };
    }
    case "entities too short":
      return Array.isArray(entities) ? { ...answer, data: { ...data, _entities: entities.slice(1) } } : answer;
    case "entities too long":
      return Array.isArray(entities) ? { ...answer, data: { ...data, _entities: [...entities, null] } } : answer;
    case "entities not a list":
      return Array.isArray(entities) ? { ...answer, data: { ...data, _entities: { 0: entities[0] } } } : answer;
    case "entities missing":
      return Array.isArray(entities) ? { ...answer, data: {} } : answer;
  }
}

const meanings = new Map<string, string>();

/** What is asked of which subgraph, without the name that the plan gave it. */
export function meaningOf(subgraph: string, query: string): string {
  return `${subgraph} ${withoutName(query)}`;
}

function withoutName(query: string): string {
  const known = meanings.get(query);
  if (known !== undefined) return known;
  const unnamed = visit(parse(query, { noLocation: true }), {
    OperationDefinition: ({ name: _name, ...definition }) => definition,
  });
  const meaning = print(unnamed);
  meanings.set(query, meaning);
  return meaning;
}

/** Of lists in lists stock tells another thing than we do; the same entity shall be spoilt in the same way. */
function withoutLists(representation: unknown): unknown {
  if (!isRecord(representation)) return representation;
  return Object.fromEntries(Object.entries(representation).filter(([, value]) => !Array.isArray(value)));
}

/** With its keys in one order, whoever wrote it. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
