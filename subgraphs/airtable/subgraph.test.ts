import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId, sampleSeed, sampleToken } from "../../emulator/emulator.ts";
import { openDatabase } from "../../kernel/database/database.ts";
import { readEvents } from "../../kernel/event-log/event-log.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { runId } from "../../kernel/identity/ids.ts";
import { eventually } from "../../tests/support/eventually.ts";
import { newTenant, roleNames } from "../../tests/support/subgraph.ts";
import {
  brokenBase,
  brokenToken,
  type OpenAirtable,
  openAirtable,
  person,
  planningToken,
} from "./fixtures/open-airtable.ts";

const crm = newTenant();
const planning = newTenant();
const broken = newTenant();
const unconnected = newTenant();
const owner = person(crm, "owner");

let airtable: OpenAirtable;
beforeAll(async () => {
  // Shorter than Airtable's penalty of 30 s, which nobody here is to wait for.
  airtable = await openAirtable({ env: { AIRTABLE_MAX_WAIT_MS: "20000" } });
  for (const [tenant, token] of [
    [crm, sampleToken],
    [planning, planningToken],
    [broken, brokenToken],
  ] as const) {
    const { errors } = await airtable.ask(connect, { as: person(tenant, "admin"), variables: { token } });
    expect(errors).toBeUndefined();
  }
});
afterAll(async () => airtable.close());
beforeEach(() => airtable.emulator.resetRequests());

const connect =
  "mutation ($token: String!) { connectAirtable(input: { token: $token }) { airtableUserId connectedAt } }";
const dealsOf = (selection: string, args = "first: 100") =>
  `query ($base: ID!${args.includes("$after") ? ", $after: String" : ""}) { base(id: $base) { table(key: "Deals") { records(${args}) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } } } }`;

async function ask(
  query: string,
  variables: Record<string, unknown> = {},
  as: Caller = owner,
): Promise<ExecutionResult> {
  return airtable.ask(query, { as, variables: { base: salesCrmBaseId, ...variables } });
}

const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code);

const planningBase = sampleSeed().bases.find(({ name }) => name === "Product Planning")?.id ?? "";
const tableNames = new Map(sampleSeed().bases.flatMap(({ tables }) => tables.map(({ id, name }) => [id, name])));

