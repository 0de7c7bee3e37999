import { readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { describe, expect, it } from "@jest/globals";
import {
  buildASTSchema,
  buildSchema,
  execute,
  extendSchema,
  type GraphQLInterfaceType,
  type GraphQLSchema,
  isInterfaceType,
  isUnionType,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  validate,
} from "graphql";
import { extendSharing } from "./extend-sharing.ts";
import { parseDefinition, readDefinitions } from "./extension-definitions.ts";
import { openExtension } from "./open-extension.ts";

const typeDefs = parse(/* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { record(id: ID!): Record  untyped: Untyped }
  type Mutation { remove(id: ID!): Boolean }
  type Subscription { changed: Record }
  interface Record @key(fields: "id") { id: ID! }
  type Untyped implements Record @key(fields: "id") { id: ID!  cells: String }
  enum Order { UP DOWN }
`);
const extension = /* GraphQL */ `
  extend type Query { "The base { of } sales" crm: Crm! }
  extend type Mutation { crm(names: [String!] = ["a }", """b " } """]): Crm! }
  """ A "base" with } in its description """
  type Crm {
    # } not the end {
    deals(first: Int! = 50, order: Order = DOWN, filter: DealFilter = { not: { name: "x" } }): [Deal!]
    deal(id: ID!): Deal
  }
  type Deal implements Record & Named @key(fields: "id") { id: ID!  name: String  stage: Stage  old: Int @deprecated(reason: "gone") }
  interface Named { name: String }
  enum Stage { "Won!" WON LOST @deprecated }
  input DealFilter { name: String = "any"  not: DealFilter  stages: [Stage!] = [WON] }
`;
const core = buildSubgraphSchema({ typeDefs });
const extend = (sdl = extension, options: Parameters<typeof extendSharing>[2] = {}, of = core) =>
  extendSharing(of, openExtension(sdl), options);
const asText = (schema: GraphQLSchema) => printSchema(lexicographicSortSchema(schema));
function recordOf(schema: GraphQLSchema): GraphQLInterfaceType {
  const type = schema.getType("Record");
  if (!isInterfaceType(type)) throw new TypeError("no interface");
  return type;
}

describe("a schema that shares another one's types", () => {
  it("is what graphql-js makes of both", () => {
    const plain = buildASTSchema(parse(printSchema(core).replace("union _Entity = Untyped", "scalar _Entity")));
    const own = extend(extension, {}, plain);
    const reference = extendSchema(plain, parse(extension), { assumeValidSDL: true });
    expect(asText(own)).toBe(asText(reference));
    expect(own.getPossibleTypes(recordOf(own)).map(({ name }) => name)).toEqual(["Untyped", "Deal"]);
  });

  it("has the core's own objects for all that is not extended", () => {
    const schema = extend();
    const changed = Object.values(core.getTypeMap()).filter((type) => schema.getType(type.name) !== type);
    expect(changed.map(({ name }) => name).toSorted()).toEqual(["Mutation", "Query", "Subscription", "_Entity"]);
  });

  it("leaves the core as it was", () => {
    const before = asText(core);
    extend();
    expect(asText(core)).toBe(before);
    expect(core.getPossibleTypes(recordOf(core)).map(({ name }) => name)).toEqual(["Untyped"]);
  });

  it("validates operations on either part, and across both", () => {
    const schema = extend();
    const problems = (source: string) => validate(schema, parse(source)).map(({ message }) => message);
    expect(
      problems("{ untyped { cells } record(id: 1) { id ... on Deal { stage } ... on Untyped { cells } } }"),
    ).toEqual([]);
    expect(problems("{ crm { deals(filter: { not: { stages: [LOST] } }) { name } } }")).toEqual([]);
    expect(problems("{ crm { deals(filter: { not: { stages: [OPEN] } }) { nothing } } }")).toHaveLength(2);
    expect(problems("{ crm { deal(id: 1) { ... on Untyped { cells } } } }")).toHaveLength(1);
  });

  it("executes by what is said of its fields, and finds entities", async () => {
    const schema = extend(extension, {
      configOf: (type, field) =>
        `${type}.${field}` === "Query.crm" ? { resolve: () => ({ deal: { name: "Acme" } }) } : undefined,
      extensionsOf: (type) =>
        type === "Deal"
          ? { apollo: { subgraph: { resolveReference: ({ id }: { id: string }) => ({ name: `deal ${id}` }) } } }
          : undefined,
    });
    const document = parse(
      '{ crm { deal(id: 1) { name } } _entities(representations: [{ __typename: "Deal", id: "7" }]) { ... on Deal { name } } }',
    );
    expect(await execute({ schema, document })).toMatchObject({
      data: { crm: { deal: { name: "Acme" } }, _entities: [{ name: "deal 7" }] },
    });
    const entity = schema.getType("_Entity");
    expect(isUnionType(entity) && schema.isSubType(entity, recordOf(schema))).toBe(false);
  });

  it("reads no type that nobody asks for", () => {
    const asked: string[] = [];
    const schema = extend(extension, { configOf: (type) => void asked.push(type) });
    expect(validate(schema, parse("{ crm { deal(id: 1) { __typename } } }"))).toEqual([]);
    expect(new Set(asked)).toEqual(new Set(["Query", "Crm"]));
  });

  it("makes no type that nobody asks for, and none of a name that is not there", () => {
    const made: string[] = [];
    const schema = extend(extension, { extensionsOf: (type) => void made.push(type) });
    expect(validate(schema, parse("query($a: Nowhere) { crm { deal(id: 1) { stage } } }"))).toHaveLength(2);
    expect(schema.getType("Nowhere")).toBeUndefined();
    expect(Object.keys(schema.getTypeMap())).not.toContain("Nowhere");
    expect(made.toSorted()).toEqual(["Crm", "Deal"]);
  });

  it.each([
    ["a type that the core has", "type Untyped { a: Int }", "type Untyped"],
    ["a type of its own twice", "type A { a: Int } type A { a: Int }", "type A"],
    ["a root field that the core has", "extend type Query { record: Int }", "Query.record"],
    ["a root field twice", "extend type Query { a: Int } extend type Query { a: Int }", "Query.a"],
    ["more fields of a type that is no root type", "extend type Untyped { a: Int }", "Untyped"],
    ["what implements nothing", "type A implements Order { a: Int }", "Order"],
    ["a union", "union A = Untyped type B { a: Int }", "not one"],
    ["a directive", "directive @a on FIELD type B { a: Int }", "not one"],
    ["half a definition", "type A { a: Int", "ends within"],
    ["a type without fields", "type A { a: Int } type B", "no fields"],
    ["something else", "type A { a: Int } }", "ends within"],
  ])("refuses %s", (_what, sdl, words) => {
    expect(() => extend(sdl)).toThrow(words);
  });
});

it("splits the subgraphs' own schemas as the parser does", () => {
  for (const name of ["auth", "airtable", "workflow", "file", "analytics"]) {
    const sdl = readFileSync(new URL(`../../subgraphs/${name}/schema.graphql`, import.meta.url), "utf8");
    const parts = parse(sdl, { noLocation: true }).definitions.filter(
      ({ kind }) => !/^(Schema|Scalar|Union|Dir)/.test(kind),
    );
    const texts = parts.map((part) => print(part));
    expect(texts.length).toBeGreaterThan(5);
    const read = [...readDefinitions(texts.join(" # and { so on\n"))];
    expect(read.map((definition) => print(parseDefinition(definition)))).toEqual(texts);
  }
});

it("takes one of inputs as such", () => {
  const schema = extendSharing(buildSchema("type Query { a: Int }"), openExtension("input A @oneOf { a: Int b: Int }"));
  expect(schema.getType("A")).toMatchObject({ isOneOf: true });
});
