import { describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { createFindUnfetched } from "./find-unfetched.ts";
import { federate } from "./fixtures/federation.ts";
import { openShop } from "./fixtures/shop.ts";

/** An interface that nothing implements: of the two subgraphs that have it, neither can be asked for it by its key. */
const notes = federate({
  here: {
    typeDefs: `interface Note @key(fields: "id") { id: ID! } type Query { here: Note all: [Note!]! }`,
    resolvers: {},
  },
  there: {
    typeDefs: `type Note @key(fields: "id", resolvable: false) @interfaceObject { id: ID! text: String }
      type Query { there: Note }`,
    resolvers: {},
  },
});
const findInNotes = createFindUnfetched(notes.apiSchema);

function find(query: string): string | undefined {
  const document = parse(query);
  return findInNotes(document, undefined, notes.plan(document));
}

describe("a field of an interface that nothing implements", () => {
  it.each([
    "{ here { text } }",
    "{ there { id } all { ...Read } } fragment Read on Note { text }",
    "{ here { ... on Note { id text: text } } }",
  ])("is found when the plan %s leaves it out", (query) => {
    expect(find(query)).toBe("Note.text");
  });

  it.each([
    "{ there { text } here { id } }",
    "{ all { __typename id } __schema { queryType { name } } }",
    "query ($yes: Boolean = true) { here { text @skip(if: $yes) } }",
    "{ here { id ... @include(if: false) { text } } }",
  ])("is not missed in %s", (query) => {
    expect(find(query)).toBeUndefined();
  });
});

it("looks for nothing where every interface is implemented", () => {
  const { apiSchema } = openShop();
  expect(createFindUnfetched(apiSchema)(parse("{ offers { id } }"), undefined, { kind: "QueryPlan" })).toBeUndefined();
});