/** Calls by what they asked for: the table's name, or "whoami", "bases", "tables". */
function calls(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path, tableId, status } of airtable.emulator.requests()) {
    expect(status).not.toBe(429);
    const name =
      tableId === undefined ? (/(whoami|bases|tables)$/.exec(path)?.[0] ?? path) : (tableNames.get(tableId) ?? tableId);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

interface Node {
  id: string;
  recordId: string;
  cells: Record<string, unknown>;
  company: { nodes: Node[] };
  contacts: { nodes: Node[] };
}

function recordsIn(result: ExecutionResult): {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
} {
  expect(result.errors).toBeUndefined();
  return (result.data as { base: { table: { records: ReturnType<typeof recordsIn> } } }).base.table.records;
}

describe("batching", () => {
  it("reads 100 deals, their companies and contacts, and the contacts' companies in one call per 100 records of a level", async () => {
    const query = dealsOf(`
      recordId
      company: linkedRecords(field: "Company") { nodes { recordId cell(field: "Name") } }
      contacts: linkedRecords(field: "Contacts") { nodes { recordId company: linkedRecords(field: "Company") { nodes { recordId } } } }
    `);
    await ask(dealsOf("recordId", "first: 1")); // Schema and bases are remembered from here on.
    airtable.emulator.resetRequests();

    const { nodes } = recordsIn(await ask(query));
    const distinct = (records: Node[]) => new Set(records.map(({ recordId }) => recordId)).size;
    const companies = nodes.flatMap(({ company }) => company.nodes);
    const contacts = nodes.flatMap((deal) => deal.contacts.nodes);
    const [ofCompanies, ofContacts] = [distinct(companies), distinct(contacts)];
    expect(nodes).toHaveLength(100);
    expect(ofCompanies).toBeGreaterThan(50);
    expect(ofContacts).toBeGreaterThan(100);
    // A contact's company is its deal's, so the last level is answered by what the one before has read.
    expect(calls()).toEqual({
      Deals: 1,
      Companies: Math.ceil(ofCompanies / 100),
      Contacts: Math.ceil(ofContacts / 100),
    });
    expect(contacts.every(({ company }) => company.nodes.length === 1)).toBe(true);
  });

  it("reads a level that nothing has read before in one call per 100 records, too", async () => {
    const query = dealsOf(
      `contacts: linkedRecords(field: "Contacts") { nodes { recordId company: linkedRecords(field: "Company") { nodes { recordId } } } }`,
    );
    const { nodes } = recordsIn(await ask(query));
    const contacts = nodes.flatMap((deal) => deal.contacts.nodes);
    const companies = contacts.flatMap(({ company }) => company.nodes);
    const calledFor = (records: Node[]) => Math.ceil(new Set(records.map(({ recordId }) => recordId)).size / 100);
    expect(calls()).toEqual({ Deals: 1, Contacts: calledFor(contacts), Companies: calledFor(companies) });
  });

  it("reads references of the supergraph together, whatever type they are named by", async () => {
    const { nodes } = recordsIn(await ask(dealsOf("id")));
    const { nodes: more } = recordsIn(await ask(dealsOf("id", 'first: 50, sort: [{ field: "Name" }]')));
    const ids = [...new Set([...nodes, ...more].map(({ id }) => id))];
    airtable.emulator.resetRequests();

    const representations = [
      ...ids.map((id, index) => ({ __typename: index % 2 === 0 ? "AirtableRecord" : "UntypedRecord", id })),
      { __typename: "AirtableRecord", id: ids[0] },
      { __typename: "AirtableRecord", id: `${salesCrmBaseId}/tblNothing0000000/recNothing0000000` },
      { __typename: "AirtableRecord", id: "nothing" },
      { __typename: "Base", id: salesCrmBaseId },
      { __typename: "Base", id: "nothing" },
    ];
    const result = await ask(
      `query ($representations: [_Any!]!) { entities: _entities(representations: $representations) {
        __typename ... on AirtableRecord { id cell(field: "Name") } ... on Base { name } } }`,
      { representations },
    );
    expect(result.errors).toBeUndefined();
    const entities = result.data?.entities as ({ __typename: string; id: string; cell: unknown } | null)[];
    expect(entities.slice(0, ids.length).map((entity) => entity?.id)).toEqual(ids);
    expect(entities.slice(ids.length)).toEqual([
      { __typename: "UntypedRecord", id: ids[0], cell: expect.any(String) },
      null,
      null,
      { __typename: "Base", name: "Sales CRM" },
      null,
    ]);
    expect(calls()).toEqual({ Deals: Math.ceil(ids.length / 100) });
  });

  it("asks for the bases and a schema once, however many ask at the same time", async () => {
    const tenant = newTenant();
    await ask(connect, { token: sampleToken }, person(tenant, "owner"));
    airtable.emulator.resetRequests();
    const query = "query ($base: ID!) { bases { name tables { name } } base(id: $base) { tables { id } } }";
    await Promise.all(Array.from({ length: 5 }, async () => ask(query, {}, person(tenant, "viewer"))));
    expect(calls()).toEqual({ bases: 1, tables: 2 });
  });

  it("stays under Airtable's five calls a second when much is asked at once", async () => {
    // Twelve different pages: equal ones would share a call.
    await Promise.all(Array.from({ length: 12 }, async (_, index) => ask(dealsOf("recordId", `first: ${index + 1}`))));
    expect(calls()).toEqual({ Deals: 12 });
  });
});

describe("records", () => {
  it("are paged by an opaque cursor, each record once", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 1; page <= 7; page += 1) {
      const { nodes, pageInfo } = recordsIn(await ask(dealsOf("recordId", "first: 100, after: $after"), { after }));
      seen.push(...nodes.map(({ recordId }) => recordId));
      after = pageInfo.endCursor;
      expect(pageInfo.hasNextPage).toBe(page < 7);
    }
    expect(after).toBeNull();
    expect(new Set(seen).size).toBe(700);
  });

  it("come in the order asked for, from the view asked for", async () => {
    const args = 'first: 20, view: "Open deals", sort: [{ field: "Amount", direction: DESC }]';
    const { nodes } = recordsIn(await ask(dealsOf("cells", args)));
    const amounts = nodes.map(({ cells }) => cells.Amount as number);
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    expect(nodes.every(({ cells }) => cells.Status === "Open")).toBe(true);
  });

  it.each([
    ["first: 0", "first"],
    ["first: 101", "first"],
    ['after: "bm90aGluZw"', "after"],
    ['sort: [{ field: "Nothing" }]', "Nothing"],
    ['view: ""', "view"],
  ])("refuse %s and name it", async (args, name) => {
    const result = await ask(dealsOf("recordId", args));
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.message).toContain(name);
    expect(calls()).toEqual({});
  });

  it("refuse a view that Airtable does not know", async () => {
    const result = await ask(dealsOf("recordId", 'view: "Nothing"'));
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.extensions?.airtableType).toBe("VIEW_NAME_NOT_FOUND");
  });

  it("show their cells by name or id, one cell by either, and null for an empty one", async () => {
    const { nodes } = recordsIn(
      await ask(
        dealsOf(
          'byName: cells byId: cells(keyedBy: ID) name: cell(field: "Name") table { fields { id name } }',
          "first: 3",
        ),
      ),
    );
    for (const node of nodes as unknown as {
      byName: Record<string, unknown>;
      byId: Record<string, unknown>;
      name: string;
      table: { fields: { id: string; name: string }[] };
    }[]) {
      const ids = new Map(node.table.fields.map(({ id, name }) => [name, id]));
      expect(node.byName.Name).toBe(node.name);
      expect(Object.entries(node.byName).map(([name, value]) => [ids.get(name), value])).toEqual(
        Object.entries(node.byId),
      );
    }
    const result = await ask(dealsOf('cell(field: "Nothing")', "first: 1"));
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.message).toContain("Nothing");
  });

  it("show what Airtable could not compute as null, and tell of it for a single cell", async () => {
    const [table] = brokenBase.tables;
    const id = `${brokenBase.id}/${table?.id}/recBroken00000000`;
    const query =
      'query ($id: ID!) { record(id: $id) { cells name: cell(field: "Name") ratio: cell(field: "Ratio") fault: cell(field: "Fault") } }';
    const result = await ask(query, { id }, person(broken, "viewer"));
    expect(result.data).toEqual({
      record: { cells: { Name: "Broken", Ratio: null, Fault: null }, name: "Broken", ratio: null, fault: null },
    });
    expect(codes(result)).toEqual(["UPSTREAM_REJECTED", "UPSTREAM_REJECTED"]);
  });
});

