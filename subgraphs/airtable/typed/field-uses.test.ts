import { describe, expect, it } from "@jest/globals";
import { buildASTSchema, isInputObjectType, parse } from "graphql";
import { everyFieldSeed } from "../../../emulator/emulator.ts";
import { readSchema } from "../../../kernel/subgraph/subgraph.ts";
import { conditionsOn } from "../filter/conditions.ts";
import { canBeMe } from "../filter/me-fields.ts";
import type { FieldModel } from "../models.ts";
import { aggregateTypeOf, cellFilterOf, enumOf, isGroupable, isKey, isLinkField, isSortable } from "./field-uses.ts";
import { describeSeed } from "./sdl/fixtures/graph-of-seed.ts";
import { printTypedGraph } from "./sdl/print-typed-graph.ts";
import type { TypedField, TypedGraph } from "./typed-graph.ts";

const { graph, bases } = await describeSeed(everyFieldSeed());
const fields = graph.bases.flatMap(({ tables }) => tables.flatMap((table) => table.fields));
const models = new Map(
  bases.flatMap(({ tables }) =>
    tables.flatMap((table) =>
      table.fields.map((field): [string, FieldModel] => [
        field.id,
        {
          ...field,
          description: field.description ?? null,
          options: field.options ?? null,
          id: fieldNamed(field.name).id,
        },
      ]),
    ),
  ),
);

function fieldNamed(label: string): TypedField {
  const found = fields.find((field) => field.label === label);
  if (found === undefined) throw new Error(`there is no field ${label}`);
  return found;
}

function schemaOf(from: TypedGraph) {
  const core = readSchema(new URL("../subgraph.ts", import.meta.url).href);
  return buildASTSchema(parse(`${core}\n${printTypedGraph(from)}`), { assumeValidSDL: true });
}

describe("the filter of a field", () => {
  const schema = schemaOf(graph);
  const partsOfTexts = new Set(["contains", "startsWith", "endsWith"]);

  it.each(fields.filter((field) => !isLinkField(field)).map((field) => [field.label, field] as const))(
    "has the operators that can be compiled: %s",
    (_label, field) => {
      const type = schema.getType(cellFilterOf(field));
      const model = models.get(field.id);
      if (!isInputObjectType(type) || model === undefined) throw new Error(`no ${cellFilterOf(field)}`);
      const possible: string[] = [...Object.keys(conditionsOn(model)), ...(canBeMe(model) ? ["isMe"] : [])];
      // Of names of choices a part says nothing.
      const meant = possible.filter((operator) => enumOf(field.value) === undefined || !partsOfTexts.has(operator));
      expect(Object.keys(type.getFields()).toSorted()).toEqual(meant.toSorted());
    },
  );

  it("asks for ids of links to tables that the graph has not, by the operators that links have", () => {
    const type = schema.getType(
      cellFilterOf({ type: "multipleRecordLinks", value: { kind: "list", of: { kind: "scalar", scalar: "ID" } } }),
    );
    expect(isInputObjectType(type) && Object.keys(type.getFields())).toEqual([
      "eq",
      "ne",
      "hasAny",
      "hasAll",
      "hasNone",
      "isEmpty",
    ]);
  });
});

describe("the uses of a field", () => {
  const labels = (use: (field: TypedField) => boolean) => fields.filter(use).map(({ label }) => label);

  it("are to be grouped by where a cell holds one value", () => {
    expect(labels((field) => !isGroupable(field) && !field.readOnly)).toEqual([
      "Colours",
      "Files",
      "Children",
      "Friends",
      "Team",
      "Code",
    ]);
    expect(["Parent", "Owner", "Status", "Day", "Is cheap"].map(fieldNamed).every(isGroupable)).toBe(true);
    expect(["Names of children", "Broken", "Open", "Summary", "Mood"].map(fieldNamed).some(isGroupable)).toBe(false);
  });

  it("are to be summed up where they are numbers or dates", () => {
    const types = ["Amount", "Stars", "Total", "Day", "Moment", "Week later", "Name", "Prices of children"].map(
      (label) => aggregateTypeOf(fieldNamed(label)),
    );
    expect(types).toEqual([
      "NumberAggregate",
      "NumberAggregate",
      "NumberAggregate",
      "DateAggregate",
      "DateTimeAggregate",
      "DateAggregate",
      undefined,
      undefined,
    ]);
  });

  it("are to sort by, but for buttons, and to find records by where Airtable can", () => {
    expect(labels((field) => !isSortable(field))).toEqual(["Open"]);
    expect(labels(isKey)).toEqual([
      "Name",
      "Notes",
      "Email",
      "Website",
      "Phone",
      "Amount",
      "Pieces",
      "Status",
      "Colours",
      "Undecided",
      "District",
      "Day",
    ]);
  });
});
