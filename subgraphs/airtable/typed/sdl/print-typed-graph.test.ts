import { readFileSync } from "node:fs";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { type DefinitionNode, Kind, parse, print, validate, validateSchema } from "graphql";
import {
  denseLinksBaseId,
  denseLinksSeed,
  everyFieldBaseId,
  everyFieldSeed,
  hostileNamesSeed,
  sampleSeed,
} from "../../../../emulator/emulator.ts";
import { subgraphNames } from "../../../registry.ts";
import type { TypedField, TypedGraph, TypedTable } from "../typed-graph.ts";
import { graphOfSeed } from "./fixtures/graph-of-seed.ts";
import { noChoices } from "./print-choices.ts";
import { printTypedGraph } from "./print-typed-graph.ts";

/** A type's definition without descriptions and without directives about scopes, by what it is called. */
function definitions(sdl: string): ReadonlyMap<string, string> {
  const { definitions: found } = parse(sdl, { noLocation: true });
  return new Map(found.map((each) => ["name" in each ? `${kindOf(each)}${each.name?.value}` : "", print(plain(each))]));
}

const kindOf = ({ kind }: DefinitionNode): string => (kind === Kind.OBJECT_TYPE_EXTENSION ? "extend " : "");

/** Directives about scopes stand at everything. */
function plain<Node>(node: Node): Node {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key === "description") return undefined;
      if (key !== "directives" || !Array.isArray(value)) return value;
      return value.filter((each: { name: { value: string } }) => each.name.value !== "requiresScopes");
    }),
  );
}

/** The members of a type, one a line. */
function membersOf(types: ReadonlyMap<string, string>, name: string): string[] {
  const text = types.get(name);
  if (text === undefined) throw new Error(`there is no ${name}`);
  return text
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim());
}

let sample: TypedGraph;
let everyField: TypedGraph;
let types: ReadonlyMap<string, string>;
beforeAll(async () => {
  [sample, everyField] = await Promise.all([graphOfSeed(sampleSeed()), graphOfSeed(everyFieldSeed())]);
  types = definitions(printTypedGraph(sample));
});

