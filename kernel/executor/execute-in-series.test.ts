import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import { buildSchema, type ExecutionResult, execute, parse, validate } from "graphql";
import { executeInSeries } from "./execute-in-series.ts";

const sdl = `
  type Query { nothing: Int }
  type Mutation { shop: Shop! other: Shop! plain(name: String!): Done fails: Shop! closed: Shop }
  type Shop { buy(name: String!, ms: Int = 5): Done sell(name: String!): Done! }
  type Done { name: String slow(ms: Int = 10): String throws: String }
`;

/** A schema whose resolvers note when they begin and end. */
function openShop() {
  const schema = buildSchema(sdl);
  const noted: string[] = [];
  const done = (name: string) => ({
    name,
    async slow({ ms }: { ms: number }) {
      await delay(ms);
      noted.push(`${name} answered`);
      return name;
    },
    throws() {
      throw new Error(`no ${name}`);
    },
  });
  const act = async ({ name, ms = 1 }: { name: string; ms?: number }) => {
    noted.push(`${name} begun`);
    await delay(ms);
    if (name === "bad") throw new Error("bad");
    noted.push(`${name} done`);
    return done(name);
  };
  const shop = () => ({ buy: act, sell: act });
  const closed = () => {
    throw new Error("closed");
  };
  const rootValue = {
    shop,
    other: shop,
    plain: act,
    fails: closed,
    closed,
  };
  for (const name of ["shop", "other", "fails", "closed"]) {
    const field = schema.getMutationType()?.getFields()[name];
    if (field !== undefined) field.extensions = { inSeries: true };
  }
  return {
    noted,
    async run(
      query: string,
      variableValues: Record<string, unknown> = {},
      how = executeInSeries,
    ): Promise<ExecutionResult> {
      const document = parse(query);
      expect(validate(schema, document)).toEqual([]);
      return how({ schema, document, rootValue, variableValues });
    },
  };
}
const plainly = (result: unknown): unknown => JSON.parse(JSON.stringify(result));

describe("executeInSeries", () => {
  it("begins a field only when the one before it has been answered, with all that is selected below it", async () => {
    const { run, noted } = openShop();
    const result = await run(`mutation {
      shop { a: buy(name: "a", ms: 20) { slow } ...More }
      between: plain(name: "between") { slow }
      last: other { d: buy(name: "d") { name } }
    }
    fragment More on Shop { b: sell(name: "b") { slow } ... on Shop { c: buy(name: "c") { name } } }`);
    expect(plainly(result)).toEqual({
      data: {
        shop: { a: { slow: "a" }, b: { slow: "b" }, c: { name: "c" } },
        between: { slow: "between" },
        last: { d: { name: "d" } },
      },
    });
    const told = (name: string) => [`${name} begun`, `${name} done`];
    expect(noted).toEqual([
      ...told("a"),
      "a answered",
      ...told("b"),
      "b answered",
      ...told("c"),
      ...told("between"),
      "between answered",
      ...told("d"),
    ]);
  });

  it("answers what GraphQL's own execution does: fragments, conditions, merged fields and type names included", async () => {
    for (const [query, variables] of [
      ['mutation { shop { __typename } s: shop { t: __typename buy(name: "x") { name } } }', {}],
      [
        `mutation ($yes: Boolean!, $no: Boolean = false) {
          shop { x: buy(name: "x") @include(if: $no) { name } y: buy(name: "y") @skip(if: $no) { name } }
          ... @include(if: $yes) { shop { y: buy(name: "y") { slow } z: sell(name: "z") { name } } }
          other @skip(if: $yes) { buy(name: "o") { name } }
          none: other { buy(name: "o") @include(if: $no) { name } }
        }`,
        { yes: true },
      ],
      ['mutation { s0_0: plain(name: "p") { name } f0: shop { s0_0: buy(name: "q") { name } } }', {}],
      ['mutation { plain(name: "p") { name } }', {}],
      ['mutation ($yes: Boolean!) { shop { buy(name: "a") @include(if: $yes) { name } } }', { yes: "wrong" }],
    ] as const) {
      const [serial, usual] = [
        await openShop().run(query, variables),
        await openShop().run(query, variables, async (args) => execute(args)),
      ];
      expect(plainly({ data: serial.data })).toEqual(plainly({ data: usual.data }));
      expect(serial.errors?.map(({ message }) => message)).toEqual(usual.errors?.map(({ message }) => message));
      expect(JSON.stringify(serial.data)).toBe(JSON.stringify(usual.data));
    }
  });

  it("tells errors at their place in the operation, and goes on with the others", async () => {
    const { run } = openShop();
    const { data, errors } = await run(
      'mutation { my: shop { one: buy(name: "bad") { name } two: buy(name: "fine") { throws } } }',
    );
    expect(plainly({ data })).toEqual({ data: { my: { one: null, two: { throws: null } } } });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([
      ["bad", ["my", "one"]],
      ["no fine", ["my", "two", "throws"]],
    ]);
  });

  it("does nothing more once a field that must not be null has failed", async () => {
    const { run, noted } = openShop();
    const { data, errors } = await run(
      'mutation { fails { buy(name: "a") { name } sell(name: "b") { name } } shop { buy(name: "c") { name } } }',
    );
    expect(data).toBeNull();
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([["closed", ["fails"]]]);
    expect(noted).toEqual([]);
  });

  it("tells once that a field which may be null has failed, and goes on with the next one", async () => {
    const { run, noted } = openShop();
    const { data, errors } = await run(
      'mutation { my: closed { a: buy(name: "a") { name } b: sell(name: "b") { name } } shop { buy(name: "c") { name } } }',
    );
    expect(plainly(data)).toEqual({ my: null, shop: { buy: { name: "c" } } });
    expect(errors?.map(({ message, path }) => [message, path])).toEqual([["closed", ["my"]]]);
    expect(noted).toEqual(["c begun", "c done"]);
  });
});
