import { type KeyObject, randomUUID } from "node:crypto";
import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
} from "graphql";
import { systemClock } from "../../../kernel/clock.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { type ExecutionResult, type Executor, isStream } from "../../../kernel/executor/executor.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { silentLogger } from "../../../kernel/logger.ts";
import { createSubgraphExecutor } from "../../../kernel/subgraph/subgraph-executor.ts";
import { createTestRouter } from "../../support/identity.ts";

type Permissions = Parameters<typeof createSubgraphExecutor>[0]["permissions"];
type Resolver = (...args: never[]) => unknown;

/** A subgraph's schema over values that are made up, so that there is something everywhere. */
export interface MockedExecutor {
  readonly schema: GraphQLSchema;
  readonly executor: Executor;
  /** Tells which types interfaces and unions shall turn out to be from now on. */
  prefer(types: readonly string[]): void;
  /** The root fields that were resolved since this was asked last. */
  takeResolved(): string[];
}

interface MockOptions {
  readonly name: string;
  readonly sdl: string;
  readonly permissions: Permissions;
  /** Of the subgraph itself, by type and field, for what they guard themselves: only whom they refuse is asked of them. */
  readonly guardingResolvers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Real ones, by field. */
  readonly queryResolvers?: Readonly<Record<string, Resolver>>;
}

export function mockExecutor(
  options: MockOptions & { readonly identityKey: KeyObject; readonly identitySecret: Buffer },
): MockedExecutor {
  const { name, sdl, permissions, identityKey, identitySecret } = options;
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
  let preferred: readonly string[] = [];
  let resolved: string[] = [];
  const typeNameOf = (abstract: string): string => {
    const type = schema.getType(abstract);
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type).map((each) => each.name) : [];
    return preferred.find((each) => possible.includes(each)) ?? possible[0] ?? "";
  };
  const note = (field: string) => void resolved.push(field);
  const executor = createSubgraphExecutor<object>({
    name,
    schema: sdl,
    resolvers: mockResolvers(schema, options, typeNameOf, note),
    permissions,
    identityKey,
    identitySecret,
    createContext: (scope) => ({ ...scope, clock: systemClock, loaders: { record: { load: async () => ({}) } } }),
    clock: systemClock,
    logger: silentLogger,
  });
  return {
    schema,
    executor,
    prefer(types) {
      preferred = types;
    },
    takeResolved() {
      const taken = resolved;
      resolved = [];
      return taken;
    },
  };
}

/** … together with its permissions, asked as the router would. */
export interface MockedSubgraph {
  readonly schema: GraphQLSchema;
  /** @param types which types interfaces and unions shall turn out to be */
  ask(
    caller: Caller,
    document: string,
    variables: Record<string, unknown>,
    types: readonly string[],
  ): Promise<ExecutionResult>;
}

export function mockSubgraph(options: MockOptions): MockedSubgraph {
  const { identityKey, identitySecret, sign } = createTestRouter();
  const { schema, executor, prefer } = mockExecutor({ ...options, identityKey, identitySecret });
  return {
    schema,
    async ask(caller, query, variables, types) {
      prefer(types);
      const identity = await sign(caller, options.name);
      const result = await executor({ query, variables, identity, requestId: randomUUID() });
      if (!isStream(result)) return result;
      for await (const event of result) return event;
      throw new Error("the stream had no event");
    },
  };
}

function mockResolvers(
  schema: GraphQLSchema,
  { guardingResolvers = {}, queryResolvers = {} }: MockOptions,
  typeNameOf: (abstract: string) => string,
  note: (field: string) => void,
): object {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const entries = Object.values(schema.getTypeMap()).flatMap((type): [string, object][] => {
    if (type.name.startsWith("_")) return [];
    const guarding = (field: string, value: (parent: Parent) => unknown) =>
      guardedBy(guardingResolvers[type.name]?.[field], value);
    const reference = hasKey(type) ? { __resolveReference: guarding("__resolveReference", () => ({})) } : {};
    if (isAbstractType(type)) return [[type.name, { __resolveType: () => typeNameOf(type.name), ...reference }]];
    if (!isObjectType(type)) return [];
    const resolvers = Object.values(type.getFields())
      .filter(({ name }) => !name.startsWith("_"))
      .map(({ name, type: fieldType }): [string, object] => {
        const value = mock(fieldType);
        if (type === schema.getSubscriptionType()) {
          async function* subscribe() {
            note(name);
            yield { [name]: value };
          }
          return [name, { subscribe }];
        }
        // A real resolver above may have answered with it already.
        const resolve = (parent: Parent) => {
          if (roots.some((root) => root === type)) note(name);
          return parent !== undefined && Object.hasOwn(parent, name) ? parent[name] : value;
        };
        return [name, (type === schema.getQueryType() ? queryResolvers[name] : undefined) ?? guarding(name, resolve)];
      });
    return [[type.name, { ...reference, ...Object.fromEntries(resolvers) }]];
  });
  return Object.fromEntries(entries);
}

type Parent = Readonly<Record<string, unknown>> | undefined;

/** Made up, unless the real resolver refuses. What else becomes of it for want of real things is of no concern. */
function guardedBy(real: unknown, value: (parent: Parent) => unknown) {
  if (typeof real !== "function") return value;
  return async (parent: Parent, ...rest: unknown[]) => {
    try {
      await real(parent, ...rest);
    } catch (error) {
      if (error instanceof AirgraphError && ["UNAUTHENTICATED", "FORBIDDEN"].includes(error.code)) throw error;
    }
    return value(parent);
  };
}

function hasKey(type: {
  readonly astNode?: { readonly directives?: readonly { name: { value: string } }[] } | null | undefined;
}): boolean {
  return type.astNode?.directives?.some(({ name }) => name.value === "key") === true;
}

function mock(type: GraphQLOutputType): unknown {
  if (isNonNullType(type)) return mock(type.ofType);
  if (isListType(type)) return [mock(type.ofType)];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.value;
  if (!isScalarType(named)) return {};
  if (named.name === "Int" || named.name === "Float") return 1;
  return named.name === "Boolean" ? true : "x";
}