describe("linkedRecords", () => {
  const company =
    'query ($base: ID!, $after: String) { base(id: $base) { table(key: "Companies") { records(first: 1) { nodes { cell(field: "Deals") deals: linkedRecords(field: "Deals", first: 2, after: $after) { nodes { recordId } pageInfo { hasNextPage endCursor } } } } } } }';

  it("are paged in the cell's order, reading only the page", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let cell: string[] = [];
    do {
      const result: ExecutionResult = await ask(company, { after });
      const [node] = recordsIn(result).nodes as unknown as { cell: string[]; deals: ReturnType<typeof recordsIn> }[];
      if (node === undefined) throw new Error("no company");
      cell = node.cell;
      expect(node.deals.nodes.length).toBeLessThanOrEqual(2);
      seen.push(...node.deals.nodes.map(({ recordId }) => recordId));
      after = node.deals.pageInfo.hasNextPage ? node.deals.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(cell);
  });

  it.each([
    ['field: "Name"', "BAD_USER_INPUT"],
    ['field: "Nothing"', "BAD_USER_INPUT"],
    ['field: "Contacts", first: 101', "BAD_USER_INPUT"],
    ['field: "Contacts", after: "bGluazpyZWM"', "CONFLICT"],
  ])("refuse %s", async (args, code) => {
    expect(codes(await ask(dealsOf(`linkedRecords(${args}) { nodes { recordId } }`, "first: 1")))).toEqual([code]);
  });
});