describe("the SDL of the sample base", () => {
  it("has a field of each base at the roots, and one of each table for its changes", () => {
    expect(membersOf(types, "extend Query")).toEqual(["salesCrm: SalesCrm", "productPlanning: ProductPlanning"]);
    expect(membersOf(types, "extend Mutation")).toEqual([
      "salesCrm: SalesCrmMutation",
      "productPlanning: ProductPlanningMutation",
    ]);
    expect(membersOf(types, "extend Subscription")).toContain(
      'salesCrmDealsChanged(filter: SalesCrmDealFilter, after: String): SalesCrmDealChange! @tag(name: "from-now-on")',
    );
  });

  it("has lists, single records and aggregates of each table", () => {
    const members = types.get("SalesCrm")?.replaceAll(/\s+/g, " ");
    expect(members).toContain(
      "deals(first: Int! = 50, after: String, filter: SalesCrmDealFilter, search: String, view: String, sort: [SalesCrmDealSort!], paging: Paging! = SNAPSHOT): SalesCrmDealConnection",
    );
    expect(members).toContain("deal(id: ID!): SalesCrmDeal ");
    expect(members).toContain(
      "dealsAggregate(filter: SalesCrmDealFilter, search: String, view: String, groupBy: [SalesCrmDealGroupField!]): [SalesCrmDealAggregate!]",
    );
  });

  it("has a fitting type for each column, and links to the other tables", () => {
    expect(types.get("SalesCrmDeal")).toMatch(/^type SalesCrmDeal implements AirtableRecord @key\(fields: "id"\)/);
    expect(membersOf(types, "SalesCrmDeal")).toEqual(
      expect.arrayContaining([
        "id: ID!",
        "name: String",
        "number: Int",
        "company: SalesCrmCompany",
        'contacts(first: Int! = 100, after: String): SalesCrmContactConnection @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"])',
        "stage: SalesCrmDealStage",
        "amount: Float",
        "closeDate: Date",
        "fit: Int",
        "documents: [Attachment!] @listSize(assumedSize: 3)",
        "owner: Collaborator",
        "created: DateTime",
      ]),
    );
    expect(membersOf(types, "SalesCrmDealStage")).toEqual([
      "LEAD",
      "QUALIFIED",
      "PROPOSAL",
      "NEGOTIATION",
      "WON",
      "LOST",
    ]);
  });

  it("asks for linked records by their own filter", () => {
    const filter = membersOf(types, "SalesCrmDealFilter");
    expect(filter).toEqual(
      expect.arrayContaining([
        "and: [SalesCrmDealFilter!]",
        "id: IdFilter",
        "amount: NumberFilter",
        "stage: SalesCrmDealStageFilter",
        "company: SalesCrmCompanyFilter",
        "contacts: SalesCrmContactListFilter",
      ]),
    );
    expect(membersOf(types, "SalesCrmContactListFilter")).toEqual([
      "some: SalesCrmContactFilter",
      "none: SalesCrmContactFilter",
      "every: SalesCrmContactFilter",
      "isEmpty: Boolean",
    ]);
    expect(membersOf(types, "SalesCrmDealStageFilter")).toEqual([
      "eq: SalesCrmDealStage",
      "ne: SalesCrmDealStage",
      "in: [SalesCrmDealStage!]",
      "notIn: [SalesCrmDealStage!]",
      "isEmpty: Boolean",
    ]);
  });

  it("takes what can be written, and nothing else", () => {
    const input = membersOf(types, "SalesCrmDealCreateInput");
    expect(input).toEqual(
      expect.arrayContaining([
        "name: String @cost(weight: 1)",
        "stage: SalesCrmDealStage",
        "documents: [AttachmentInput!]",
        "owner: CollaboratorInput",
        "company: SalesCrmCompanyLinkOne",
        "contacts: SalesCrmContactLinkMany",
      ]),
    );
    expect(
      input
        .map((line) => line.split(":")[0])
        .filter((name) => ["number", "status", "taskCount", "created", "createdBy"].includes(name ?? "")),
    ).toEqual([]);
    expect(membersOf(types, "SalesCrmDealUpdateInput")).toEqual(
      expect.arrayContaining(["id: ID! @cost(weight: 1)", "amount: Float"]),
    );
    expect(membersOf(types, "SalesCrmContactLinkMany")).toEqual([
      "connect: [ID!]",
      "create: [SalesCrmContactCreateInput!]",
      "disconnect: [ID!]",
      "set: [ID!]",
    ]);
  });

  it("sums up numbers and dates, by what has one value for each record", () => {
    expect(membersOf(types, "SalesCrmDealAggregate")).toEqual([
      "key: SalesCrmDealKey!",
      "count: Int!",
      "number: NumberAggregate",
      "amount: NumberAggregate",
      "probability: NumberAggregate",
      "weightedAmount: NumberAggregate",
      "closeDate: DateAggregate",
      "fit: NumberAggregate",
      "taskCount: NumberAggregate",
      "created: DateTimeAggregate",
      "lastModified: DateTimeAggregate",
    ]);
    expect(membersOf(types, "SalesCrmDealKey")).toEqual(
      expect.arrayContaining(["stage: SalesCrmDealStage", "company: SalesCrmCompany", "owner: Collaborator"]),
    );
  });
});

describe("what a frontend developer would write", () => {
  const pipeline = `query Pipeline($first: Int!) {
    salesCrm {
      deals(
        filter: { stage: { in: [NEGOTIATION, PROPOSAL] }, amount: { gte: 10000 }, company: { name: { contains: "Ltd" } } }
        sort: [{ closeDate: ASC }], first: $first
      ) {
        totalCount
        nodes {
          name amount stage closeDate
          company { name contacts(first: 5) { nodes { name email } } }
          ... on AirtableRecord { table { name } }
        }
        edges { cursor node { id } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
      dealsAggregate(groupBy: [stage]) { key { stage company { name } } count amount { sum avg max } closeDate { min } }
      deal(id: "rec00000000000000") { documents { url } owner { name } products }
    }
  }`;
  const write = `mutation {
    salesCrm {
      createDeals(input: [{ name: "Acme 2027", stage: PROPOSAL, products: [], closeDate: "2027-01-31", company: { connect: "rec00000000000000" } }]) {
        results { record { id name } error { code message } }
      }
      updateDeals(input: [{ id: "rec00000000000000", amount: null, contacts: { connect: ["rec00000000000000"] } }]) { failed }
      upsertDeals(on: [name], input: [{ name: "Acme 2028", company: { create: { name: "Acme" } } }], replace: true) { succeeded }
      deleteDeals(ids: ["rec00000000000000"]) { results { outcome } }
    }
  }`;
  const watch = `subscription {
    salesCrmDealsChanged(filter: { stage: { eq: WON }, contacts: { some: { email: { isMe: true } } } }) {
      kind record { id name amount } changedFields cursor
    }
  }`;

  it.each([
    ["a query", pipeline],
    ["a mutation", write],
    ["a subscription", watch],
  ])("is valid, and is not with a wrong field: %s", (_what, document) => {
    const core = readFileSync("subgraphs/airtable/schema.graphql", "utf8");
    const schema = buildSubgraphSchema(parse(`${core}\n${printTypedGraph(sample)}`));
    expect(validate(schema, parse(document))).toEqual([]);
    const wrong = document.replace(/\bname\b/, "nome");
    expect(validate(schema, parse(wrong))).not.toEqual([]);
  });
});

