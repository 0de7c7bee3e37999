import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { buildSchema, parse, validate } from "graphql";
import { banner } from "../../scripts/development/banner.ts";

it("the banner of npm start shows only operations that the graph of the sample bases answers", () => {
  const schema = buildSchema(readFileSync("examples/crm-client/schema.graphql", "utf8"));
  const url = "http://127.0.0.1:8000";
  const example = { recordId: "appX/tblX/recX", typed: { base: "salesCrm", list: "deals" } };
  const text = banner({ url, airtable: url, mails: "/mail", demo: { login: "demo", password: "secret", example } });
  const shown = text.split("\n\n").filter((paragraph) => /^ +(\{|query|mutation|subscription)/.test(paragraph));
  expect(shown).toHaveLength(5);
  expect(shown.flatMap((operation) => validate(schema, parse(operation)))).toEqual([]);
});