describe("createRecord", () => {
  const create =
    "mutation ($base: ID!, $table: String!, $cells: JSONObject!) { createRecord(input: { baseId: $base, table: $table, cells: $cells }) { record { id recordId cells base { name } } } }";

  it("creates a record from names and ids and answers it whole, in one call", async () => {
    const variables = { table: "Companies", cells: { Name: "Ümlaut & Söhne", City: "O'Neill" } };
    const result = await ask(create, variables, person(crm, "editor"));
    expect(result.errors).toBeUndefined();
    expect(result.data).toMatchObject({
      createRecord: { record: { cells: { ...variables.cells, "Deal count": 0 }, base: { name: "Sales CRM" } } },
    });
    expect(calls().Companies).toBe(1);

    const { id } = (result.data as { createRecord: { record: { id: string } } }).createRecord.record;
    const read = await ask('query ($id: ID!) { record(id: $id) { id cell(field: "City") } }', { id });
    expect(read.data).toEqual({ record: { id, cell: "O'Neill" } });
  });

  it("creates what 50 people ask for at the same time with 5 calls, the first of which may leave alone", async () => {
    await ask(dealsOf("recordId", "first: 1")); // Schema and bases are remembered from here on.
    airtable.emulator.resetRequests();
    const names = Array.from({ length: 50 }, (_each, index) => `At once ${index}`);
    const results = await Promise.all(
      names.map(async (Name) => ask(create, { table: "Companies", cells: { Name } }, person(crm, "editor"))),
    );
    expect(results.map(({ data }) => data)).toMatchObject(
      names.map((Name) => ({ createRecord: { record: { cells: { Name } } } })),
    );
    expect(calls().Companies).toBeLessThanOrEqual(6);
  });

  it.each([
    ["a field that is unknown", "Companies", { Nothing: 1 }, "BAD_USER_INPUT", "Nothing"],
    ["a table that is unknown", "Nothing", {}, "NOT_FOUND", "Nothing"],
    ["a value of the wrong type", "Companies", { Employees: "many" }, "BAD_USER_INPUT", "Employees"],
    ["a computed field", "Companies", { "Deal count": 1 }, "BAD_USER_INPUT", "Deal count"],
  ])("refuses %s without a call for it", async (_what, table, cells, code, named) => {
    const result = await ask(create, { table, cells });
    expect(codes(result)).toEqual([code]);
    expect(result.errors?.[0]?.message).toContain(named);
    expect(calls().Companies).toBeUndefined();
  });

  it("refuses a field given by name and by id", async () => {
    const { data } = await ask(
      'query ($base: ID!) { base(id: $base) { table(key: "Companies") { fields { id name } } } }',
    );
    const { fields } = (data as { base: { table: { fields: { id: string; name: string }[] } } }).base.table;
    const id = fields.find(({ name }) => name === "City")?.id ?? "";
    expect(codes(await ask(create, { table: "Companies", cells: { City: "A", [id]: "B" } }))).toEqual([
      "BAD_USER_INPUT",
    ]);
  });

  it.each([
    ["a choice that is unknown", { Industry: "Nothing" }, "INVALID_MULTIPLE_CHOICE_OPTIONS"],
    ["a link to nothing", { Deals: ["recNothing0000000"] }, "ROW_DOES_NOT_EXIST"],
  ])("tells what Airtable says of %s", async (_what, cells, airtableType) => {
    const result = await ask(create, { table: "Companies", cells });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.extensions).toMatchObject({ airtableType, airtableMessage: expect.any(String) });
  });

  it("tells that the token does not permit it", async () => {
    const result = await ask(
      create,
      { base: planningBase, table: "Features", cells: { Name: "x" } },
      person(planning, "owner"),
    );
    expect(codes(result)).toEqual(["FORBIDDEN"]);
  });
});

