import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { salesCrmBaseId, sampleToken } from "../../../emulator/emulator.ts";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { until } from "../../../tests/support/eventually.ts";
import { newTenant } from "../../../tests/support/subgraph.ts";
import { type FrontedAirtable, frontAirtable } from "../fixtures/front-airtable.ts";
import { type OpenAirtable, openAirtable, person } from "../fixtures/open-airtable.ts";
import { mostRecords } from "../loaders.ts";

const tenant = newTenant();
const owner = person(tenant, "owner");
const viewer = person(tenant, "viewer");

let open: OpenAirtable;
let front: FrontedAirtable;
/** Ids of fields and tables, by name: `Deals.Name`. */
const ids = new Map<string, string>();
let dealIds: string[];

beforeAll(async () => {
  open = await openAirtable({
    limits: "off",
    behind: async (url) => {
      front = await frontAirtable(url);
      return front.url;
    },
  });
  const token = { token: sampleToken };
  const connect = "mutation ($token: String!) { connectAirtable(input: { token: $token }) { id } }";
  expect((await open.ask(connect, { as: owner, variables: token })).errors).toBeUndefined();
  const { data } = await ask("query ($base: ID!) { base(id: $base) { tables { id name fields { id name } } } }");
  const { tables } = (
    data as { base: { tables: { id: string; name: string; fields: { id: string; name: string }[] }[] } }
  ).base;
  for (const table of tables) {
    ids.set(table.name, table.id);
    for (const field of table.fields) ids.set(`${table.name}.${field.name}`, field.id);
  }
  dealIds = nodes(await ask(deals("first: 100", "id"))).map(({ id }) => String(id));
});
afterAll(async () => {
  await open.close();
  await front.stop();
});
beforeEach(() => front.forget());

const deals = (args: string, selection: string, table = "Deals") =>
  `query Q($base: ID!, $after: String, $filter: RecordFilter, $search: String, $formula: String) { base(id: $base) { table(key: "${table}") {
    records(${args}) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } } } }`
    .replace(/\$(after|filter|search|formula): \w+,? ?/g, (declared, name: string) =>
      args.includes(`$${name}`) ? declared : "",
    )
    .replace(", )", ")");

async function ask(query: string, variables: Record<string, unknown> = {}, as = owner): Promise<ExecutionResult> {
  return open.ask(query, { as, variables: { base: salesCrmBaseId, ...variables } });
}

interface Page {
  nodes: Record<string, unknown>[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage?: boolean;
    startCursor?: string | null;
    endCursor: string | null;
  };
}

function page(result: ExecutionResult): Page {
  expect(result.errors).toBeUndefined();
  return (result.data as { base: { table: { records: Page } } }).base.table.records;
}
const nodes = (result: ExecutionResult) => page(result).nodes;
const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions?.code);
/** As Airtable is asked for them. */
const byCodeUnits = (a: string, b: string) => (a < b ? -1 : 1);
const asked = () => front.listings().map(({ tableId, fields }) => [tableId, fields]);
const fields = (...names: string[]) => names.map((name) => ids.get(name) ?? name).sort(byCodeUnits);

