import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { buildSchema, Kind, parse } from "graphql";
import { readConfig } from "../../../kernel/config/settings.ts";
import { limitSettings } from "../../config.ts";
import { type Shop, serveShop } from "../../fixtures/serve-shop.ts";
import { compileCost } from "./compile-cost.ts";
import { readCosts } from "./read-costs.ts";

const sdl = /* GraphQL */ `
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: [{ name: "@listSize", as: "@sized" }]) { query: Query mutation: Mutation }
  directive @link(url: String, import: [Import]) repeatable on SCHEMA
  scalar Import
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @sized(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    one: Thing
    plain: [Thing!]!
    assumed: [Thing] @sized(assumedSize: 7)
    sliced(first: Int = 3, last: Int): [Thing!] @sized(slicingArguments: ["first", "last"])
    demanding(first: Int, last: Int): [Thing!] @sized(slicingArguments: ["first", "last"])
    within(page: Page): [Thing!] @sized(slicingArguments: ["page.size"], requireOneSlicingArgument: false)
    connection(first: Int!): Things
    named(count: Int!): Things @sized(slicingArguments: ["count"], sizedFields: ["nodes"])
    grid: [[Thing]]
    any: [Any!]
    heavy(by: String @cost(weight: 4)): Int @cost(weight: 9)
    find(filter: Filter): Thing
    expensive: Heavy
  }
  type Mutation { make: Thing }
  input Page { size: Int }
  input Filter { text: String @cost(weight: 5) and: [Filter!] }
  type Things { nodes: [Thing!] edges: [Edge!] total: Int }
  type Edge { node: Thing }
  interface Named { name: String }
  type Thing implements Named { name: String thing: Thing things: [Thing!] }
  type Heavy implements Named @cost(weight: 20) { name: String thing: Thing }
  union Any = Thing | Heavy
`;
const schema = buildSchema(sdl, { assumeValidSDL: true });
const costs = readCosts(parse(sdl));

function compile(source: string) {
  const document = parse(source);
  const definition = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (definition === undefined) throw new Error("no operation");
  return compileCost({ schema, costs, assumedListSize: 10, document, definition });
}

