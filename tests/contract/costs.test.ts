import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
} from "graphql";
import * as benchmarks from "../../bench/airtable/operations.ts";
import * as client from "../../examples/typed-client/generated/graphql.ts";
import * as workflow from "../../examples/workflow/generated/graphql.ts";
import { readConfig } from "../../kernel/config/settings.ts";
import { limitSettings } from "../../router/config.ts";
import { compileCost } from "../../router/limits/cost/compile-cost.ts";
import { readCosts } from "../../router/limits/cost/read-costs.ts";
import * as tests from "../generated/graphql.ts";

const schema = buildSchema(readFileSync("schema/api.graphql", "utf8"));
const costs = readCosts(parse(readFileSync("schema/supergraph.graphql", "utf8")));
const { maximumCost, assumedListSize } = readConfig(limitSettings, {});

/** What each operation of a document is estimated to cost. Numbers that variables ask for are the largest page. */
function estimates(source: string): readonly { readonly name: string; readonly cost: number }[] {
  const document = parse(source);
  return document.definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((definition) => ({
      name: definition.name?.value ?? source,
      cost: compileCost({ schema, costs, assumedListSize, document, definition }).estimate(largestPages(definition)),
    }));
}

function largestPages({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, number> {
  const names = variableDefinitions.map(({ variable }) => variable.name.value);
  return Object.fromEntries(names.filter((name) => name === "first").map((name) => [name, 100]));
}

const fields = Object.values(schema.getTypeMap())
  .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith("__"))
  .flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).map((field) => ({ type: type.name, field }))
      : [],
  );

describe("the public schema says what its fields cost:", () => {
  it("each connection is as long as `first` says, which has a default", () => {
    const paged = fields.filter(({ field }) => field.args.some(({ name }) => name === "first"));
    expect(paged.length).toBeGreaterThan(5);
    for (const { type, field } of paged) {
      const told = costs.listSize(type, field.name);
      expect([type, field.name, told?.slicingArguments, told?.sizedFields]).toEqual([
        type,
        field.name,
        ["first"],
        ["nodes"],
      ]);
      expect(field.args.find(({ name }) => name === "first")?.defaultValue).toEqual(expect.any(Number));
    }
    expect(estimates("{ runs(first: 7) { nodes { id } } }")[0]?.cost).toBe(1 + 7);
    expect(estimates("{ runs { nodes { id } } }")[0]?.cost).toBe(1 + 20);
  });

  it("each other list of objects is as long as is said of it", () => {
    const unsaid = fields.filter(
      ({ type, field }) =>
        isListType(isNonNullType(field.type) ? field.type.ofType : field.type) &&
        isCompositeType(getNamedType(field.type)) &&
        !(type.endsWith("Connection") && field.name === "nodes") &&
        costs.listSize(type, field.name)?.assumedSize === undefined,
    );
    expect(unsaid.map(({ type, field }) => `${type}.${field.name}`)).toEqual([]);
  });

  it("what hashes passwords, writes to Airtable or starts work costs more than what reads", () => {
    const named = (name: string) => costs.fieldWeight("Mutation", name) ?? 1;
    for (const name of [
      "signUp",
      "signIn",
      "changePassword",
      "startRun",
      "createRecord",
      "uploadAttachment",
      "syncCsv",
    ])
      expect([name, named(name) >= 10]).toEqual([name, true]);
    const records = (count: number) => `records: [${"{ cells: {} } ".repeat(count)}]`;
    const create = (count: number) =>
      estimates(`mutation { createRecords(input: { baseId: "a", table: "T", ${records(count)} }) { succeeded } }`)[0]
        ?.cost ?? 0;
    expect(create(1_000) - create(1)).toBe(999);
  });
});

describe("the default of MAX_COST", () => {
  it("is several times what documentation, examples, benchmarks and tests ask for", () => {
    const readme = readFileSync("README.md", "utf8");
    const sources = [
      ...[...readme.matchAll(/```graphql\n(.*?)```/gs)].map(([, source]) => source ?? ""),
      ...[...readme.matchAll(/ask '(.*?)'/gs)].map(([, source]) => source ?? ""),
      ...[tests, client, workflow].flatMap((generated) =>
        Object.values(generated)
          .filter((value) => value instanceof generated.TypedDocumentString)
          .map(String),
      ),
      ...Object.values(benchmarks),
    ];
    const told = sources.flatMap(estimates);
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter(({ cost }) => cost > maximumCost / 4)).toEqual([]);
  });

  const links = (levels: number): string =>
    levels === 0 ? "id" : `linkedRecords(field: "a") { nodes { ${links(levels - 1)} } }`;

  it.each([
    ["links of links of a page", `{ base(id: "a") { table(key: "t") { records { nodes { ${links(2)} } } } } }`],
    ["all records of all tables, with links", `{ bases { tables { records { nodes { ${links(1)} } } } } }`],
    [
      "three subgraphs in turn",
      "{ runs(first: 100) { nodes { record { files(first: 100) { nodes { id } } workflowRuns(first: 100) { nodes { files { nodes { id } } } } } } } }",
    ],
    [
      "many large pages",
      `{ base(id: "a") { ${Array.from({ length: 30 }, (_, at) => `t${at}: table(key: "${at}") { records(first: 100) { nodes { linkedRecords(field: "a", first: 20) { nodes { id } } } } }`).join(" ")} } }`,
    ],
  ])("is less than %s", (_what, source) => {
    expect(estimates(source)[0]?.cost).toBeGreaterThan(maximumCost);
  });

  it("leaves room for a page of records with two links of a hundred each", () => {
    const link = (name: string) => `${name}: linkedRecords(field: "${name}") { nodes { cells } }`;
    const source = `{ base(id: "a") { table(key: "t") { records(first: 100) { nodes { ${link("a")} ${link("b")} } } } } }`;
    expect(estimates(source)[0]?.cost).toBeLessThan(maximumCost / 2);
  });
});
