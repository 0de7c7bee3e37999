import { composeServices } from "@apollo/composition";
import { describe, expect, it } from "@jest/globals";
import { parse } from "graphql";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { SubgraphRequest } from "./answer-subgraph.ts";
import { executeByOwn } from "./own-executor.ts";
import { loadPlanned } from "./stock-executor.ts";

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"])';
const subgraphs = {
  books: `${link}
    type Query { books: [Book] first: Book shelf: [[Book]] media: Media named: Named }
    interface Named { name: String }
    type Book implements Named @key(fields: "id") { id: ID! name: String! title: String }
    interface Media @key(fields: "id") @key(fields: "id size") { id: ID! size: Int! }
    type Film implements Media @key(fields: "id") @key(fields: "id size") { id: ID! size: Int! length: Int }`,
  prices: `${link}
    type Book @key(fields: "id") { id: ID! price: Int! tags: [[Tag]] @shareable }
    type Tag { name: String }
    type Media @interfaceObject @key(fields: "id") { id: ID! score: Int }`,
  worths: `${link}
    type Media @interfaceObject @key(fields: "id size") { id: ID! size: Int! worth: Int }`,
  hues: `${link}
    type Query { posters: [Media] }
    type Media @interfaceObject @key(fields: "id") { id: ID! }
    type Book @key(fields: "id") { id: ID! tags: [[Tag]] @shareable }
    type Tag { hue: String }`,
  taxes: `${link}
    type Book @key(fields: "id") { id: ID! tags: [[Tag]] @external tax: Int @requires(fields: "tags { name }") }
    type Tag { name: String @external }`,
};
const planned = loadPlanned(compose());

type Answer = (request: SubgraphRequest) => Partial<ExecutionResult>;

