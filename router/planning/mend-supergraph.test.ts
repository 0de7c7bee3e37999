import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { buildASTSchema, OperationTypeNode, parse, print } from "graphql";
import { chooserOf, writeOperation } from "../authorization/fixtures/random-operation.ts";
import { type Federation, federate, textOf } from "./fixtures/federation.ts";
import { openShop } from "./fixtures/shop.ts";
import { mendSupergraph } from "./mend-supergraph.ts";
import { responseNameFor } from "./separate-names.ts";

const shop = openShop();

describe("names that a client chooses", () => {
  it("are taken for keys and requirements by Apollo's planner: this is why they are separated", () => {
    expect(textOf(shop.planByItself("{ offers { weight: title heavy } }"))).toContain("__typename id weight: title }");
    expect(textOf(shop.planByItself("{ offers { boxes parcels } }"))).not.toContain("each: 2");
  });

  it.each([
    ["a key", "{ offers { id: title origin } }", { id: "lamp", origin: "made by kettle" }],
    ["a requirement", "{ offers { weight: title heavy } }", { weight: "lamp", heavy: false }],
    ["a type's name", "{ offers { __typename: title heavy } }", { __typename: "lamp", heavy: false }],
    ["a requirement with arguments", "{ offers { boxes parcels } }", { boxes: 3, parcels: 60 }],
    ["a stand-in", "{ offers { price_required_1: weight duty } }", { price_required_1: 3, duty: 11 }],
    ["a data key", "{ offers { id: title id_of_client: weight } }", { id: "lamp", id_of_client: 3 }],
  ])("may be that of %s", async (_what, query, first) => {
    expect(await shop.answer(query)).toMatchObject({ offers: [first, {}] });
  });

  it("may be those of fields with other arguments than a requirement has, also by variables and in fragments", async () => {
    const query = `query ($currency: String!, $first: Int = 1) { offers { duty praises ...Some ... on Offer { reviews(first: $first) { score } } } }
      fragment Some on Offer { price(currency: $currency) }`;
    expect(await shop.answer(query, { currency: "USD" })).toMatchObject({
      offers: [{ duty: 11, praises: 3, price: 10, reviews: [{ score: 1 }] }, {}],
    });
  });

  it("are given back from data keys, and nothing else is", () => {
    const { separateNames } = mendSupergraph(shop.sdl);
    const separated = print(separateNames(parse("{ offers { id: title name: title id_of_client: weight } }")));
    expect(separated.replaceAll(/\s+/g, " ")).toBe(
      "{ offers { id_of_client: title name: title id_of_client_of_client: weight } }",
    );
    expect(["id", "id_of_client", "id_of_client_of_client"].map(responseNameFor)).toEqual(["id", "id", "id_of_client"]);
  });
});

describe("requirements with different arguments", () => {
  it("are fetched each for itself and handed over in representations of their own", async () => {
    const document = parse("{ offers { freight duty praise praises heavy } }");
    const plan = textOf(shop.plan(document));
    expect(plan).toContain('price_required_0: price(currency: "USD")');
    expect(plan).toContain('price_required_1: price(currency: "EUR")');
    expect(plan).toMatch(/Parallel .* weight .* => .* freight praises heavy .* => .* duty praise /);
    expect(await shop.answer(print(document))).toMatchObject({
      offers: [{ freight: 30, duty: 11, praise: 1101, praises: 3, heavy: false }, {}],
    });
  });

  it("are called in a representation what the subgraph calls them", () => {
    const { node } = shop.plan(parse("{ offers { praise } }"));
    expect(node).toMatchObject({
      nodes: [
        {},
        {
          node: {
            inputRewrites: [
              { kind: "KeyRenamer", path: ["... on Offer", "price_required_1"], renameKeyTo: "price" },
              { kind: "KeyRenamer", path: ["... on Offer", "reviews_required_2"], renameKeyTo: "reviews" },
            ],
          },
        },
      ],
    });
  });

  it("keep the arguments, fragments and variables that their part of a split fetch uses, and no others", async () => {
    const query = `query ($by: String, $away: Boolean = false) { offers { duty ... @skip(if: $away) { freight(by: $by) } } }`;
    const plan = JSON.stringify(shop.plan(parse(query)));
    expect(plan).toMatch(
      /\$representations:\[_Any!\]!\)\{_entities\(representations:\$representations\)\{\.\.\.on Offer\{duty\}/,
    );
    expect(await shop.answer(query, { by: "air" })).toMatchObject({ offers: [{ duty: 11, freight: 60 }, {}] });
  });

  it("may lie below interfaces, and in subgraphs that need the field for an interface only", async () => {
    expect(
      await openShelf().answer('{ shelves { dear cheap first { ... on Map { scale } cost(in: "USD") } } }'),
    ).toEqual({
      shelves: [{ dear: "EUR 1", cheap: "USD 1", first: { scale: 7, cost: "USD 1" } }],
    });
  });

  it("are hidden from clients", () => {
    expect(Object.keys(shop.apiSchema.getType("Offer")?.toConfig() ?? {})).toContain("fields");
    expect(JSON.stringify(shop.apiSchema.getTypeMap()["Offer"]?.astNode ?? "")).not.toContain("_required_");
    expect(shop.apiSchema.getType("Offer")).not.toHaveProperty("_fields.price_required_0");
  });
});

describe("keys by which a subgraph can't be asked", () => {
  const typeDefs = `type Item @key(fields: "slug", resolvable: false) @key(fields: "id") {
    id: ID! slug: ID! name: String! @external label: String! @requires(fields: "name") }`;
  const items = federate({
    labels: {
      typeDefs: `${typeDefs} type Query { item: Item }`,
      resolvers: {
        Query: { item: () => ({ id: "1", slug: "one" }) },
        Item: {
          __resolveReference: ({ id, name }: { id?: string; name: string }) => (id === undefined ? null : { id, name }),
          label: ({ name }: { name: string }) => `a ${name}`,
        },
      },
    },
    names: {
      typeDefs: `type Item @key(fields: "id") { id: ID! name: String! }`,
      resolvers: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, name: `name ${id}` }) } },
    },
  });

  it("are taken first by Apollo's planner: this is why they are put last", () => {
    expect(textOf(items.planByItself("{ item { label } }"))).toMatch(/on Item \{ __typename name slug \} \} => /);
  });

  it("are not used", async () => {
    expect(await items.answer("{ item { label } }")).toEqual({ item: { label: "a name 1" } });
  });
});