describe("tenants", () => {
  const base = 'query ($base: ID!) { base(id: $base) { id name permissionLevel table(key: "Nothing") { id } } }';

  it("see their own bases only, and Airtable is not asked for others'", async () => {
    const mine = await ask("{ bases { name permissionLevel } }", {}, person(planning, "viewer"));
    expect(mine.data).toEqual({ bases: [{ name: "Product Planning", permissionLevel: "read" }] });
    airtable.emulator.resetRequests();

    const others = await ask(base, {}, person(planning, "owner"));
    expect(others.data).toEqual({ base: null });
    expect(codes(others)).toEqual(["NOT_FOUND"]);
    const { nodes } = recordsIn(await ask(dealsOf("id", "first: 1")));
    airtable.emulator.resetRequests();
    const record = await ask(
      "query ($id: ID!) { record(id: $id) { id } }",
      { id: nodes[0]?.id },
      person(planning, "owner"),
    );
    expect(record.data).toEqual({ record: null });
    expect(codes(record)).toEqual(["NOT_FOUND"]);
    const representations = [
      { __typename: "AirtableRecord", id: nodes[0]?.id },
      { __typename: "Base", id: salesCrmBaseId },
    ];
    const entities = await ask(
      "query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }",
      { representations },
      person(planning, "owner"),
    );
    expect(entities.data).toEqual({ _entities: [null, null] });
    expect(calls()).toEqual({});
  });

  it.each(["", "app", "appNothing0000000", `${salesCrmBaseId}/`, "../meta/whoami"])(
    "get null and NOT_FOUND for the base %j",
    async (id) => {
      const result = await ask(base, { base: id });
      expect(result.data).toEqual({ base: null });
      expect(codes(result)).toEqual(["NOT_FOUND"]);
    },
  );

  it.each(["", "recNothing0000000", `${salesCrmBaseId}/tblNothing0000000/recNothing0000000`])(
    "get null and NOT_FOUND for the record %j",
    async (id) => {
      const result = await ask("query ($id: ID!) { record(id: $id) { id } }", { id });
      expect(result.data).toEqual({ record: null });
      expect(codes(result)).toEqual(["NOT_FOUND"]);
    },
  );

  it("get null and NOT_FOUND for an unknown table, with the base intact", async () => {
    const result = await ask(base);
    expect(result.data).toMatchObject({ base: { name: "Sales CRM", permissionLevel: "create", table: null } });
    expect(codes(result)).toEqual(["NOT_FOUND"]);
  });

  it("without a connection are told to connect", async () => {
    const as = person(unconnected, "owner");
    expect((await ask("{ airtableConnections { airtableUserId } }", {}, as)).data).toEqual({ airtableConnections: [] });
    const result = await ask(base, {}, as);
    expect(codes(result)).toEqual(["NOT_FOUND"]);
    expect(result.errors?.[0]?.message).toContain("connectAirtable");
  });
});

describe("connectAirtable", () => {
  it("refuses a token that Airtable refuses, stores nothing, and never repeats it", async () => {
    const as = person(unconnected, "owner");
    const result = await ask(connect, { token: "patWRONG" }, as);
    expect(codes(result)).toEqual(["UPSTREAM_REJECTED"]);
    expect(result.errors?.[0]?.extensions?.airtableType).toBe("AUTHENTICATION_REQUIRED");
    expect(JSON.stringify(result)).not.toContain("patWRONG");
    expect((await ask("{ airtableConnections { airtableUserId } }", {}, as)).data).toEqual({ airtableConnections: [] });
  });

  it.each(["", "  ", "pat\r\nx-evil: 1", "pät"])("refuses the token %j without a call", async (token) => {
    const result = await ask(connect, { token });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(calls()).toEqual({});
  });

  it("keeps no token readable in the database", async () => {
    const database = openDatabase({ url: airtable.databaseUrl, applicationName: "test", maxConnections: 1 });
    const rows = await database.db.execute(
      "select c::text from airtable.connection c union all select l::text from airtable.lane l union all select e::text from events.event e",
    );
    await database.close();
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify([...rows])).not.toMatch(/patSAMPLE|patPLANNING|patBROKEN|patWRONG/);
  });
});

