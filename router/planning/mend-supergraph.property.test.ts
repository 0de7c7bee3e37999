import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { execute, parse, validate } from "graphql";
import { openShop, shopInOne } from "./fixtures/shop.ts";

/** Response names that a client may choose, most of them the planner's own. */
const names = [
  "id",
  "weight",
  "price",
  "boxes",
  "reviews",
  "__typename",
  "score",
  "id_of_client",
  "price_required_0",
  "free",
];
const leaves = [
  "id",
  "title",
  "weight",
  "heavy",
  "freight",
  'freight(by: "air")',
  "duty",
  "praise",
  "praises",
  "origin",
];
const priced = ['price(currency: "USD")', 'price(currency: "EUR")', "price(currency: $currency)"];
const reviewed = ["reviews(first: 1)", "reviews(first: 3)"];

const named = (fields: readonly string[]) =>
  fc
    .tuple(fc.option(fc.constantFrom(...names)), fc.constantFrom(...fields))
    .map(([alias, field]) => `${alias === null ? "" : `${alias}: `}${field}`);
const review = fc
  .array(named(["score", "score(outOf: 5)", "__typename"]), { minLength: 1, maxLength: 3 })
  .map((fields) => `{ ${fields.join(" ")} }`);
const field = fc.oneof(
  { weight: 3, arbitrary: named([...leaves, "__typename"]) },
  { weight: 1, arbitrary: named(priced) },
  { weight: 1, arbitrary: fc.tuple(named(reviewed), review).map(([head, body]) => `${head} ${body}`) },
);
const fields = fc.array(field, { minLength: 1, maxLength: 6 }).map((chosen) => chosen.join(" "));
const operation = fc.tuple(fields, fields, fields).map(
  ([some, more, others]) => `query ($currency: String! = "EUR") {
      free: __typename @include(if: false) currency: offer(id: "lamp") { price(currency: $currency) }
      id: offer(id: "kettle") { ${some} ...More ... on Offer { ${others} } } offers { ...More }
    } fragment More on Offer { ${more} }`,
);

describe("a plan that is mended", () => {
  const shop = openShop();
  const inOne = shopInOne();

  it("answers as one schema does, whatever names a client chooses", async () => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(operation, async (query) => {
        const document = parse(query);
        fc.pre(validate(inOne, document).length === 0);
        asked += 1;
        const { data, errors } = await execute({ schema: inOne, document });
        expect(errors).toBeUndefined();
        expect(await shop.answer(query)).toEqual(JSON.parse(JSON.stringify(data)));
      }),
      { numRuns: 60 },
    );
    expect(asked).toBeGreaterThan(30);
  });
});
