import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type DocumentNode, parse, visit } from "graphql";
import { readConfig } from "../../kernel/config/settings.ts";
import { type Answer, post } from "../../tests/support/client.ts";
import { limitSettings } from "../config.ts";
import { type Shop, serveShop } from "../fixtures/serve-shop.ts";
import { checkDocument } from "./check-document.ts";

const limits = readConfig(limitSettings, {});
const times = (count: number, write: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at)).join(" ");

/** Each level spreads the next one twice: 2 ** levels fields from a few lines. */
const exponential = (levels: number) =>
  `{ ...F0 } ${times(levels, (at) => `fragment F${at} on Query { a: item { ...G${at} } b: item { ...G${at} } } fragment G${at} on Item { parent { id } related { id } }`)}`;
const doubling = `{ item { ...F0 } } ${times(18, (at) => `fragment F${at} on Item { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`)} fragment F18 on Item { id }`;
const spreadsOnly = `{ item { ...F0 } } ${times(400, (at) => `fragment F${at} on Item { ...F${at + 1} ...F${at + 1} }`)} fragment F400 on Item { id }`;
const cyclic = "{ item { ...A } } fragment A on Item { parent { ...B } } fragment B on Item { related { ...A } }";

describe("documents that are too large", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await serveShop();
  });
  afterAll(() => shop.stop());

  it.each([
    ["deep", `{ item { ${"parent { ".repeat(20)} id ${"} ".repeat(21)} }`, "COST_LIMIT_EXCEEDED"],
    ["wide", `{ item { ${"id ".repeat(10_000)} } }`, "COST_LIMIT_EXCEEDED"],
    ["of as many tokens as may be, all one field", `{ item { ${"id ".repeat(9_000)} } }`, "COST_LIMIT_EXCEEDED"],
    ["full of aliases", `{ item { ${times(101, (at) => `a${at}: id`)} } }`, "COST_LIMIT_EXCEEDED"],
    ["full of root fields", `{ ${times(51, (at) => `a${at}: item { id }`)} }`, "COST_LIMIT_EXCEEDED"],
    ["full of directives", `{ ${times(201, () => "item @include(if: true) { id }")} }`, "COST_LIMIT_EXCEEDED"],
    ["laden with directives in one place", `{ item { id ${"@x ".repeat(6)} } }`, "COST_LIMIT_EXCEEDED"],
    [
      "full of fragments",
      `{ ...F0 } ${times(501, (at) => `fragment F${at} on Query { item { id } }`)}`,
      "COST_LIMIT_EXCEEDED",
    ],
    ["full of operations", times(101, (at) => `query Q${at} { item { id } }`), "COST_LIMIT_EXCEEDED"],
    ["doubled by every fragment", doubling, "COST_LIMIT_EXCEEDED"],
    ["within itself", cyclic, "GRAPHQL_VALIDATION_FAILED"],
    ["within itself at once", "{ ...A } fragment A on Query { ...A }", "GRAPHQL_VALIDATION_FAILED"],
    ["a megabyte of names", `{ ${"item ".repeat(200_000)} }`, "COST_LIMIT_EXCEEDED"],
    ["a megabyte of comments and nothing else", `#${"x".repeat(1_000_000)}`, "GRAPHQL_PARSE_FAILED"],
    [
      "a megabyte of brackets",
      `{ item(id: ${"[".repeat(500_000)}${"]".repeat(500_000)}) { id } }`,
      "COST_LIMIT_EXCEEDED",
    ],
    [
      "costly by lists within lists",
      `{ items(first: 100) { ${"related { ".repeat(5)} id ${"} ".repeat(5)} } }`,
      "COST_LIMIT_EXCEEDED",
    ],
    ["costly by its page", "{ page(first: 3000000) { nodes { id } } }", "COST_LIMIT_EXCEEDED"],
    ["full of mistakes", `{ item { ${times(200, (at) => `no${at}`)} } }`, "GRAPHQL_VALIDATION_FAILED"],
  ])("are refused with a code, and no subgraph hears of them: %s", async (_what, query, code) => {
    const answer = await post(shop.url, JSON.stringify({ query }));
    expect([answer.status, codeOf(answer), shop.asked()]).toEqual([400, code, 0]);
    expect(answer.errors.length).toBeLessThanOrEqual(limits.maximumValidationErrors + 1);
  });

  it("and what comes right after is answered as always", async () => {
    const { data } = await post(shop.url, '{"query":"{ item { id name } }"}');
    expect(data).toEqual({ item: { id: "1", name: "item 1" } });
  });

  it("cost no more steps than the limit, however their fragments multiply", () => {
    for (const source of [exponential(100), doubling, spreadsOnly]) {
      const document = parse(source);
      const reads = countReads(document);
      try {
        checkDocument(document, limits);
      } catch {
        // That it is refused is shown above; here it is how soon.
      }
      // Each selection set is read once for each time that it is walked, and for the looks at the whole document.
      expect(reads()).toBeLessThan(limits.maximumFields * 2);
    }
  });

  it("are no documents that real clients send", () => {
    const components = times(60, (at) => `fragment Part${at} on Item { id name parent { id name } }`);
    const document = parse(`{ item { ${times(60, (at) => `...Part${at}`)} } } ${components}`);
    expect(checkDocument(document, limits)).toBe(1 + 60 + 60 * 3 + 60 * 2);
  });
});

