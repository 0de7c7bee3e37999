import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type OpenTyped, openTyped } from "../fixtures/open-typed.ts";

let open: OpenTyped;

beforeAll(async () => {
  open = await openTyped();
});
afterAll(async () => open.close());
beforeEach(() => open.airtable.forget());

it("answers a first question", async () => {
  const result =
    await open.ask(`{ salesCrm { base { name } deals(first: 2, filter: { stage: { eq: WON }, company: { name: { contains: "a" } } }, sort: [{ closeDate: ASC }]) {
     totalCount nodes { id name amount stage closeDate products documents { url } company { name contacts(first: 5) { totalCount nodes { name email } } } } pageInfo { hasNextPage endCursor } } } }`);
  console.log(
    JSON.stringify(result, null, 1),
    JSON.stringify(
      open.airtable.listings().map((l) => ({ ...l, filterByFormula: l.filterByFormula?.slice(0, 100) })),
      null,
      1,
    ),
  );
  expect(result.errors).toBeUndefined();
});
