import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  parse,
} from "graphql";
import { readGuardedSchema } from "../../../router/authorization/guarded-schema.ts";

/**
 * What of a subgraph can be reached without meeting a directive: from the root types, and from `_entities`, which leads to
 * every entity. As `Type.field`.
 */
function findOpenFields(sdl: string): string[] {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
  const guarded = readGuardedSchema(sdl);
  const open = new Set<string>();
  const waiting = [...rootTypes(schema), ...entityTypes(schema)];
  const seen = new Set<GraphQLObjectType>();
  for (let type = waiting.shift(); type !== undefined; type = waiting.shift()) {
    if (seen.has(type)) continue;
    seen.add(type);
    for (const field of Object.values(type.getFields())) {
      if (field.name === "_entities" || field.name === "_service") continue;
      if ((guarded.type(type.name)?.field(field.name)?.requirements.length ?? 0) > 0) continue;
      open.add(`${type.name}.${field.name}`);
      waiting.push(...objectTypes(schema, getNamedType(field.type)));
    }
  }
  return [...open];
}

/** Sentences for whoever added a field, or a line too many to the list. */
export function complaintsAbout(subgraph: string, sdl: string, listed: readonly string[]): string[] {
  const open = findOpenFields(sdl);
  return [
    ...open
      .filter((field) => !listed.includes(field))
      .map(
        (field) =>
          `${subgraph}: anybody can ask for ${field}. Put @authenticated, @requiresScopes or @policy on it in ` +
          `subgraphs/${subgraph}/schema.graphql and the same rule into its permissions.ts; if it really is for everybody, ` +
          `say why in tests/contract/permissions/public-fields.ts.`,
      ),
    ...listed
      .filter((field) => !open.includes(field))
      .map(
        (field) => `${subgraph}: ${field} is guarded or gone; take it off tests/contract/permissions/public-fields.ts.`,
      ),
  ];
}

function rootTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) => type ?? []);
}

/** What `_entities` leads to. */
export function entityTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  const union = schema.getType("_Entity");
  return union === undefined ? [] : objectTypes(schema, union);
}

export function objectTypes(schema: GraphQLSchema, type: GraphQLNamedType): GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isAbstractType(type) ? [...schema.getPossibleTypes(type)] : [];
}