describe("the fields that Airtable is asked for", () => {
  it("are those of the cells that the query selects, whatever it selects them by", async () => {
    const query = `
      query ($base: ID!, $no: Boolean!, $name: String!) { base(id: $base) { table(key: "Deals") { records(first: 2) {
        nodes {
          ...Named
          ... on UntypedRecord { status: cell(field: "Status") }
          ... on Base { name }
          cell(field: "Amount") @include(if: $no)
          skipped: cells @skip(if: true)
          linkedRecords(field: "Company") { nodes { one: cell(field: "City") two: cell(field: "${ids.get("Companies.Name")}") } }
        } } } } }
      fragment Named on AirtableRecord { title: cell(field: $name) }`.replace("... on Base { name }", "");
    const result = await ask(query, { no: false, name: "Name" });
    expect(result.errors).toBeUndefined();
    expect(asked()).toEqual([
      [ids.get("Deals"), fields("Deals.Name", "Deals.Status", "Deals.Company")],
      [ids.get("Companies"), fields("Companies.City", "Companies.Name")],
    ]);
  });

  it("are the name alone for records without cells, and all for `cells`", async () => {
    nodes(await ask(deals("first: 1", "recordId createdTime")));
    nodes(await ask(deals("first: 1", 'cells cell(field: "Name")')));
    expect(asked()).toEqual([
      [ids.get("Deals"), fields("Deals.Name")],
      [ids.get("Deals"), undefined],
    ]);
  });

  it("are those of all places of the operation together, so that no record is read twice", async () => {
    const query = deals(
      "first: 50",
      `one: linkedRecords(field: "Company") { nodes { cell(field: "Name") } }
       two: linkedRecords(field: "Company") { nodes { cell(field: "City") } }`,
    );
    const found = nodes(await ask(query));
    expect(asked()).toEqual([
      [ids.get("Deals"), fields("Deals.Company", "Deals.Name")],
      [ids.get("Companies"), fields("Companies.Name", "Companies.City")],
    ]);
    expect(JSON.stringify(found)).not.toContain('"cell":null');
  });

  it("of references of the supergraph are those that their fragments select", async () => {
    const representations = dealIds.slice(0, 3).map((id) => ({ __typename: "AirtableRecord", id }));
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      __typename ... on Base { name } ... on AirtableRecord { cell(field: "Name") } } }`;
    expect((await ask(query, { representations })).errors).toBeUndefined();
    expect(asked()).toEqual([[ids.get("Deals"), fields("Deals.Name")]]);
  });

  it("never make a cell that was not asked for look empty", async () => {
    const [id] = dealIds;
    const query = `query ($base: ID!, $id: ID!) {
      base(id: $base) { table(key: "Deals") { records(first: 1) { nodes { id name: cell(field: "Name") } } } }
      record(id: $id) { id cell(field: "Status") cells } }`;
    const { data } = await ask(query, { id });
    expect(data).toMatchObject({ record: { cell: expect.any(String), cells: { Name: expect.any(String) } } });
  });
});

describe("Query.records", () => {
  it("answers a thousand ids in their order, a hundred to a call, null for none", async () => {
    const gone = `${salesCrmBaseId}/${ids.get("Deals")}/recNothing0000000`;
    const wanted = [gone, ...dealIds.toReversed(), "nonsense", ...dealIds];
    const result = await ask("query ($ids: [ID!]!) { records(ids: $ids) { id } }", { ids: wanted });
    expect(result.errors).toBeUndefined();
    const found = (result.data as { records: ({ id: string } | null)[] }).records.map((record) => record?.id ?? null);
    expect(found).toEqual(wanted.map((id) => (dealIds.includes(id) ? id : null)));
    expect(front.listings()).toHaveLength(2);
  });

  it("refuses more than a thousand", async () => {
    const result = await ask("query ($ids: [ID!]!) { records(ids: $ids) { id } }", {
      ids: Array.from({ length: 1001 }, () => dealIds[0]),
    });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(front.calls()).toEqual([]);
  });
});

describe("Table.records", () => {
  it("filters by a tree, by a linked record, and by text, together", async () => {
    const [first] = nodes(await ask(deals("first: 1", 'companies: cell(field: "Company")')));
    const [company] = (first as { companies: string[] }).companies;
    const filter = {
      and: [
        { field: "Company", hasAny: [company] },
        { field: "Amount", gte: 0 },
      ],
    };
    const found = nodes(await ask(deals("first: 100, filter: $filter", 'cell(field: "Company")'), { filter }));
    expect(found.length).toBeGreaterThan(0);
    for (const { cell } of found) expect(cell).toContain(company);
    const [one] = nodes(
      await ask(deals("first: 100, filter: $filter, search: $search", "recordId"), { filter, search: "zzzz" }),
    );
    expect(one).toBeUndefined();
  });

  it("takes a formula from admins only, also by a variable", async () => {
    const formula = "{Amount}>0";
    for (const [query, variables] of [
      [deals("first: 1, formula: $formula", "recordId"), { formula }],
      [deals(`first: 1, formula: "${formula}"`, "recordId"), {}],
    ] as const) {
      expect(nodes(await ask(query, variables, person(tenant, "admin")))).toHaveLength(1);
      for (const role of ["editor", "viewer"] as const) {
        const result = await ask(query, variables, person(tenant, role));
        expect(codes(result)).toEqual(["FORBIDDEN"]);
        expect(result.errors?.[0]?.message).toContain("data:formula");
      }
    }
    expect(codes(await ask(deals("first: 1, formula: $formula", "recordId"), { formula: "{Nothing}" }))).toEqual([
      "BAD_USER_INPUT",
    ]);
    expect(nodes(await ask(deals("first: 1, formula: $formula", "recordId"), { formula: null }, viewer))).toHaveLength(
      1,
    );
  });

  it("goes on where a cursor stood, though Airtable has forgotten it", async () => {
    const args = 'first: 40, after: $after, sort: [{ field: "Amount" }]';
    const whole: unknown[] = [];
    let after: string | null = null;
    for (let count = 1; count <= 4; count += 1) {
      const { nodes: found, pageInfo } = page(await ask(deals(args, "recordId"), { after }));
      whole.push(...found.map(({ recordId }) => recordId));
      expect(found).toHaveLength(40);
      after = pageInfo.endCursor;
      if (count % 2 === 0) await fetch(`${open.emulator.url}/_emulator/iterators/expire`, { method: "POST" });
    }
    const sorted: unknown[] = [];
    for (let cursor: string | null = null, count = 1; count <= 2; count += 1) {
      const { nodes: found, pageInfo } = page(
        await ask(deals('first: 80, after: $after, sort: [{ field: "Amount" }]', "recordId"), { after: cursor }),
      );
      sorted.push(...found.map(({ recordId }) => recordId));
      cursor = pageInfo.endCursor;
    }
    expect(whole).toEqual(sorted);
  });

  it("tells where a page begins: behind its first record, in the first page and in those after it", async () => {
    const about = "recordId } pageInfo { hasPreviousPage startCursor } again: nodes { recordId";
    let after: string | null = null;
    for (const isLater of [false, true]) {
      const query = deals("first: 6, after: $after", about);
      const found = page(await ask(query, { after }));
      const { startCursor, hasPreviousPage, endCursor } = found.pageInfo;
      expect(hasPreviousPage).toBe(isLater);
      const rest = nodes(await ask(deals("first: 5, after: $after", "recordId"), { after: startCursor }));
      expect(rest).toEqual(found.nodes.slice(1));
      after = endCursor;
    }
    const none = page(
      await ask(deals("first: 5, filter: $filter", about), { filter: { field: "Name", eq: "nobody" } }),
    );
    expect(none.pageInfo).toMatchObject({ hasPreviousPage: false, startCursor: null });
  });

  it("refuses the cursor of another list, and one that nobody wrote", async () => {
    const { pageInfo } = page(await ask(deals("first: 5", "recordId")));
    const foreign = await ask(deals('first: 5, after: $after, sort: [{ field: "Amount" }]', "recordId"), {
      after: pageInfo.endCursor,
    });
    expect(codes(foreign)).toEqual(["BAD_USER_INPUT"]);
    expect(foreign.errors?.[0]?.message).toContain("another list");
    const made = Buffer.from("table:[1]").toString("base64url");
    expect(codes(await ask(deals("first: 5, after: $after", "recordId"), { after: made }))).toEqual(["BAD_USER_INPUT"]);
  });

  it("costs one call, however many ask for the same page at once", async () => {
    const release = front.hold();
    const answers = Promise.all(
      Array.from({ length: 20 }, async () => ask(deals("first: 7", "recordId"), {}, person(tenant, "viewer"))),
    );
    await until(() => front.listings().length > 0);
    // Time for all of them to ask, so that none comes after the answer.
    await delay(500);
    release();
    await answers;
    expect(front.listings()).toHaveLength(1);
  });
});

describe("a record", () => {
  it("counts its comments only when asked to", async () => {
    const [id] = dealIds;
    const query = "query ($id: ID!) { record(id: $id) { commentCount } }";
    expect((await ask(query, { id })).data).toEqual({ record: { commentCount: expect.any(Number) } });
    await ask("query ($id: ID!) { record(id: $id) { recordId } }", { id });
    expect(front.listings().map(({ recordMetadata }) => recordMetadata)).toEqual([["commentCount"], undefined]);
  });

  it("tells of a field that holds no attachments", async () => {
    const result = await ask('query ($id: ID!) { record(id: $id) { attachments(field: "Name") { url } } }', {
      id: dealIds[0],
    });
    expect(codes(result)).toEqual(["BAD_USER_INPUT"]);
    expect(result.errors?.[0]?.message).toContain("holds no attachments");
  });

  it("shows the files of an attachment cell, with URLs of now", async () => {
    const selection = `attachments(field: "Logo") { id url filename size type width height thumbnails { small { url height } full { url } } }`;
    const found = nodes(await ask(deals("first: 20", selection, "Companies"))) as unknown as {
      attachments: { id: string; url: string; filename: string }[];
    }[];
    const [file] = found.flatMap(({ attachments }) => attachments);
    expect(file).toMatchObject({ id: expect.stringMatching(/^att/), filename: expect.any(String) });
    expect((await fetch(file?.url ?? "")).status).toBe(200);
    expect(asked()).toEqual([[ids.get("Companies"), fields("Companies.Logo")]]);
  });
});

describe("a table", () => {
  it("names its primary field and its views with what they show", async () => {
    const { data, errors } = await ask(
      'query ($base: ID!) { base(id: $base) { table(key: "Deals") { primaryField { name } views { id name type visibleFields { id name } } } } }',
    );
    expect(errors).toBeUndefined();
    const { table } = (data as { base: { table: { primaryField: unknown; views: { name: string }[] } } }).base;
    expect(table.primaryField).toEqual({ name: "Name" });
    expect(table.views.map(({ name }) => name)).toContain("Open deals");
  });
});

describe("a request for more records than one may ask for", () => {
  it("gets those that it may have, and is told so for the others, however often it names the same page", async () => {
    const pages = Array.from(
      { length: mostRecords / 100 + 5 },
      (_each, index) => `p${index}: records(first: 100) { nodes { id } }`,
    );
    const { data, errors } = await ask(
      `query ($base: ID!) { base(id: $base) { table(key: "Deals") { ${pages.join(" ")} } } }`,
    );
    const { table } = (data as { base: { table: Record<string, { nodes: unknown[] } | null> } }).base;
    expect(Object.values(table).filter((each) => each?.nodes.length === 100)).toHaveLength(mostRecords / 100);
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(
      Array.from({ length: 5 }, () => "COST_LIMIT_EXCEEDED"),
    );
  });
});
