import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type DocumentNode,
  execute,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isUnionType,
  parse,
  validate,
} from "graphql";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import { findThing, isRecord, isThing, type Thing, valueOfField, type World } from "./world.ts";

/** What both executors ask a subgraph through. */
export type Ask = (request: SubgraphRequest) => Promise<ExecutionResult>;

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** How a subgraph says that a fetch does not fit it. */
export const refusal = { code: "GRAPHQL_VALIDATION_FAILED" };

interface Prepared {
  readonly schema: GraphQLSchema;
  readonly documents: Map<string, DocumentNode>;
}

const prepared = new Map<string, Prepared>();

/** A subgraph that answers from the world. Its schema is built once, whatever the world holds. */
export function createSubgraph(world: World, sdl: string): Ask {
  const { schema, documents } = prepared.get(sdl) ?? prepare(sdl);
  return async ({ query, operationName, variables }) => {
    let document = documents.get(query);
    if (document === undefined) {
      document = parse(query);
      // The planner sometimes writes what the subgraph refuses: two fields of one name.
      const problems = validate(schema, document);
      if (problems.length > 0) return { errors: problems.map(({ message }) => ({ message, extensions: refusal })) };
      documents.set(query, document);
    }
    const result = executeFromWorld(world, schema, document, operationName, variables);
    // Unexpected here, where faults are added only later: it would be a fault of these tests.
    if (result.errors !== undefined) throw new Error(`a subgraph failed: ${JSON.stringify(result.errors)}\n${query}`);
    return result;
  };
}

function prepare(sdl: string): Prepared {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
  const entities = schema.getQueryType()?.getFields()["_entities"];
  if (entities !== undefined) {
    entities.resolve = (_root: unknown, given: { representations: Record<string, unknown>[] }, world: World) =>
      given.representations.map((representation) => findEntity(schema, world, representation));
    const union = schema.getType("_Entity");
    if (isUnionType(union)) union.resolveType = typenameOf;
  }
  const made = { schema, documents: new Map<string, DocumentNode>() };
  prepared.set(sdl, made);
  return made;
}

/** Executes an operation on any schema of the world: a subgraph's, or that of the whole graph. */
export function executeFromWorld(
  world: World,
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Readonly<Record<string, unknown>> | undefined,
): ExecutionResult {
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (parent, given, _context, info) => {
    const thing = isThing(parent) ? parent : { typename: info.parentType.name, number: 0 };
    return valueOfField(world, thing, info.fieldName, given);
  };
  const result = execute({
    schema,
    document,
    operationName,
    variableValues: variables,
    contextValue: world,
    fieldResolver,
    typeResolver: typenameOf,
  });
  if (result instanceof Promise) throw new TypeError("nothing here waits");
  // A copy: executors write into what they are given. `JSON.parse` makes `__proto__` a property like any other.
  return JSON.parse(JSON.stringify(result)) as ExecutionResult;
}

function findEntity(schema: GraphQLSchema, world: World, representation: Record<string, unknown>): Thing | null {
  const found = isRecord(representation) ? findThing(world, representation) : undefined;
  if (found === undefined) return null;
  // An entity interface is an object to subgraphs that add fields to it.
  const asked = String(representation["__typename"]);
  const isKnown = schema.getType(found.typename) !== undefined;
  return isKnown ? found : { ...found, typename: asked };
}

function typenameOf(value: unknown): string | undefined {
  return isThing(value) ? value.typename : undefined;
}