describe("our executor", () => {
  it("asks for an entity once, and fills every place where it stands", async () => {
    const asked: unknown[] = [];
    const answers = {
      books: () => ({ data: { books: [book("1"), book("2"), book("1")] } }),
      prices: ({ variables }: SubgraphRequest) => {
        asked.push(...representationsOf(variables));
        return { data: { _entities: representationsOf(variables).map(({ id }) => ({ price: Number(id) * 10 })) } };
      },
    };
    const { own } = await both("{ books { id price } }", answers);
    expect(asked).toHaveLength(2 + 3); // Two of ours, three of stock's.
    expect(own.data).toEqual({ books: [10, 20, 10].map((price) => ({ id: String(price / 10), price })) });
  });

  it("tells the error of an entity in every place where it stands, while stock counts those that it did not ask for", async () => {
    const answers = {
      books: () => ({ data: { books: [{ __typename: "Book" }, book("1"), book("1")] } }),
      prices: ({ variables }: SubgraphRequest) => ({
        data: { _entities: representationsOf(variables).map(() => null) },
        errors: representationsOf(variables).map((_, index) => missingAt(["_entities", index, "price"])),
      }),
    };
    const { own, stock } = await both("{ books { price } }", answers);
    expect(own.data).toEqual({ books: [null, null, null] });
    expect(pathsOf(own, "NOT_FOUND")).toEqual(["books.1.price", "books.2.price"]);
    expect(pathsOf(stock, "NOT_FOUND")).toEqual(["books.0.price", "books.1.price"]);
  });

  it("lets null go up to the next place that may be null, and says where it came from, which stock puts elsewhere", async () => {
    const answers = {
      books: () => ({ data: { first: book("1") } }),
      prices: () => ({ data: { _entities: [{ price: null }] } }),
    };
    const { own, stock } = await both("{ first { price } }", answers);
    expect(own.data).toEqual({ first: null });
    expect(own.errors).toEqual([
      expect.objectContaining({ path: ["first", "price"], extensions: expect.objectContaining({ code: "INTERNAL" }) }),
    ]);
    expect(stock.data).toEqual({ first: null });
    expect(stock.errors).toBeUndefined();
    expect(stock.extensions).toHaveProperty("valueCompletion");
  });

  it("judges null by the type, where stock goes by the interface", async () => {
    const answers = { books: () => ({ data: { named: { __typename: "Book", name: null } } }) };
    const { own, stock } = await both("{ named { name } }", answers);
    expect(own.data).toEqual({ named: null });
    expect(stock.data).toEqual({ named: { name: null } });
  });

  it("keeps the type that is known where an interface object knows only the interface, which stock forgets", async () => {
    const answers = {
      books: () => ({ data: { media: { __typename: "Film", id: "1", length: 90 } } }),
      prices: () => ({ data: { _entities: [{ __typename: "Media", score: 5 }] } }),
    };
    const { own } = await both("{ media { score ... on Film { length } } }", answers);
    expect(own).toEqual({ data: { media: { score: 5, length: 90 } } });
  });

  describe("asked of an interface object whose key another subgraph has to complete", () => {
    const sizes: Readonly<Record<string, number | undefined>> = { 1: 4 };
    const film = (id: string) => ({ __typename: "Film", id, size: sizes[id] });

    /** A film of a size, and one that nobody is told of. */
    function open() {
      const told: unknown[] = [];
      const answers: Parameters<typeof both>[1] = {
        books: ({ variables }) => {
          if (variables?.["representations"] === undefined) return { data: { media: film("1") } };
          const ids = representationsOf(variables).map(({ id }) => String(id));
          return {
            data: { _entities: ids.map((id) => (sizes[id] === undefined ? null : film(id))) },
            errors: ids.flatMap((id, index) => (sizes[id] === undefined ? [missingAt(["_entities", index])] : [])),
          };
        },
        hues: () => ({ data: { posters: ["1", "2"].map((id) => ({ __typename: "Media", id })) } }),
        worths: ({ variables }) => {
          told.push(...representationsOf(variables));
          return { data: { _entities: representationsOf(variables).map(({ size }) => ({ worth: Number(size) * 2 })) } };
        },
      };
      return { answers, told };
    }
    const toldByBoth = [1, 2].map(() => ({ __typename: "Media", id: "1", size: 4 }));

    it.each(["worth", "... on Film { worth }", "id ... on Film { length } worth", "size: id worth"])(
      "tells it the whole key, for { %s } of what it is",
      async (asked) => {
        const { answers, told } = open();
        const { own, stock } = await both(`{ media { ${asked} } }`, answers);
        expect(own.data).toMatchObject({ media: { worth: 8 } });
        expect(stock.data).toMatchObject({ media: { worth: 8 } });
        expect(told).toEqual(toldByBoth);
      },
    );

    it.each(["worth", "... on Film { worth }", "size worth", "size: __typename worth", "size: id worth"])(
      "asks the other one first and goes on with nothing that it does not tell, for { %s } of what refers to it",
      async (asked) => {
        const { answers, told } = open();
        const { own, stock } = await both(`{ posters { ${asked} } }`, answers);
        expect(own.data).toMatchObject({ posters: [{ worth: 8 }, {}] });
        expect(JSON.stringify([own.data, stock.data])).not.toContain("NaN");
        expect(pathsOf(own, "NOT_FOUND")).toEqual(["posters.1"]);
        expect(told).toEqual(toldByBoth);
      },
    );
  });

  it("tells subgraphs what stands in lists in lists, of which stock tells them nothing", async () => {
    const told: unknown[] = [];
    const answers = {
      books: () => ({ data: { first: book("1") } }),
      prices: () => ({ data: { _entities: [{ tags: [[{ name: "new" }, null]] }] } }),
      taxes: ({ variables }: SubgraphRequest) => {
        told.push(representationsOf(variables)[0]?.["tags"]);
        return { data: { _entities: [{ tax: 7 }] } };
      },
    };
    const { own } = await both("{ first { tax } }", answers);
    expect(told).toEqual([[null], [[{ name: "new" }, null]]]);
    expect(own.data).toEqual({ first: { tax: 7 } });
  });

  it("answers null, and says where, for an object of another type that exists", async () => {
    const answers = {
      books: () => ({ data: { first: { __typename: "Tag", title: "x" }, named: { __typename: "Tag" } } }),
    };
    const { own } = await both("{ first { title } named { name } }", answers);
    expect(own.data).toEqual({ first: null, named: null });
    expect(pathsOf(own, "INTERNAL")).toEqual(["first", "named"]);
  });

  it("takes an object for what it says it is only where it can be that, while stock believes any type that there is", async () => {
    const { own, stock } = await both("{ first { __typename title } }", {
      books: () => ({ data: { first: { __typename: "Tag", title: "x" } } }),
    });
    expect(own.data).toEqual({ first: null });
    expect(stock.data).not.toEqual(own.data);
  });

  it("takes no list for an object, where stock answers an object without fields", async () => {
    const { own, stock } = await both("{ first { title } }", { books: () => ({ data: { first: [{ title: "x" }] } }) });
    expect(own.data).toEqual({ first: null });
    expect(pathsOf(own, "INTERNAL")).toEqual(["first"]);
    expect(stock.data).toEqual({ first: { title: null } });
  });

  it("answers what stands in a fragment on a type within one on its interface, which stock drops", async () => {
    const { own, stock } = await both("{ first { ... on Named { ... on Book { title } } } }", {
      books: () => ({ data: { first: { title: "x" } } }),
    });
    expect(own.data).toEqual({ first: { title: "x" } });
    expect(stock.data).toEqual({ first: {} });
  });

  it("merges lists in lists, where stock keeps the inner lists of one fetch", async () => {
    const { own, stock } = await both("{ first { tags { name hue } } }", {
      books: () => ({ data: { first: book("1") } }),
      prices: () => ({ data: { _entities: [{ tags: [[{ name: "new" }]] }] } }),
      hues: () => ({ data: { _entities: [{ tags: [[{ hue: "red" }]] }] } }),
    });
    expect(own.data).toEqual({ first: { tags: [[{ name: "new", hue: "red" }]] } });
    expect(stock.data).not.toEqual(own.data);
  });

  it("tells of a missing root field once, where stock does for each time that the fetch names it", async () => {
    const { own, stock } = await both("{ first @include(if: true) { title } first { name } }", {
      books: () => {
        throw new AirgraphError("UPSTREAM_UNAVAILABLE", "books can't be reached");
      },
    });
    expect(pathsOf(own, "UPSTREAM_UNAVAILABLE")).toEqual(["first"]);
    expect(pathsOf(stock, "UPSTREAM_UNAVAILABLE")).toEqual(["first", "first"]);
  });

  it("tells of each entity when what came is not as many, where stock tells of none", async () => {
    const { own, stock } = await both("{ books { title tags { name } } }", {
      books: () => ({ data: { books: [{ ...book("1"), title: "x" }] } }),
      prices: () => ({ data: { _entities: [] } }),
    });
    expect(own.data).toEqual({ books: [{ title: "x", tags: null }] });
    expect(pathsOf(own, "UPSTREAM_UNAVAILABLE")).toEqual(["books.0"]);
    expect(pathsOf(stock, "UPSTREAM_UNAVAILABLE")).toEqual([]);
  });

  it("takes names that every object inherits, or that look like code, for names", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "return", "value", "text"];
    const query = `{ first { ${names.map((name) => `${name}: title`).join(" ")} } }`;
    const titles = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:"the ${name}"`).join()}}`) as object;
    const { own, stock } = await both(query, { books: () => ({ data: { first: { ...withOwn(titles) } } }) });
    expect(JSON.stringify(own.data)).toBe(JSON.stringify({ first: null }).replace("null", JSON.stringify(titles)));
    expect(JSON.stringify(stock.data)).toBe(JSON.stringify(own.data));
    expect(Object.prototype).not.toHaveProperty("the");
  });

  it("is not polluted by what a subgraph adds", async () => {
    const data = JSON.parse(
      '{"first":{"title":"x","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}}',
    );
    const { own } = await both("{ first { title } }", { books: () => ({ data }) });
    expect(own).toEqual({ data: { first: { title: "x" } } });
    expect("polluted" in {}).toBe(false);
  });

  it("gives what is left of an answer when a value has the wrong shape, where stock gives up all of it", async () => {
    const answers = { books: () => ({ data: { books: { not: "a list" }, first: { title: "x" } } }) };
    const { own, stock } = await both("{ books { title } first { title } }", answers);
    expect(own.data).toEqual({ books: null, first: { title: "x" } });
    expect(pathsOf(own, "INTERNAL")).toEqual(["books"]);
    expect(stock.data).toBeUndefined();
  });

  it("tells of a subgraph that can't be asked in each place that stays empty", async () => {
    const answers = {
      books: () => ({ data: { shelf: [[book("1"), null], [book("2")]] } }),
      prices: () => {
        throw new AirgraphError("UPSTREAM_UNAVAILABLE", "prices can't be reached");
      },
    };
    const { own } = await both("{ shelf { tags { name } } }", answers);
    expect(own.data).toEqual({ shelf: [[{ tags: null }, null], [{ tags: null }]] });
    expect(pathsOf(own, "UPSTREAM_UNAVAILABLE")).toEqual(["shelf.0.0", "shelf.1.0"]);
  });
});