describe("the SDL of a base with every type of field", () => {
  it("has selects without choices as enums, and such with hundreds as texts", () => {
    expect(everyField.bases.map(({ id }) => id)).toEqual([everyFieldBaseId]);
    const found = definitions(printTypedGraph(everyField));
    expect(membersOf(found, "EveryFieldThingUndecided")).toEqual([
      `${noChoices} @deprecated(reason: "The field has no choices yet.")`,
    ]);
    const thing = membersOf(found, "EveryFieldThing");
    expect(thing).toEqual(
      expect.arrayContaining([
        "district: String",
        "pricesOfChildren: [Float]",
        "friendsOfChildren: [ID]",
        "code: Barcode",
        "summary: AiText",
        "broken: JSON",
        "mood: JSON",
        "parent: EveryFieldThing",
      ]),
    );
    expect(membersOf(found, "EveryFieldThingFilter")).toEqual(
      expect.arrayContaining([
        "district: ChoiceFilter",
        "pricesOfChildren: NumberLookupFilter",
        "mood: PresenceFilter",
      ]),
    );
  });
});

describe("the SDL of the other seeds", () => {
  it.each([
    ["30 tables with dense links", denseLinksSeed, 30],
    ["hostile names", hostileNamesSeed, hostileNamesSeed().bases.flatMap(({ tables }) => tables).length],
  ])(
    "makes a valid subgraph together with the core: %s",
    async (_name, seed, tables) => {
      const graph = await graphOfSeed(seed());
      expect(graph.bases.flatMap((base) => base.tables)).toHaveLength(tables);
      const core = readFileSync("subgraphs/airtable/schema.graphql", "utf8");
      const schema = buildSubgraphSchema(parse(`${core}\n${printTypedGraph(graph)}`, { noLocation: true }));
      expect(validateSchema(schema)).toEqual([]);
    },
    60_000,
  );

  it("has links of a table to itself, from one side and from both", async () => {
    const graph = await graphOfSeed(denseLinksSeed());
    const base = graph.bases.find(({ id }) => id === denseLinksBaseId);
    const [table] = base?.tables ?? [];
    const found = definitions(printTypedGraph(graph));
    const type = table?.typeName ?? "";
    expect(membersOf(found, type)).toEqual(expect.arrayContaining([`partOf: ${type}`, `twin: ${type}`]));
    expect(found.get(type)).toContain(`like(first: Int! = 100, after: String): ${type}Connection`);
    expect(membersOf(found, `${type}Filter`)).toEqual(
      expect.arrayContaining([`partOf: ${type}Filter`, `parts: ${type}ListFilter`]),
    );
  });
});

