import { buildSubgraphSchema } from "@apollo/subgraph";
import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode, parse, validateSchema } from "graphql";
import { readSchema } from "../../../../kernel/subgraph/subgraph.ts";
import type { TypedGraph, TypedTable } from "../typed-graph.ts";
import { described, labelBesideName } from "./definition.ts";
import { graphs, labels } from "./fixtures/arbitrary-graph.ts";
import { printTypedGraph } from "./print-typed-graph.ts";

const core = parse(readSchema(new URL("../../subgraph.ts", import.meta.url).href), { noLocation: true });

function extensionOf(graph: TypedGraph): DocumentNode {
  const sdl = printTypedGraph(graph);
  return { kind: Kind.DOCUMENT, definitions: sdl === "" ? [] : parse(sdl, { noLocation: true }).definitions };
}

function buildWith({ definitions }: DocumentNode) {
  return buildSubgraphSchema({ ...core, definitions: [...core.definitions, ...definitions] });
}

function recordType({ definitions }: DocumentNode, { typeName }: TypedTable): ObjectTypeDefinitionNode {
  for (const each of definitions) {
    if (each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === typeName) return each;
  }
  throw new Error(`there is no type ${typeName}`);
}

/** Half a character is no text. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "\ufffd");
}

const ours = new Set(Object.keys(buildWith(extensionOf({ bases: [] })).getTypeMap()));

describe("the SDL of any graph", () => {
  it("makes a valid subgraph together with the core, and no types but those of its bases, whatever is in its labels", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const schema = buildWith(extensionOf(graph));
        expect(validateSchema(schema)).toEqual([]);
        const added = Object.keys(schema.getTypeMap()).filter((name) => !ours.has(name));
        expect(added.filter((name) => !graph.bases.some(({ typeName }) => name.startsWith(typeName)))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it("has each column of each table, with what is written about it, deprecated when it is gone", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const extension = extensionOf(graph);
        for (const table of graph.bases.flatMap(({ tables }) => tables)) {
          const type = recordType(extension, table);
          expect(type.description?.value).toBe(wellFormed(described(table)));
          for (const field of table.fields) {
            const { description, directives } = type.fields?.find(({ name }) => name.value === field.name) ?? {};
            expect(description?.value).toContain(wellFormed(described({ ...field, description: null })));
            expect(directives?.some(({ name }) => name.value === "deprecated")).toBe(field.removed);
            expect(directives?.some(({ name }) => name.value === "requiresScopes")).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is the same for the same graph, letter by letter", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(printTypedGraph(structuredClone(graph))).toBe(printTypedGraph(graph));
      }),
    );
  });
});

describe("a label beside a name", () => {
  it("is left out only when the name has the same letters and digits", () => {
    expect(labelBesideName({ label: "Close date", name: "closeDate" })).toBeUndefined();
    expect(labelBesideName({ label: "Close-date", name: "CLOSE_DATE" })).toBeUndefined();
    expect(labelBesideName({ label: "Close date!", name: "closeDate" })).toBe("Close date!");
    fc.assert(
      fc.property(labels, (label) => {
        const told = labelBesideName({ label, name: "count" }) ?? "count";
        expect(told.replaceAll(/[\s_-]/g, "").toLowerCase()).toBe(label.replaceAll(/[\s_-]/g, "").toLowerCase());
      }),
    );
  });
});
