import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { statementsOf } from "../../../tests/support/subgraph.ts";
import { at, dealNumbers } from "./fixtures/deals-base.ts";
import { codes, type OpenPolicies, openPolicies, type PolicyTenant } from "./fixtures/open-policies.ts";

let open: OpenPolicies;
beforeAll(async () => {
  open = await openPolicies();
});
afterAll(async () => open.close());
beforeEach(() => open.front.forget());

const even = dealNumbers.filter((number) => number % 2 === 0);
const even5 = even.map((number) => at.deal(number));

const page = `query ($base: ID!, $first: Int, $after: String, $filter: RecordFilter, $search: String, $formula: String, $sort: [RecordSort!]) {
  base(id: $base) { table(key: "Deals") {
    records(first: $first, after: $after, filter: $filter, search: $search, formula: $formula, sort: $sort) {
      nodes { recordId } pageInfo { hasNextPage endCursor } } } } }`;
interface Page {
  base: {
    table: {
      records: {
        nodes: { recordId: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    };
  };
}
const listed = ({ base }: Page) => base.table.records.nodes.map(({ recordId }) => recordId).sort();

/** Only deals whose owner is who asks. */
const mine = { table: "Deals", effect: "ALLOW", rows: { field: "Owner", isMe: true } } as const;

describe("a policy on rows", () => {
  let tenant: PolicyTenant;
  beforeAll(async () => {
    tenant = await open.tenant();
    await tenant.policies(mine);
  });

  it("leaves everybody their own records of a page, and others all of them", async () => {
    expect(listed(await open.data<Page>(tenant.ada, page))).toEqual(even5);
    expect(listed(await open.data<Page>(tenant.bob, page))).toHaveLength(5);
    expect(listed(await open.data<Page>(tenant.owner, page))).toHaveLength(10);
    expect(listed(await open.data<Page>(tenant.person("editor"), page))).toEqual([]);
  });

  it("leaves pages full, whatever it leaves out, and costs no call more", async () => {
    await open.data<Page>(tenant.ada, page); // Who Ada is, is known from here on.
    open.front.forget();
    const seen: string[] = [];
    let after: string | null = null;
    for (const size of [2, 2, 1]) {
      const { base }: Page = await open.data<Page>(tenant.ada, page, { first: 2, after });
      seen.push(...base.table.records.nodes.map(({ recordId }) => recordId));
      expect(base.table.records.nodes).toHaveLength(size);
      expect(base.table.records.pageInfo.hasNextPage).toBe(size === 2);
      after = base.table.records.pageInfo.endCursor;
    }
    expect(seen.sort()).toEqual(even5);
    expect(open.front.listings()).toHaveLength(3);
  });

  it("holds within what is asked for", async () => {
    const filter = {
      or: [
        { field: "Amount", lt: 300 },
        { field: "Owner", eq: "Bob, the 2nd" },
      ],
    };
    expect(listed(await open.data<Page>(tenant.ada, page, { filter }))).toEqual([at.deal(0), at.deal(2)]);
    expect(listed(await open.data<Page>(tenant.ada, page, { search: "Deal 3" }))).toEqual([]);
  });

  it.each([
    ["record", "query ($id: ID!) { record(id: $id) { recordId } }"],
    ["_entities by the interface", entities("AirtableRecord")],
    ["_entities by the type", entities("UntypedRecord")],
  ])("hides others' records from %s, as if they did not exist", async (_path, query) => {
    const ask = async (id: string) => {
      const [, type = ""] = /\.\.\. on (\w+)/.exec(query) ?? [];
      return open.ask(tenant.ada, query, query.includes("$id") ? { id } : { of: [{ __typename: type, id }] });
    };
    expect(JSON.stringify((await ask(at.dealId(2))).data)).toContain(at.deal(2));
    const [hidden, missing] = [await ask(at.dealId(3)), await ask(at.dealId(99))];
    expect(JSON.stringify(hidden).replaceAll(at.deal(3), at.deal(99))).toBe(JSON.stringify(missing));
    expect(JSON.stringify(hidden.data)).not.toContain("recordId");
  });

  it("leaves nulls in records(ids), in one call", async () => {
    await open.data<Page>(tenant.ada, page);
    open.front.forget();
    const ids = dealNumbers.map(at.dealId);
    const { records } = await open.data<{ records: ({ recordId: string } | null)[] }>(
      tenant.ada,
      "query ($ids: [ID!]!) { records(ids: $ids) { recordId } }",
      { ids },
    );
    expect(records.map((one) => one?.recordId ?? null)).toEqual(
      dealNumbers.map((number) => (number % 2 === 0 ? at.deal(number) : null)),
    );
    expect(open.front.listings()).toHaveLength(1);
  });

  it("leaves linked records out, at whatever depth", async () => {
    const nested = `query ($id: ID!) { record(id: $id) { linkedRecords(field: "Deals") { nodes { recordId
      linkedRecords(field: "Company") { nodes { linkedRecords(field: "Deals") { nodes { recordId } } } } } } } }`;
    const answer = await open.data<unknown>(tenant.ada, nested, { id: at.companyId(0) });
    const found = new Set([...JSON.stringify(answer).matchAll(/recDeal\dx0*/g)].map(([id]) => id));
    expect([...found].sort()).toEqual([at.deal(0), at.deal(6)]);
  });

  it("makes what is computed from records of all FORBIDDEN", async () => {
    const computed = `query ($id: ID!) { record(id: $id) { a: cell(field: "Total") b: cell(field: "Deal count") c: cell(field: "Secrets") cells } }`;
    const answer = await open.ask(tenant.ada, computed, { id: at.companyId(0) });
    expect(codes(answer)).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    const { record } = answer.data as { record: { cells: object } };
    expect(Object.keys(record.cells).sort()).toEqual(["Budget", "Deals", "Name"]);
    const asOwner = await open.data<{ record: { a: number } }>(tenant.owner, computed, { id: at.companyId(0) });
    expect(asOwner.record.a).toBe(0 + 300 + 600 + 900);
  });

  it("takes no cursor of somebody else's list, nor one of before a policy", async () => {
    const own = await open.tenant();
    const cursorOf = async (as = own.ada) =>
      (await open.data<Page>(as, page, { first: 2 })).base.table.records.pageInfo.endCursor;
    const before = await cursorOf();
    await own.policies(mine);
    const mineNow = await cursorOf();
    const cursors = [before, await cursorOf(own.owner), await cursorOf(own.bob), forge(before, mineNow)];
    for (const after of cursors) {
      const answer = await open.ask(own.ada, page, { first: 2, after });
      expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
    }
    expect(codes(await open.ask(own.owner, page, { first: 2, after: mineNow }))).toEqual(["BAD_USER_INPUT"]);
    expect(codes(await open.ask(own.ada, page, { first: 2, after: mineNow }))).toEqual([]);
  });

  it("never shares a read between callers under different rules", async () => {
    await open.data<Page>(tenant.ada, page);
    await open.data<Page>(tenant.bob, page);
    const release = open.front.hold();
    const ids = dealNumbers.map(at.dealId);
    const query = "query ($ids: [ID!]!) { records(ids: $ids) { recordId } }";
    const asked = [tenant.ada, tenant.bob, tenant.owner, tenant.ada].map(async (as) =>
      open.data<{ records: unknown[] }>(as, query, { ids }),
    );
    setTimeout(release, 200);
    const shown = (await Promise.all(asked)).map(({ records }) => records.map((one) => one !== null));
    expect(shown[0]).toEqual(dealNumbers.map((number) => number % 2 === 0));
    expect(shown[1]).toEqual(dealNumbers.map((number) => number % 2 === 1));
    expect(shown[2]).toEqual(dealNumbers.map(() => true));
    expect(shown[3]).toEqual(shown[0]);
  });
});

describe("the caller in a policy's filter", () => {
  it.each([
    ["of an address", { field: "Contact", isMe: true }, even],
    ["of one person", { field: "Owner", isMe: true }, even],
    ["of several people", { field: "Watchers", isMe: true }, [0, 3, 6, 9]],
    ["when it is not to be them", { field: "Watchers", isMe: false }, [1, 2, 4, 5, 7, 8]],
  ])("is found %s", async (_claim, rows, expected) => {
    const tenant = await open.tenant();
    await tenant.policies({ ...mine, rows });
    expect(listed(await open.data<Page>(tenant.ada, page))).toEqual(expected.map(at.deal));
  });

  it.each(["ALLOW", "DENY"] as const)(
    "matches nothing that %s would show, when they have no address",
    async (effect) => {
      const tenant = await open.tenant();
      await tenant.policies({ ...mine, effect, subject: { kind: "EVERYONE" } });
      expect(listed(await open.data<Page>(tenant.machine(), page))).toEqual([]);
      expect(listed(await open.data<Page>(tenant.person("viewer"), page))).toEqual([]);
    },
  );

  it("denies all when two people in the field have the caller's name", async () => {
    for (const effect of ["ALLOW", "DENY"] as const) {
      const tenant = await open.tenant();
      await tenant.policies({ ...mine, effect, rows: { field: "Reviewer", isMe: true } });
      expect(listed(await open.data<Page>(tenant.person("editor", "eve@example.com"), page))).toEqual([]);
    }
  });

  it("is nobody where they do not stand in the field: nothing is allowed, and nothing denied", async () => {
    const stranger = "stranger@example.com";
    const [allowed, denied] = [await open.tenant(), await open.tenant()];
    await allowed.policies(mine);
    await denied.policies({ ...mine, effect: "DENY" });
    expect(listed(await open.data<Page>(allowed.person("editor", stranger), page))).toEqual([]);
    expect(listed(await open.data<Page>(denied.person("editor", stranger), page))).toHaveLength(10);
  });
});

describe("a policy on fields", () => {
  let tenant: PolicyTenant;
  beforeAll(async () => {
    tenant = await open.tenant();
    await tenant.policies({ table: "Deals", fields: ["Secret", at.field("Files")] });
  });

  it("makes a cell null, with a FORBIDDEN entry that names the field", async () => {
    const query = `query ($id: ID!) { record(id: $id) { cell(field: "Secret") byId: cell(field: "${at.field("Secret")}") attachments(field: "Files") { id } name: cell(field: "Name") } }`;
    const { data, errors = [] } = await open.ask(tenant.ada, query, { id: at.dealId(1) });
    expect(data).toEqual({ record: { cell: null, byId: null, attachments: null, name: "Deal 1" } });
    expect(errors.map(({ extensions }) => [extensions?.code, extensions?.field])).toEqual([
      ["FORBIDDEN", "Secret"],
      ["FORBIDDEN", "Secret"],
      ["FORBIDDEN", "Files"],
    ]);
  });

  it("leaves the cell out of cells, and asks Airtable for nothing of it", async () => {
    const query = 'query ($base: ID!) { base(id: $base) { table(key: "Deals") { records { nodes { cells } } } } }';
    const answer = await open.data<{ base: { table: { records: { nodes: { cells: object }[] } } } }>(tenant.ada, query);
    for (const { cells } of answer.base.table.records.nodes) {
      expect(Object.keys(cells)).toContain("Double");
      for (const name of ["Secret", "Loud", "Louder", "Files"]) expect(Object.keys(cells)).not.toContain(name);
    }
    const [listing] = open.front.listings();
    expect(listing?.fields).toContain(at.field("Name"));
    for (const name of ["Secret", "Loud", "Louder", "Files"]) expect(listing?.fields).not.toContain(at.field(name));
  });

  it("leaves the field out of those that are readable", async () => {
    const query =
      'query ($base: ID!) { base(id: $base) { table(key: "Deals") { fields { name } readableFields { name } } } }';
    const { base } = await open.data<{
      base: { table: Record<"fields" | "readableFields", { name: string }[]> };
    }>(tenant.ada, query);
    const all = base.table.fields.map(({ name }) => name);
    const readable = new Set(base.table.readableFields.map(({ name }) => name));
    expect(all.filter((name) => !readable.has(name)).sort()).toEqual(["Files", "Loud", "Louder", "Secret"]);
  });

  it("denies what is computed from it, in whatever table, unless that is allowed by name", async () => {
    const query =
      'query ($deal: ID!, $company: ID!) { deal: record(id: $deal) { cell(field: "Louder") } company: record(id: $company) { cell(field: "Secrets") } }';
    const ids = { deal: at.dealId(1), company: at.companyId(1) };
    expect(codes(await open.ask(tenant.ada, query, ids))).toEqual(["FORBIDDEN", "FORBIDDEN"]);

    const other = await open.tenant();
    const everything = { effect: "ALLOW", table: "Deals" } as const;
    await other.policies({ table: "Deals", fields: ["Secret"] }, everything, { ...everything, fields: ["Louder"] });
    const answer = await open.ask(other.ada, query, ids);
    expect(codes(answer)).toEqual(["FORBIDDEN"]);
    expect(answer.data).toMatchObject({ deal: { cell: "SECRET 1!" } });
  });

  it.each([
    ["a filter", { filter: { field: "Secret", eq: "secret 1" } }],
    ["a filter deep inside", { filter: { or: [{ not: { and: [{ field: "Louder", isEmpty: true }] } }] } }],
    ["an order", { sort: [{ field: "Secret" }] }],
  ])("can't be guessed at by %s", async (_how, variables) => {
    const answer = await open.ask(tenant.ada, page, variables);
    expect(codes(answer)).toEqual(["FORBIDDEN"]);
    expect(open.front.listings()).toEqual([]);
  });

  it("can't be guessed at by a search, nor by a formula", async () => {
    expect(listed(await open.data<Page>(tenant.ada, page, { search: "secret 1" }))).toEqual([]);
    expect(listed(await open.data<Page>(tenant.ada, page, { search: "Deal 1" }))).toEqual([at.deal(1)]);
    const own = await open.tenant();
    await own.policies({ table: "Deals", fields: ["Secret"], subject: { kind: "ROLE", id: "owner" } });
    for (const formula of ["{Secret}='secret 1'", "TRUE()"]) {
      expect(codes(await open.ask(own.owner, page, { formula }))).toEqual(["FORBIDDEN"]);
    }
  });

  it("leaves the names of linked records to nobody who may not read them", async () => {
    const own = await open.tenant();
    await own.policies({ table: "Companies", fields: ["Name"] });
    const query = 'query ($id: ID!) { record(id: $id) { cell(field: "With") company: cell(field: "Company") } }';
    const answer = await open.ask(own.ada, query, { id: at.dealId(1) });
    expect(codes(answer)).toEqual(["FORBIDDEN"]);
    expect(answer.data).toEqual({ record: { cell: null, company: [at.company(1)] } });
    const guess = { filter: { field: "Company", contains: "Company 1" } };
    expect(codes(await open.ask(own.ada, page, guess))).toEqual(["FORBIDDEN"]);
    expect(codes(await open.ask(own.ada, page, { sort: [{ field: "Company" }] }))).toEqual(["FORBIDDEN"]);
    expect(listed(await open.data<Page>(own.ada, page, { search: "Company 1" }))).toEqual([]);
    const byId = { filter: { field: "Company", hasAny: [at.company(1)] } };
    expect(listed(await open.data<Page>(own.ada, page, byId))).toEqual([1, 4, 7].map(at.deal));
  });

  it("does not keep others who read at the same time from it, nor gets anything of what they read", async () => {
    const release = open.front.hold();
    const query = "query ($id: ID!) { record(id: $id) { cells } }";
    const asked = [tenant.ada, tenant.owner, tenant.ada].map(async (as) =>
      open.data<{ record: { cells: Record<string, unknown> } }>(as, query, { id: at.dealId(4) }),
    );
    setTimeout(release, 200);
    const secrets = (await Promise.all(asked)).map(({ record }) => record.cells.Secret);
    expect(secrets).toEqual([undefined, "secret 4", undefined]);
  });
});

describe("a policy on a whole table", () => {
  it("asks Airtable nothing, and says FORBIDDEN on every path", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Companies" });
    const companies = `query ($base: ID!, $deal: ID!, $company: ID!) {
      base(id: $base) { table(key: "Companies") { name fields { name } records { nodes { id } } } }
      record(id: $company) { id } records(ids: [$company]) { id }
      deal: record(id: $deal) { linkedRecords(field: "Company") { nodes { id } } cell(field: "Budgets") } }`;
    open.front.forget();
    const answer = await open.ask(tenant.ada, companies, { deal: at.dealId(1), company: at.companyId(1) });
    expect(new Set(codes(answer))).toEqual(new Set(["FORBIDDEN"]));
    expect(answer.data).toMatchObject({
      base: { table: { name: "Companies", records: null } },
      record: null,
      records: [null],
      deal: { linkedRecords: null, cell: null },
    });
    expect(open.front.listings().map(({ tableId }) => tableId)).toEqual([at.deals]);
  });
});

describe("a table that was just changed", () => {
  it("is answered with the rights of who changed it", async () => {
    const tenant = await open.tenant();
    await tenant.policies({ table: "Companies", fields: ["Budget"], subject: { kind: "ROLE", id: "admin" } });
    await tenant.policies({ ...mine, subject: { kind: "ROLE", id: "admin" } });
    const change = (table: string) =>
      `mutation ($base: ID!) { updateTable(input: { baseId: $base, table: "${table}", description: "x" }) { records { nodes { cells } } } }`;
    const admin = tenant.person("admin", "ada@example.com");
    const companies = await open.data(admin, change("Companies"));
    expect(JSON.stringify(companies)).toContain("Company 1");
    expect(JSON.stringify(companies)).not.toContain("Budget");
    const deals = JSON.stringify(await open.data(admin, change("Deals")));
    expect(deals).toContain("Deal 2");
    expect(deals).not.toContain("Deal 1");
  });
});

describe("policies together", () => {
  it("deny what one denies, allow what one allows when any does, and leave other tables alone", async () => {
    const tenant = await open.tenant();
    await tenant.policies(
      { effect: "ALLOW", table: "Deals", rows: { field: "Stage", eq: "Open" } },
      { effect: "ALLOW", table: "Deals", rows: { field: "Amount", eq: 900 }, subject: { kind: "EVERYONE" } },
      { effect: "DENY", table: "Deals", rows: { field: "Amount", lt: 200 } },
      { effect: "ALLOW", table: "Deals", fields: ["Name", "Stage"] },
      { effect: "DENY", table: "Deals", subject: { kind: "ROLE", id: "viewer" } },
    );
    expect(listed(await open.data<Page>(tenant.ada, page))).toEqual([2, 3, 4, 9].map(at.deal));
    const cells = await open.data<{ record: { cells: object } }>(
      tenant.ada,
      "query ($id: ID!) { record(id: $id) { cells } }",
      { id: at.dealId(9) },
    );
    expect(cells.record.cells).toEqual({ Name: "Deal 9", Stage: "Won" });
    expect(listed(await open.data<Page>(tenant.owner, page))).toEqual([at.deal(9)]);
    expect(codes(await open.ask(tenant.person("viewer"), page))).toEqual(["FORBIDDEN"]);
    const companies = 'query ($base: ID!) { base(id: $base) { table(key: "Companies") { records { nodes { id } } } } }';
    await open.data(tenant.ada, companies);
  });

  it("cost no statement once they are known", async () => {
    const tenant = await open.tenant();
    await tenant.policies(mine);
    await open.data(tenant.ada, page);
    const statements = await statementsOf(async () => open.data(tenant.ada, page));
    expect(statements.filter((sql) => sql.includes("data_policy") || sql.includes("data_access"))).toEqual([]);
  });
});

function entities(type: string): string {
  return `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { recordId } } }`;
}

/** The place of one cursor with the mark of another. */
function forge(place: string | null, marked: string | null): string {
  const read = (cursor: string | null): unknown[] =>
    JSON.parse(
      Buffer.from(cursor ?? "", "base64url")
        .toString()
        .replace("table:", ""),
    );
  const forged = [...read(place).slice(0, -1), read(marked).at(-1)];
  return Buffer.from(`table:${JSON.stringify(forged)}`).toString("base64url");
}
