import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "@jest/globals";
import { packSdl } from "../../kernel/schema-extension/packed-sdl.ts";
import { typedExtension } from "./fixtures/typed-extension.ts";
import { createGraphWork } from "./graph-work.ts";

const sdl = readFileSync(new URL("../../schema/supergraph.graphql", import.meta.url), "utf8");
const work = createGraphWork({ sdl, subgraph: "airtable" });
beforeAll(() => {
  work({ kind: "load", version: "large", packed: packSdl(typedExtension({ tables: 60, fields: 3 })) });
});

it("operations on records of whatever table are planned, however many tables there are", () => {
  const source =
    "{ run(id: 1) { record { cells files { nodes { name } } activity(first: 1) { nodes { kind } } } files { nodes { record { cells } } } } }";
  expect(work({ kind: "plan", version: "large", source })).toMatchObject({ kind: "planned" });
});

it("an operation that could be answered in more ways than can be counted is refused", () => {
  const source = "{ run(id: 1) { record { files { nodes { record { activity(first: 1) { nodes { kind } } } } } } } }";
  expect(work({ kind: "plan", version: "large", source })).toEqual({ kind: "tooManyWays" });
});

it("what is not known is asked for", () => {
  expect(work({ kind: "plan", version: "another", source: "{ me { id } }" })).toEqual({ kind: "unknown" });
});