describe("the typed SDL", () => {
  it("is none for a graph without bases, and leaves out what would be empty", () => {
    expect(printTypedGraph({ bases: [] })).toBe("");
    const [base] = sample.bases;
    if (base === undefined) throw new Error("no base");
    const empty = definitions(printTypedGraph({ bases: [{ ...base, tables: [] }] }));
    expect([...empty.keys()]).toEqual(["extend Query", "SalesCrm"]);
  });

  it("offers no writes but deletions where there is nothing to write", () => {
    const only = withFields((field) => field.name === "status");
    const found = definitions(printTypedGraph(only));
    expect(membersOf(found, "SalesCrmMutation")).toEqual([
      "deleteDeals(ids: [ID!]!): SalesCrmDealsWritten @cost(weight: 100)",
    ]);
    expect([...found.keys()].filter((name) => name.endsWith("Input"))).toEqual([]);
  });

  it("leaves links to tables that it has not untyped", () => {
    const found = definitions(
      printTypedGraph(withFields((field) => ["name", "company", "contacts"].includes(field.name))),
    );
    expect(membersOf(found, "SalesCrmDeal")).toEqual(
      expect.arrayContaining([
        "company: AirtableRecord",
        'contacts(first: Int! = 100, after: String): RecordConnection @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])',
      ]),
    );
    expect(membersOf(found, "SalesCrmDealFilter")).toEqual(
      expect.arrayContaining(["company: LinkedIdsFilter", "contacts: LinkedIdsFilter"]),
    );
    expect(membersOf(found, "SalesCrmDealCreateInput")).toEqual(
      expect.arrayContaining(["company: RecordLinkOne", "contacts: RecordLinkMany"]),
    );
  });

  it("keeps what has been removed, deprecated, wherever a client may have it", () => {
    const gone = withFields(() => true, { removed: true });
    const found = definitions(printTypedGraph(gone));
    const reason = '@deprecated(reason: "The field has been removed in Airtable.")';
    for (const type of [
      "SalesCrmDeal",
      "SalesCrmDealFilter",
      "SalesCrmDealCreateInput",
      "SalesCrmDealSort",
      "SalesCrmDealAggregate",
    ]) {
      expect(membersOf(found, type).find((line) => line.startsWith("amount:"))).toContain(reason);
    }
    expect(membersOf(found, "SalesCrmDealField")).toContain(`amount ${reason}`);
    expect(found.get("SalesCrm")).toContain('@deprecated(reason: "The table has been removed in Airtable.")');
  });

  it("is printed fast: 60 tables of 40 fields in a fraction of a second", () => {
    const large = manyTables(60, 40);
    // Time of processors, which other tests keep busy meanwhile.
    const times = Array.from({ length: 7 }, () => {
      const before = process.cpuUsage();
      printTypedGraph(large);
      return process.cpuUsage(before).user / 1000;
    });
    expect(Math.min(...times)).toBeLessThan(300);
  });
});

describe("the airtable subgraph with typed graphs", () => {
  it("composes with the other subgraphs, with no hint that is not there without", () => {
    const compose = (extension: string) => {
      const services = subgraphNames.map((name) => {
        const schema = readFileSync(`subgraphs/${name}/schema.graphql`, "utf8");
        return {
          name,
          url: `http://${name}`,
          typeDefs: parse(name === "airtable" ? `${schema}\n${extension}` : schema),
        };
      });
      const { errors, hints, schema } = composeServices(services);
      return { errors, hints: (hints ?? []).map(({ message }) => message), schema };
    };
    const alone = compose("");
    const { errors, hints, schema } = compose(printTypedGraph({ bases: [...sample.bases, ...everyField.bases] }));
    expect(errors).toBeUndefined();
    expect(hints.filter((hint) => !alone.hints.includes(hint))).toEqual([]);
    // Other subgraphs' fields of all records are there, too.
    const deal = schema?.type("SalesCrmDeal");
    expect(
      deal?.kind === "ObjectType" && ["workflowRuns", "files", "amount"].map((name) => deal.field(name)?.name),
    ).toEqual(["workflowRuns", "files", "amount"]);
  });
});

/** The base Sales CRM with nothing but these fields of the table Deals. */
function withFields(keep: (field: TypedField) => boolean, changes: Partial<TypedField & TypedTable> = {}): TypedGraph {
  const [base] = sample.bases;
  const deals = base?.tables.find(({ one }) => one === "deal");
  if (base === undefined || deals === undefined) throw new Error("the sample has no deals");
  const fields = deals.fields.filter(keep).map((field) => ({ ...field, ...changes }));
  return { bases: [{ ...base, tables: [{ ...deals, ...changes, fields }] }] };
}

function manyTables(tables: number, fields: number): TypedGraph {
  const [base] = sample.bases;
  const [table] = base?.tables ?? [];
  if (base === undefined || table === undefined) throw new Error("the sample has no tables");
  return {
    bases: [
      {
        ...base,
        tables: Array.from({ length: tables }, (_, at) => ({
          ...table,
          typeName: `${table.typeName}${at}`,
          one: `${table.one}${at}`,
          many: `${table.many}${at}`,
          fields: Array.from({ length: fields }, (_field, place) => ({
            ...pick(table.fields, place),
            name: `field${place}`,
          })),
        })),
      },
    ],
  };
}

function pick(fields: readonly TypedField[], place: number): TypedField {
  const field = fields[place % fields.length];
  if (field === undefined) throw new Error("the table has no fields");
  return field;
}