describe("the cost of an operation", () => {
  it.each([
    ["scalars cost nothing", "{ __typename one { name } }", 1],
    ["a list counts what is assumed", "{ plain { name } }", 10],
    ["a list counts what is said of it", "{ assumed { thing { name } } }", 14],
    ["an argument says how long", "{ sliced(first: 4) { name } }", 4],
    ["the default of an argument says how long", "{ sliced { name } }", 3],
    ["a part of an argument says how long", "{ within(page: { size: 6 }) { name } }", 6],
    ["nothing said is assumed", "{ within { name } }", 10],
    ["connections are pages", "{ connection(first: 5) { nodes { name } total } }", 1 + 5],
    ["edges are, too", "{ connection(first: 5) { edges { node { name } } } }", 1 + 5 * 2],
    ["a page by any name", "{ named(count: 4) { nodes { name } edges { node { name } } } }", 1 + 4 + 10 * 2],
    ["lists in lists multiply", "{ plain { things { name } } }", 10 * (1 + 10)],
    ["lists of lists multiply", "{ grid { name } }", 100],
    ["fields and arguments have weights", '{ heavy(by: "x") }', 13],
    ["types have weights", "{ expensive { thing { name } } }", 21],
    ["inputs have weights", '{ find(filter: { text: "a", and: [{ text: "b" }, {}] }) { name } }', 1 + 5 + 5],
    [
      "what is asked for twice is answered once",
      "{ one { name } ...A one { thing { name } } } fragment A on Query { one { name } }",
      2,
    ],
    ["aliases are several", "{ a: plain { name } b: plain { name } }", 20],
    ["any of several types may come", "{ any { ... on Thing { thing { name } } ... on Heavy { name } } }", 20],
    ["negative lengths are none", "{ sliced(first: -5) { name } }", 0],
    ["a mutation is worth more", "mutation { make { name } }", 11],
  ])("%s", (_claim, source, cost) => {
    expect(compile(source).estimate({})).toBe(cost);
  });

  it("is a function of the variables", () => {
    const cost = compile(
      "query ($first: Int, $page: Page, $filter: Filter) { sliced(first: $first) { name } within(page: $page) { name } find(filter: $filter) { name } }",
    );
    expect(cost.estimate({ first: 2, page: { size: 8 } })).toBe(2 + 8 + 1);
    expect(cost.estimate({ page: { size: 1 }, filter: { text: "x" } })).toBe(3 + 1 + 1 + 5);
    expect(cost.estimate({ first: null })).toBe(3 + 10 + 1);
  });

  it.each(["{ demanding { name } }", "{ demanding(first: 1, last: 1) { name } }"])(
    "is not to be told where one argument must say how long a list is: %s",
    (source) => {
      expect(() => compile(source).estimate({})).toThrow(
        expect.objectContaining({ extensions: { code: "BAD_USER_INPUT", field: "Query.demanding" } }),
      );
    },
  );

  it("is counted in an answer as it is estimated before", () => {
    const cost = compile("{ plain { thing { name } } heavy none: one { name } grid { name } }");
    const data = {
      plain: [{ thing: null }, { thing: { name: "a" } }],
      heavy: 1,
      none: null,
      grid: [[{}, {}], [{}], null],
    };
    expect(cost.actual(data, {})).toBe(2 + 1 + 9 + 3);
  });

  it("lets a schema of however many types be asked for once, and not many times", () => {
    const ofMany = buildSchema(
      `type Query { a: Int } ${Array.from({ length: 10_000 }, (_, index) => `type T${index} { a: Int }`).join(" ")}`,
      { assumeValidSDL: true },
    );
    const estimate = (source: string) => {
      const document = parse(source);
      const [definition] = document.definitions;
      if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("no operation");
      return compileCost({ schema: ofMany, costs, assumedListSize: 10, document, definition }).estimate({});
    };
    const { maximumCost } = readConfig(limitSettings, {});
    expect(estimate("{ __schema { types { name } } }")).toBeLessThan(maximumCost);
    expect(
      estimate("{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } }"),
    ).toBeGreaterThan(maximumCost);
  });

  it("is nothing that a supergraph without the directives speaks of", () => {
    const without = readCosts(parse(sdl.replace("cost/v0.1", "other/v0.1")));
    expect(without.listSize("Query", "assumed")).toBeUndefined();
    expect(without.fieldWeight("Query", "heavy")).toBeUndefined();
  });
});

describe("an answer", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await serveShop({ config: { maximumCost: 50 } });
  });
  afterAll(() => shop.stop());

  const ask = async (query: string, variables: object = {}, headers: Record<string, string> = {}) => {
    const response = await fetch(shop.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { extensions?: object; errors?: { extensions: object }[] };
  };

  it("tells its cost who wants to know", async () => {
    const query = "query ($first: Int) { items(first: $first) { price parent { id } } }";
    const answer = await ask(query, { first: 2 }, { "x-airgraph-cost": "true" });
    expect(answer.extensions).toEqual({ cost: { estimated: 2 * (1 + 5 + 1), actual: 2 * (1 + 5 + 1) } });
    expect(await ask(query, { first: 2 })).not.toHaveProperty("extensions");
    const page = await ask("{ page(first: 40) { nodes { id } } }", {}, { "x-airgraph-cost": "true" });
    expect(page.extensions).toEqual({ cost: { estimated: 41, actual: 3 } });
  });

  it("is refused by the variables that make it too costly", async () => {
    const query = "query ($first: Int) { items(first: $first) { id } }";
    const before = shop.asked();
    expect((await ask(query, { first: 51 })).errors?.[0]?.extensions).toEqual({
      code: "COST_LIMIT_EXCEEDED",
      estimatedCost: 51,
      maximumCost: 50,
    });
    expect(shop.asked()).toBe(before);
    expect(await ask(query, { first: 50 })).not.toHaveProperty("errors");
  });
});
