import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { buildSchema, parse, validate } from "graphql";
import { banner } from "../../scripts/development/banner.ts";

it("the banner of npm start shows only operations that the public schema answers", () => {
  const schema = buildSchema(readFileSync("schema/api.graphql", "utf8"));
  const url = "http://127.0.0.1:8000";
  const example = { baseId: "appX", table: "Deals", recordId: "appX/tblX/recX" };
  const text = banner({ url, airtable: url, mails: "/mail", demo: { login: "demo", password: "secret", example } });
  const shown = text.split("\n\n").filter((paragraph) => /^ +(\{|query|mutation|subscription)/.test(paragraph));
  expect(shown).toHaveLength(5);
  expect(shown.flatMap((operation) => validate(schema, parse(operation)))).toEqual([]);
});