describe("what a stranger learns", () => {
  const introspection = "{ __schema { queryType { name } } }";
  const nested = '{ ...A } fragment A on Query { ... { t: __type(name: "Item") { name } } }';

  it("is neither the schema nor a name in it, unless that is switched on", async () => {
    const closed = await serveShop();
    for (const query of [introspection, nested]) {
      const answer = await post(closed.url, JSON.stringify({ query }));
      expect([answer.status, codeOf(answer)]).toEqual([400, "INTROSPECTION_DISABLED"]);
    }
    const wrong = await post(closed.url, '{"query":"{ itm { id } }"}');
    expect(wrong.errors[0]?.message).toBe('Cannot query field "itm" on type "Query".');
    const variables = { size: "SMAL" };
    const query = "query ($size: ShelfSize) { shelf(size: $size) { id } }";
    expect((await post(closed.url, JSON.stringify({ query, variables }))).text).not.toContain("SMALL");
    expect((await post(closed.url, '{"query":"{ __typename }"}')).data).toEqual({ __typename: "Query" });
    const page = await fetch(closed.endpoint, { headers: { accept: "text/html" } });
    expect([page.status, await page.text()]).toEqual([400, expect.not.stringContaining("<html")]);
    await closed.stop();

    const open = await serveShop({ config: { introspection: true, suggestions: true } });
    expect((await post(open.url, JSON.stringify({ query: introspection }))).errors).toEqual([]);
    expect((await post(open.url, '{"query":"{ itm { id } }"}')).errors[0]?.message).toContain("Did you mean");
    await open.stop();

    const sandbox = await serveShop({ config: { sandbox: true } });
    expect((await post(sandbox.url, JSON.stringify({ query: introspection }))).errors).toEqual([]);
    const shown = await fetch(sandbox.endpoint, { headers: { accept: "text/html" } });
    expect(await shown.text()).toContain("<html");
    const origin = "https://sandbox.embed.apollographql.com";
    const asked = await fetch(sandbox.endpoint, { method: "OPTIONS", headers: { origin } });
    expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
    await sandbox.stop();
  });
});

function codeOf({ errors }: Answer<unknown>): unknown {
  return errors[0]?.extensions?.["code"];
}

/** Counts how often the selections of a document are read from now on. */
function countReads(document: DocumentNode): () => number {
  let reads = 0;
  visit(document, {
    SelectionSet(set) {
      const { selections } = set;
      Object.defineProperty(set, "selections", {
        enumerable: true,
        get() {
          reads += 1;
          return selections;
        },
      });
    },
  });
  reads = 0;
  return () => reads;
}