describe("permissions", () => {
  const anonymous = { kind: "anonymous" } as const;
  const router = { kind: "service", name: "router" } as const;
  const guarded = [
    "{ airtableConnections { airtableUserId } }",
    "{ bases { id } }",
    `{ base(id: "${salesCrmBaseId}") { id } }`,
    `{ record(id: "${salesCrmBaseId}/tblNothing0000000/recNothing0000000") { id } }`,
    'mutation { connectAirtable(input: { token: "x" }) { airtableUserId } }',
    `mutation { createRecord(input: { baseId: "${salesCrmBaseId}", table: "Deals", cells: {} }) { record { id } } }`,
    `{ _entities(representations: [{ __typename: "Base", id: "${salesCrmBaseId}" }]) { ... on Base { id } } }`,
    `{ _entities(representations: [{ __typename: "UntypedRecord", id: "x" }]) { ... on UntypedRecord { id } } }`,
    `{ _entities(representations: [{ __typename: "AirtableRecord", id: "x" }]) { ... on AirtableRecord { id } } }`,
  ];

  it.each(guarded)("let nobody without a person's identity ask %s", async (query) => {
    expect(codes(await ask(query, {}, anonymous))).toEqual(["UNAUTHENTICATED"]);
    expect(codes(await ask(query, {}, router))).toEqual(["FORBIDDEN"]);
    expect(calls()).toEqual({});
  });

  it("let editors and above create records, admins and above connect", async () => {
    const create = `mutation { createRecord(input: { baseId: "appNothing0000000", table: "Deals", cells: {} }) { record { id } } }`;
    const connecting = 'mutation { connectAirtable(input: { token: " " }) { airtableUserId } }';
    const outcome = async (query: string) =>
      Promise.all(roleNames.map(async (role) => codes(await ask(query, {}, person(crm, role)))?.[0]));
    expect(await outcome(create)).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "FORBIDDEN"]);
    expect(await outcome(connecting)).toEqual(["BAD_USER_INPUT", "BAD_USER_INPUT", "FORBIDDEN", "FORBIDDEN"]);
  });
});

describe("a base that others have used up", () => {
  it("is left alone until Airtable listens again, and other bases are not", async () => {
    const features = 'query ($base: ID!) { base(id: $base) { table(key: "Features") { records { nodes { id } } } } }';
    const as = person(planning, "viewer");
    // Schemas and bases are remembered from here on.
    await ask(features, { base: planningBase }, as);
    await ask(dealsOf("id", "first: 1"));
    const url = `${airtable.emulator.url}/v0/${planningBase}/Features`;
    const askAsSomebodyElse = async () =>
      (await fetch(url, { headers: { authorization: `Bearer ${planningToken}` } })).status;
    // More than once, since a slow machine may take a second for so many.
    for (let statuses: number[] = []; !statuses.includes(429); ) {
      statuses = await Promise.all(Array.from({ length: 6 }, askAsSomebodyElse));
    }
    airtable.emulator.resetRequests();

    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const result = await ask(features, { base: planningBase }, as);
      expect(codes(result)).toEqual(["RATE_LIMITED"]);
      expect(result.errors?.[0]?.extensions?.retryAfterMs).toBeGreaterThan(20_000);
    }
    expect(airtable.emulator.requests().map(({ status }) => status)).toEqual([429]);
    airtable.emulator.resetRequests();
    await ask(dealsOf("id", "first: 1"));
    expect(calls()).toEqual({ Deals: 1 });
  });
});

describe("the event log", () => {
  it("is told of every call, in the tenant's name, and of the run that made it", async () => {
    const tenant = newTenant();
    await ask(connect, { token: sampleToken }, person(tenant, "owner"));
    const run = runId.parse(randomUUID());
    await ask(dealsOf("recordId", "first: 1"), {}, { ...person(tenant, "owner"), runId: run });
    const database = openDatabase({ url: airtable.databaseUrl, applicationName: "test", maxConnections: 1 });
    const events = await eventually(async () => {
      const found = await readEvents(database.db, tenant, { stream: "airtable-calls", after: 0, limit: 10 });
      return found.length >= 9 ? found : undefined;
    });
    await database.close();
    expect(events.map(({ type }) => type)).toEqual(Array.from({ length: 9 }, () => "airtable.called"));
    const operations = events.map(({ data }) => (data as { operation: string }).operation);
    expect(operations.slice(0, 3)).toEqual(["whoami", "listBases", "listTables"]);
    expect(operations.slice(3, 6).sort()).toEqual(["listRecords", "listWebhooks", "updateRecords"]);
    expect(operations.slice(6)).toEqual(["listBases", "listTables", "listRecords"]);
    expect(events[8]?.data).toEqual({
      operation: "listRecords",
      method: "POST",
      baseId: salesCrmBaseId,
      status: 200,
      durationMs: expect.any(Number),
      requestId: expect.any(String),
      runId: run,
    });
  });
});