function compose(): string {
  const composed = composeServices(Object.entries(subgraphs).map(([name, sdl]) => ({ name, typeDefs: parse(sdl) })));
  if (composed.supergraphSdl === undefined) throw new Error(composed.errors.join("\n"));
  return composed.supergraphSdl;
}

/** Stock first. */
async function both(query: string, answers: Partial<Record<keyof typeof subgraphs, Answer>>) {
  const asks = Object.fromEntries(
    Object.keys(subgraphs).map((name) => [
      name,
      async (request: SubgraphRequest): Promise<ExecutionResult> => {
        const answer = answers[name as keyof typeof subgraphs];
        if (answer === undefined) throw new Error(`${name} was not to be asked: ${request.query}`);
        return copied(answer(request));
      },
    ]),
  );
  const operation = { document: parse(`query Hazard ${query}`), operationName: "Hazard", variables: {} };
  const stock = await planned.executeByStock(asks, operation).catch((error: unknown): ExecutionResult => {
    return { errors: [{ message: String(error) }] };
  });
  return { stock, own: await executeByOwn(planned, asks, operation) };
}

/** Executors write into what they are given. */
function copied(answer: Partial<ExecutionResult>): ExecutionResult {
  return JSON.parse(JSON.stringify(answer)) as ExecutionResult;
}

/** Spreading would make `__proto__` the prototype. */
function withOwn(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object));
}

function book(id: string): Record<string, unknown> {
  return { __typename: "Book", id };
}

function missingAt(path: (string | number)[]) {
  return { message: "no such price", path, extensions: { code: "NOT_FOUND" } };
}

function representationsOf(variables: SubgraphRequest["variables"]): Record<string, unknown>[] {
  return variables?.["representations"] as Record<string, unknown>[];
}

function pathsOf({ errors = [] }: ExecutionResult, code: string): string[] {
  return errors
    .filter(({ extensions }) => extensions?.["code"] === code)
    .map(({ path }) => path?.join(".") ?? "nowhere");
}
