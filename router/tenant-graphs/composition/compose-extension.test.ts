import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from "@apollo/federation-internals";
import { describe, expect, it } from "@jest/globals";
import { type DefinitionNode, type DocumentNode, Kind, parse, print, printSchema, visit } from "graphql";
import { denseLinksSeed, everyFieldSeed, hostileNamesSeed, sampleSeed } from "../../../emulator/emulator.ts";
import { extendSharing } from "../../../kernel/schema-extension/extend-sharing.ts";
import { openExtension } from "../../../kernel/schema-extension/open-extension.ts";
import { graphOfSeed } from "../../../subgraphs/airtable/typed/sdl/fixtures/graph-of-seed.ts";
import { printTypedGraph } from "../../../subgraphs/airtable/typed/sdl/print-typed-graph.ts";
import type { TypedField, TypedGraph } from "../../../subgraphs/airtable/typed/typed-graph.ts";
import { registry, subgraphNames } from "../../../subgraphs/registry.ts";
import { typedExtension } from "../fixtures/typed-extension.ts";
import { composeExtension } from "./compose-extension.ts";
import { readCore } from "./read-core.ts";

const sdl = readFileSync(new URL("../../../schema/supergraph.graphql", import.meta.url), "utf8");
const core = readCore(sdl, "airtable");
const ours = (extension: string) => composeExtension(core, openExtension(extension)).document();

/** What Apollo's composition makes of the subgraphs when the airtable subgraph has the extension. */
function theirs(extension: string): DocumentNode {
  const services = subgraphNames.map((name) => {
    const schema = readFileSync(new URL(`../../../subgraphs/${name}/schema.graphql`, import.meta.url), "utf8");
    const typeDefs = parse(name === "airtable" ? `${schema}\n${extension}` : schema);
    return { name, url: `http://${name}:${registry[name].port}/graphql`, typeDefs };
  });
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join("\n"));
  return parse(supergraphSdl, { noLocation: true });
}

/** By name, with all in an order of its own: directives, fields and definitions mean the same in any order. */
function elements(document: DocumentNode): ReadonlyMap<string, string> {
  const sorted = visit<DocumentNode>(document, {
    leave(node) {
      const own = { ...node } as Record<string, unknown>;
      for (const key of ["directives", "fields", "values", "arguments", "interfaces"]) {
        const list = own[key];
        if (Array.isArray(list)) own[key] = list.toSorted((one, other) => (print(one) < print(other) ? -1 : 1));
      }
      // Composition prints descriptions as block strings, which begin and end with no blanks.
      if (node.kind === Kind.STRING) Object.assign(own, { block: false, value: node.value.trim() });
      if ("description" in node && node.description?.value === "") own["description"] = undefined;
      return own;
    },
  });
  return new Map(sorted.definitions.map((definition) => [nameOf(definition), print(definition)]));
}

function nameOf(definition: DefinitionNode): string {
  return `${definition.kind} ${"name" in definition ? (definition.name?.value ?? "") : ""}`;
}

function expectSame(document: DocumentNode, wanted: DocumentNode): void {
  const [own, reference] = [elements(document), elements(wanted)];
  const different = [...new Set([...own.keys(), ...reference.keys()])].filter(
    (name) => own.get(name) !== reference.get(name),
  );
  expect(different.map((name) => [own.get(name), reference.get(name)]).slice(0, 3)).toEqual([]);
}

/** Apollo's composition takes half a minute for all tables. */
function some({ bases }: TypedGraph): TypedGraph {
  return {
    bases: bases.map((base) => {
      const tables = base.tables.slice(0, 3);
      const isThere = ({ value }: TypedField) => value.kind !== "link" || tables.some(({ id }) => id === value.tableId);
      return { ...base, tables: tables.map((table) => ({ ...table, fields: table.fields.filter(isThere) })) };
    }),
  };
}

describe("a tenant's supergraph is what Apollo's composition makes", () => {
  it.each([
    ["of a large base", typedExtension({ tables: 6, fields: 20 })],
    [
      "of two bases",
      `${typedExtension({ tables: 1, fields: 4 })} ${typedExtension({ tables: 2, fields: 5, base: "Wiki" })}`,
    ],
    [
      "of nothing but a root field",
      'extend type Query { "What it is." one(of: [Int!]! = [1, 2]): Int @deprecated(reason: "old") }',
    ],
  ])("%s", (_what, extension) => {
    expectSame(ours(extension), theirs(extension));
  });

  it.each([
    ["the sample base", sampleSeed],
    ["one table with every type of field", everyFieldSeed],
    ["some tables that are densely linked", denseLinksSeed],
    ["some hostile names", hostileNamesSeed],
  ])("of %s, and so is what clients see", async (_what, seed) => {
    const extension = printTypedGraph(some(await graphOfSeed(seed())));
    expectSame(ours(extension), theirs(extension));
    const supportedFeatures = ROUTER_SUPPORTED_SUPERGRAPH_FEATURES;
    const apiOf = (text: string) => Supergraph.build(text, { supportedFeatures }).apiSchema().toGraphQLJSSchema();
    const api = extendSharing(apiOf(sdl), openExtension(extension));
    expectSame(parse(printSchema(api)), parse(printSchema(apiOf(print(ours(extension))))));
  });
});