describe("what needs no mending", () => {
  const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");

  it("stays as it is: the supergraph", () => {
    expect(mendSupergraph(sdl).sdl).toBe(sdl);
  });

  it("stays as it is: a plan without stand-ins", () => {
    const plan = shop.planByItself("{ offers { title origin } }");
    expect(mendSupergraph(shop.sdl).mendPlan(plan)).toBe(plan);
  });

  it("stays as it is: an operation none of whose names a plan fetches by itself", () => {
    const { separateNames } = mendSupergraph(sdl);
    const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
    const tape = fc.array(fc.nat({ max: 1_000 }), { minLength: 100, maxLength: 200 });
    const kinds = fc.constantFrom(OperationTypeNode.QUERY, OperationTypeNode.MUTATION);
    let same = 0;
    fc.assert(
      fc.property(tape, kinds, (numbers, kind) => {
        const document = parse(writeOperation(schema, kind, chooserOf(numbers)));
        const mistakable = /(?<![$\w])(?:id|__typename): *(?!(?:id|__typename)\b)\w+|\b(?:id|__typename)\(/;
        fc.pre(!mistakable.test(withoutArguments(print(document))));
        same += 1;
        expect(separateNames(document)).toBe(document);
      }),
      { numRuns: 200 },
    );
    expect(same).toBe(200);
  });
});

function withoutArguments(text: string): string {
  const shorter = text.replaceAll(/\([^()]*\)/g, "()");
  return shorter === text ? text : withoutArguments(shorter);
}

/** A subgraph that has `cost` as @external for two requirements, for an interface, and where nothing needs it. */
function openShelf(): Federation {
  const cost = ({ no }: { no: number }, { in: currency }: { in: string }) => `${currency} ${no}`;
  const first = () => ({ __typename: "Map", id: "m", no: 1 });
  return federate({
    things: {
      typeDefs: `
        type Query { shelves: [Shelf!]! }
        type Shelf @key(fields: "id") { id: ID! first: Thing! }
        interface Thing { id: ID! cost(in: String!): String }
        type Map implements Thing @key(fields: "id") { id: ID! cost(in: String!): String }
        type Globe implements Thing @key(fields: "id") { id: ID! cost(in: String!): String }`,
      resolvers: {
        Query: { shelves: () => [{ id: "s" }] },
        Shelf: { first, __resolveReference: (given: object) => given },
        Map: { cost, __resolveReference: (given: object) => ({ ...given, no: 1 }) },
        Globe: { cost },
      },
    },
    shelves: {
      typeDefs: `
        type Shelf @key(fields: "id") {
          id: ID!
          first: Thing! @external
          dear: String @requires(fields: "first { cost(in: \\"EUR\\") }")
          cheap: String @requires(fields: "first { ... on Map { cost(in: \\"USD\\") } ... on Globe { cost(in: \\"EUR\\") } }")
        }
        interface Thing { id: ID! cost(in: String!): String }
        type Map implements Thing @key(fields: "id") { id: ID! cost(in: String!): String @external scale: Int! }
        type Globe implements Thing @key(fields: "id") { id: ID! cost(in: String!): String @external }`,
      resolvers: {
        Shelf: {
          __resolveReference: (given: object) => given,
          dear: ({ first: { cost: given } }: { first: { cost: string } }) => given,
          cheap: ({ first: { cost: given } }: { first: { cost: string } }) => given,
        },
        Map: { __resolveReference: (given: object) => given, scale: () => 7 },
      },
    },
  });
}
