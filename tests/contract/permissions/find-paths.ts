import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
} from "graphql";
import { writeValue } from "../../../router/authorization/fixtures/random-operation.ts";
import { entityTypes, objectTypes } from "./find-open-fields.ts";

/** One field on the way, and the object type that it is on. */
export interface Step {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** A way to one type: from a root type, or from `_entities`. */
export interface Way {
  readonly from: "query" | "mutation" | "subscription" | "_entities";
  readonly steps: readonly Step[];
  readonly to: GraphQLObjectType;
}

/** The shortest way to every object type from everywhere that leads to it. */
export function findWays(schema: GraphQLSchema): Way[] {
  const starts = [
    ["query", schema.getQueryType()],
    ["mutation", schema.getMutationType()],
    ["subscription", schema.getSubscriptionType()],
  ] as const;
  return [
    ...starts.flatMap(([from, root]) => (root ? waysFrom(schema, from, root) : [])),
    ...entityTypes(schema).flatMap((entity) => waysFrom(schema, "_entities", entity).slice(0, 1)),
  ];
}

function waysFrom(schema: GraphQLSchema, from: Way["from"], root: GraphQLObjectType): Way[] {
  const ways: Way[] = [{ from, steps: [], to: root }];
  const seen = new Set([root]);
  // Grows while it is read: first come the types that are one step away.
  for (const way of ways) {
    for (const field of fieldsOf(way.to)) {
      for (const type of objectTypes(schema, getNamedType(field.type))) {
        if (seen.has(type)) continue;
        seen.add(type);
        ways.push({ from, steps: [...way.steps, { type: way.to, field }], to: type });
      }
    }
  }
  return ways;
}

/** Without what is federation's own. */
export function fieldsOf(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(({ name }) => name !== "_entities" && name !== "_service");
}

/** A question for one field at the end of a way, down to a leaf. */
export interface Question {
  readonly document: string;
  readonly variables: Record<string, unknown>;
  /** Response keys from the root to the leaf, without indices. */
  readonly path: readonly string[];
  /** All that is passed, the leaf included. */
  readonly steps: readonly Step[];
}

export function askFor(schema: GraphQLSchema, way: Way, field: GraphQLField<unknown, unknown>): Question {
  const leaf = leafOf(schema, field);
  const steps = [...way.steps, { type: way.to, field }, ...(leaf === undefined ? [] : [leaf])];
  const named = getNamedType(field.type);
  const below =
    leaf === undefined
      ? isCompositeType(named)
        ? " { __typename }"
        : ""
      : ` { ...on ${leaf.type.name} { ${leaf.field.name} } }`;
  const asked = way.steps.reduceRight(
    (inner, step, index) => {
      const next = way.steps[index + 1]?.type ?? way.to;
      return `${step.field.name}${writeArguments(step.field)} { ...on ${next.name} { ${inner} } }`;
    },
    `${field.name}${writeArguments(field)}${below}`,
  );
  const keys = steps.map((step) => step.field.name);
  if (way.from !== "_entities") return { document: `${way.from} { ${asked} }`, variables: {}, path: keys, steps };
  const start = way.steps[0]?.type ?? way.to;
  return {
    document: `query ($of: [_Any!]!) { _entities(representations: $of) { ...on ${start.name} { ${asked} } } }`,
    variables: { of: [{ __typename: start.name, id: "x" }] },
    path: ["_entities", ...keys],
    steps,
  };
}

/** Some field of an object that is one value and needs no arguments, so that what guards the object's fields is asked. */
function leafOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): Step | undefined {
  for (const type of objectTypes(schema, getNamedType(field.type))) {
    const leaf = fieldsOf(type).find(
      (each) => isLeafType(getNamedType(each.type)) && !each.args.some(isRequiredArgument),
    );
    if (leaf !== undefined) return { type, field: leaf };
  }
  return undefined;
}

function writeArguments(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(isRequiredArgument);
  return required.length === 0
    ? ""
    : `(${required.map(({ name, type }) => `${name}: ${writeValue(type)}`).join(", ")})`;
}
