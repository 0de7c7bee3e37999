import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { ExecutionResult } from "graphql";
import { type Seed, sampleToken } from "../../../../emulator/emulator.ts";
import { fieldId, tableId } from "../../ids.ts";
import { type CallerRules, rulesFor } from "../../policies/caller-rules.ts";
import { dataPolicyId, type StoredPolicy } from "../../policies/data-policy.ts";
import { createEvaluator, type Scanned, sortRecords } from "../fixtures/evaluate-typed.ts";
import { type OpenTyped, openTyped } from "../fixtures/open-typed.ts";
import { fieldNamed, type PlainRecord, plainScan } from "../fixtures/plain-scan.ts";
import type { TypedTable } from "../typed-graph.ts";

let open: OpenTyped;
let scanned: Scanned;

beforeAll(async () => {
  open = await openTyped();
  scanned = await plainScan(open.emulator.url, sampleToken, open.base);
  // Bases and schemas are remembered from here on, so that calls for records can be counted.
  await ask("{ salesCrm { base { id } deals(first: 1) { nodes { id } } } }");
});
afterAll(async () => open.close());
beforeEach(() => open.airtable.forget());

const ask = async (query: string, options?: Parameters<OpenTyped["ask"]>[1]) => open.ask(query, options);
const codes = ({ errors = [] }: ExecutionResult) => errors.map(({ extensions }) => extensions["code"]);
const hundreds = (count: number) => Math.ceil(count / 100);

function table(many: string): TypedTable {
  const found = open.base.tables.find((one) => one.many === many);
  if (found === undefined) throw new Error(`no table ${many}`);
  return found;
}
const field = (many: string, name: string) => fieldNamed(table(many), name);
const choose = (many: string, filter?: Record<string, unknown>): PlainRecord[] =>
  createEvaluator(open.base, scanned).choose(table(many), filter);
const askedFields = () =>
  open.airtable.listings().map(({ tableId: id, fields }) => [
    open.base.tables.find((one) => one.id === id)?.many,
    open.base.tables
      .flatMap((one) => (one.id === id ? one.fields : []))
      .flatMap((one) => (fields?.includes(one.id) ? one.name : []))
      .sort(),
  ]);

/** What is under `salesCrm` in an answer without errors. */
function base<T>({ data, errors }: ExecutionResult): T {
  expect(errors).toBeUndefined();
  return (data as { salesCrm: T }).salesCrm;
}

interface Page {
  nodes: Record<string, unknown>[];
  edges: { cursor: string; node: { recordId: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number | null;
}

describe("calls to Airtable", () => {
  it("are the fewest that the example of a pipeline can be answered with", async () => {
    const stages = { stage: { in: ["NEGOTIATION", "PROPOSAL"] }, amount: { gte: 10_000 } };
    const company = { name: { contains: "Health" } };
    const answer = await ask(
      `query Pipeline($filter: SalesCrmDealFilter) {
        salesCrm {
          deals(filter: $filter, sort: [{ closeDate: ASC }], first: 20) {
            totalCount
            nodes { name amount stage closeDate company { name contacts(first: 5) { nodes { name email } } } }
            pageInfo { hasNextPage endCursor }
          }
          dealsAggregate(groupBy: [stage]) { key { stage } count amount { sum avg max } }
        }
      }`,
      { variables: { filter: { ...stages, company } } },
    );
    const { deals } = base<{ deals: Page }>(answer);

    const companies = choose("companies", company);
    const chosen = choose("deals", { ...stages, company });
    const shown = sortRecords(chosen, [{ field: field("deals", "closeDate"), descending: false }]).slice(0, 20);
    const contacts = new Set(
      shown
        .flatMap(({ fields }) => (fields[field("deals", "company").id] ?? []) as string[])
        .flatMap(
          (id) =>
            (scanned.get(table("companies").id)?.get(id)?.fields[field("companies", "contacts").id] ?? []) as string[],
        ),
    );
    expect(deals.totalCount).toBe(chosen.length);
    expect(deals.nodes).toHaveLength(Math.min(20, chosen.length));
    expect(chosen.length).toBeGreaterThan(5);
    // The companies that are meant, with what is shown of them; the deals; the companies' contacts; and all deals for the sums.
    const fewest =
      hundreds(companies.length) + hundreds(chosen.length) + hundreds(contacts.size) + hundreds(choose("deals").length);
    expect(open.airtable.calls()).toHaveLength(fewest);
    expect(fewest).toBe(1 + 1 + 1 + 7);
  });

  it("ask for the selected columns only, on whatever way they are selected", async () => {
    const answer = await ask(
      `query ($yes: Boolean!) { salesCrm { deals(first: 2) { ...page } } }
       fragment page on SalesCrmDealConnection { nodes { amount } edges { node { ...on AirtableRecord { cell(field: "Stage") } ...deal } } }
       fragment deal on SalesCrmDeal { name closeDate @skip(if: $yes) company { ...on SalesCrmCompany { city } contacts(first: 1) { edges { node { email } } } } }`,
      { variables: { yes: true } },
    );
    base(answer);
    expect(askedFields()).toEqual([
      ["deals", ["amount", "company", "name", "stage"]],
      ["companies", ["city", "contacts"]],
      ["contacts", ["email"]],
    ]);
  });

  it("are one for a hundred linked records, whatever the depth and the way there", async () => {
    const answer = await ask(`{ salesCrm { companies(first: 50) { nodes { deals(first: 10) { nodes { company { name }
      tasks(first: 3) { nodes { name } } } } contacts(first: 2) { edges { node { name } } } } } } }`);
    base(answer);
    const calls = askedFields().map(([many]) => many);
    // Companies are met again and not read again.
    expect(calls.filter((many) => many === "companies")).toHaveLength(1);
    expect(calls.filter((many) => many === "contacts")).toHaveLength(1);
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it("are none more for a total of a page that is whole", async () => {
    const { companies } = base<{ companies: Page }>(
      await ask(
        '{ salesCrm { companies(first: 100, filter: { name: { contains: "Health" } }) { totalCount nodes { id } } } }',
      ),
    );
    expect(companies.totalCount).toBe(companies.nodes.length);
    expect(open.airtable.calls()).toHaveLength(1);
  });

  it("go on from a cursor for the total of what is behind it", async () => {
    const query =
      "query ($after: String) { salesCrm { deals(first: 50, after: $after) { totalCount pageInfo { endCursor } } } }";
    const { deals } = base<{ deals: Page }>(await ask(query));
    open.airtable.forget();
    const second = base<{ deals: Page }>(await ask(query, { variables: { after: deals.pageInfo.endCursor } }));
    expect([deals.totalCount, second.deals.totalCount]).toEqual([700, 700]);
    expect(open.airtable.calls()).toHaveLength(7);
  });

  it("read nothing for an aggregate but the columns that it needs", async () => {
    base(await ask("{ salesCrm { dealsAggregate(groupBy: [stage]) { key { stage } amount { sum } } } }"));
    expect(askedFields()).toEqual(Array.from({ length: 7 }, () => ["deals", ["amount", "stage"]]));
  });

  it("end when nobody waits for the answer any more", async () => {
    const controller = new AbortController();
    const release = open.airtable.hold();
    const asked = ask("{ salesCrm { dealsAggregate { count } } }", { access: { signal: controller.signal } });
    setTimeout(() => controller.abort(), 50);
    expect(codes(await asked)).toEqual(["TIMEOUT"]);
    release();
    expect(open.airtable.calls()).toHaveLength(1);
  });
});

describe("filters", () => {
  const ids = async (filter: string, rules?: CallerRules) => {
    const query = `{ salesCrm { deals(first: 100, filter: ${filter}) { totalCount nodes { recordId } } } }`;
    return ask(query, rules === undefined ? {} : { rules });
  };

  it("name the place of what is wrong", async () => {
    const { errors } = await ids('{ or: [{ company: { name: { contains: "" } } }] }');
    expect(errors?.[0]?.message).toContain("filter.or[0].company.name.contains");
    expect(errors?.[0]?.extensions["code"]).toBe("BAD_USER_INPUT");
  });

  it.each([
    ["no linked record", "company: null"],
    ["some of a list", 'contacts: { some: { name: { contains: "a" } } }'],
    [
      "links of links",
      'company: { contacts: { every: { newsletter: { eq: true }, company: { city: { ne: "Berlin" } } } } }',
    ],
  ])("across links tell of %s", async (_what, filter) => {
    const { deals } = base<{ deals: Page }>(await ids(`{ ${filter} }`));
    const given = JSON.parse(`{ ${filter.replaceAll(/(\w+):/g, '"$1":')} }`) as Record<string, unknown>;
    expect(deals.totalCount).toBe(choose("deals", given).length);
  });

  it("decide here what is true of more records than a formula can name, and say so where they can't", async () => {
    const many = await openManyLinked();
    try {
      const list = async (filter: string) =>
        many.ask(
          `{ bulk { items(first: 100, filter: ${filter}) { totalCount nodes { name group { name } } pageInfo { hasNextPage endCursor } } } }`,
        );
      const named = await list('{ group: { name: { eq: "Group 0" } }, name: { contains: "7" } }');
      expect(named.errors).toBeUndefined();
      const { items } = (named.data as { bulk: { items: Page } }).bulk;
      // The items of that group, every other one of 3,000, with a seven in their name.
      const wanted = Array.from({ length: 1_500 }, (_, index) => `Item ${index * 2}`).filter((name) =>
        name.includes("7"),
      );
      expect(items.totalCount).toBe(wanted.length);
      expect(items.nodes).toHaveLength(100);
      expect(items.nodes.every(({ name }) => String(name).includes("7"))).toBe(true);
      expect(codes(await list('{ or: [{ group: { name: { eq: "Group 0" } } }, { name: { eq: "Item 1" } }] }'))).toEqual(
        ["COST_LIMIT_EXCEEDED"],
      );
      const others = await list('{ not: { group: { name: { eq: "Group 0" } } } }');
      expect((others.data as { bulk: { items: Page } }).bulk.items.totalCount).toBe(1_500);
    } finally {
      await many.close();
    }
  });

  describe("under data policies", () => {
    const asked = { kind: "person", userId: "somebody", roleId: "editor" } as const;
    const denying = (about: Pick<StoredPolicy, "tableId" | "fieldIds" | "rows">): CallerRules =>
      rulesFor(asked, {
        policies: [
          {
            id: dataPolicyId.parse(randomUUID()),
            name: "A policy",
            description: null,
            effect: "DENY",
            subject: { kind: "EVERYONE", id: null },
            operations: ["READ"],
            baseId: open.base.id,
            createdAt: new Date(0),
            createdBy: "somebody",
            ...about,
          },
        ],
        deniedData: "TELL",
        address: undefined,
        sign: (text) => text.slice(0, 43),
      });

    it("don't count linked records that the caller may not read", async () => {
      const industry = field("companies", "industry").id;
      const rules = denying({
        tableId: tableId.parse(table("companies").id),
        fieldIds: null,
        rows: { field: industry, eq: "Software" },
      });
      const { deals } = base<{ deals: Page }>(await ids("{ company: { employees: { gte: 0 } } }", rules));
      expect(deals.totalCount).toBe(
        choose("deals", { company: { employees: { gte: 0 }, not: { industry: { eq: "SOFTWARE" } } } }).length,
      );
      expect(deals.totalCount).toBeLessThan(700);
      const shown = base<{ deals: Page }>(
        await ask("{ salesCrm { deals(first: 100) { nodes { company { industry } } } } }", { rules }),
      );
      expect(JSON.stringify(shown)).not.toContain("SOFTWARE");
    });

    it("refuse to look at fields that the caller may not read, in linked tables too", async () => {
      const rules = denying({
        tableId: tableId.parse(table("companies").id),
        fieldIds: [fieldId.parse(field("companies", "employees").id)],
        rows: null,
      });
      expect(codes(await ids("{ company: { employees: { gte: 0 } } }", rules))).toEqual(["FORBIDDEN"]);
      expect(codes(await ids("{ company: { city: { isEmpty: false } } }", rules))).toEqual([]);
      const shown = await ask(
        "{ salesCrm { companies(first: 1) { nodes { employees city } } companiesAggregate { employees { sum } count } } }",
        {
          rules,
        },
      );
      expect(codes(shown)).toEqual(["FORBIDDEN", "FORBIDDEN"]);
      expect(shown.data).toMatchObject({
        salesCrm: {
          companies: { nodes: [{ employees: null }] },
          companiesAggregate: [{ employees: null, count: 200 }],
        },
      });
    });
  });
});

describe("one record", () => {
  it("is found by Airtable's id and by its global one, and not in another table", async () => {
    const [deal] = choose("deals");
    const [company] = choose("companies");
    const answer = await ask(`{ salesCrm { a: deal(id: "${deal?.id}") { recordId name }
      b: deal(id: "${open.base.id}/${table("deals").id}/${deal?.id}") { recordId }
      c: deal(id: "${open.base.id}/${table("companies").id}/${company?.id}") { recordId } } }`);
    expect(answer.data).toMatchObject({ salesCrm: { a: { recordId: deal?.id }, b: { recordId: deal?.id }, c: null } });
    expect(codes(answer)).toEqual(["NOT_FOUND"]);
  });
});

it("tells of a choice that the graph does not know, and answers the rest", async () => {
  const own = await openTyped();
  try {
    const [deal] = choose("deals");
    const stage = field("deals", "stage").id;
    const written = await fetch(`${own.emulator.url}/v0/${own.base.id}/${table("deals").id}/${deal?.id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
      body: JSON.stringify({ fields: { [stage]: "On hold" }, typecast: true }),
    });
    expect(written.status).toBe(200);
    const answer = await own.ask(`{ salesCrm { deal(id: "${deal?.id}") { stage amount } } }`);
    expect(codes(answer)).toEqual(["CONFLICT"]);
    expect(answer.data).toEqual({
      salesCrm: { deal: { stage: null, amount: deal?.fields[field("deals", "amount").id] ?? null } },
    });
  } finally {
    await own.close();
  }
});

describe("orders", () => {
  it.each([
    ["no field", "{}"],
    ["two fields", "{ name: ASC, amount: DESC }"],
    ["a field and null", "{ name: null }"],
  ])("refuse an element that names %s", async (_what, element) => {
    expect(codes(await ask(`{ salesCrm { deals(sort: [${element}]) { nodes { id } } } }`))).toEqual(["BAD_USER_INPUT"]);
  });

  it("can't be stable by texts, which formulas don't compare as Airtable orders them", async () => {
    const answer = await ask("{ salesCrm { deals(sort: [{ name: ASC }], paging: STABLE) { nodes { id } } } }");
    expect(codes(answer)).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("stable pages", () => {
  it("give each record once that stays, and none twice, whatever is created and deleted meanwhile", async () => {
    const own = await openTyped();
    try {
      const deals = own.base.tables.find(({ many }) => many === "deals");
      const amount = deals && fieldNamed(deals, "amount").id;
      const stage = deals && fieldNamed(deals, "stage").id;
      const change = async (method: string, path: string, body?: unknown) => {
        const answer = await fetch(`${own.emulator.url}/v0/${own.base.id}/${deals?.id}${path}`, {
          method,
          headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        expect(answer.status).toBe(200);
        return (await answer.json()) as { records: { id: string }[] };
      };
      const create = async (cells: Record<string, unknown>) =>
        (await change("POST", "", { records: [{ fields: cells }] })).records[0]?.id ?? "";

      const query = `query ($after: String) { salesCrm { deals(first: 60, after: $after, paging: STABLE,
        sort: [{ stage: DESC }, { amount: ASC }]) { nodes { recordId } pageInfo { hasNextPage endCursor } } } }`;
      const met: string[] = [];
      const before: string[] = [];
      const deleted: string[] = [];
      let behind = "";
      let after: string | null = null;
      do {
        const { data, errors } = await own.ask(query, { variables: { after } });
        expect(errors).toBeUndefined();
        const page = (data as { salesCrm: { deals: Page } }).salesCrm.deals;
        met.push(...page.nodes.map(({ recordId }) => String(recordId)));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
        // Stages go down: "Lost" comes first, and last are those without one.
        before.push(await create({ [stage ?? ""]: "Lost", [amount ?? ""]: 0 }));
        if (behind === "") behind = await create({});
        const gone = [met.at(-1) ?? "", met.at(-2) ?? ""];
        deleted.push(...gone);
        await change("DELETE", `?${gone.map((id) => `records[]=${id}`).join("&")}`);
      } while (after !== null);

      expect(new Set(met).size).toBe(met.length);
      const stayed = choose("deals").filter(({ id }) => !deleted.includes(id));
      expect(stayed.filter(({ id }) => !met.includes(id))).toEqual([]);
      expect(met).toContain(behind);
      expect(met.filter((id) => before.slice(0, -1).includes(id))).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it("are refused a cursor of another order, and one of a snapshot", async () => {
    const list = (args: string) => `{ salesCrm { deals(first: 2, ${args}) { pageInfo { endCursor } } } }`;
    const cursor = async (args: string) => base<{ deals: Page }>(await ask(list(args))).deals.pageInfo.endCursor;
    const [byAmount, snapshot] = [
      await cursor("paging: STABLE, sort: [{ amount: ASC }]"),
      await cursor("sort: [{ amount: ASC }]"),
    ];
    for (const args of [
      `after: "${byAmount}", sort: [{ amount: DESC }]`,
      `after: "${snapshot}", sort: [{ amount: ASC }]`,
    ])
      expect(codes(await ask(list(`${args}, paging: STABLE`)))).toEqual(["BAD_USER_INPUT"]);
    expect(codes(await ask(list(`after: "${byAmount}", sort: [{ amount: ASC }], paging: STABLE`)))).toEqual([]);
  });

  it("cost one call each where an automatic number tells records apart", async () => {
    const query =
      "query ($after: String) { salesCrm { deals(first: 100, after: $after, paging: STABLE) { pageInfo { endCursor } } } }";
    const { deals } = base<{ deals: Page }>(await ask(query));
    base(await ask(query, { variables: { after: deals.pageInfo.endCursor } }));
    expect(open.airtable.calls()).toHaveLength(2);
  });
});

/** A base with a group of 1,500 of 3,000 items. */
async function openManyLinked(): Promise<OpenTyped> {
  const pad = (prefix: string, name: string) => prefix + name.padEnd(14, "0");
  const createdTime = "2026-01-05T09:00:00.000Z";
  const link = { type: "multipleRecordLinks" } as const;
  const seed: Seed = {
    tokens: [
      {
        token: sampleToken,
        userId: pad("usr", "Owner"),
        scopes: ["data.records:read", "schema.bases:read"],
        bases: [{ id: pad("app", "Bulk"), permissionLevel: "create" }],
      },
    ],
    users: [{ id: pad("usr", "Owner"), email: "owner@example.com", name: "Owner" }],
    bases: [
      {
        id: pad("app", "Bulk"),
        name: "Bulk",
        tables: [
          {
            id: pad("tbl", "Items"),
            name: "Items",
            primaryFieldId: pad("fld", "Name"),
            fields: [
              { id: pad("fld", "Name"), name: "Name", type: "singleLineText" },
              {
                id: pad("fld", "Group"),
                name: "Group",
                ...link,
                options: {
                  linkedTableId: pad("tbl", "Groups"),
                  inverseLinkFieldId: pad("fld", "Items"),
                  prefersSingleRecordLink: true,
                },
              },
            ],
            records: Array.from({ length: 3_000 }, (_, index) => ({
              id: pad("rec", `Item${index}x`),
              createdTime,
              fields: { Name: `Item ${index}`, Group: [pad("rec", `Group${index % 2}`)] },
            })),
          },
          {
            id: pad("tbl", "Groups"),
            name: "Groups",
            primaryFieldId: pad("fld", "Title"),
            fields: [
              { id: pad("fld", "Title"), name: "Name", type: "singleLineText" },
              {
                id: pad("fld", "Items"),
                name: "Items",
                ...link,
                options: { linkedTableId: pad("tbl", "Items"), inverseLinkFieldId: pad("fld", "Group") },
              },
            ],
            records: [0, 1].map((index) => ({
              id: pad("rec", `Group${index}`),
              createdTime,
              fields: { Name: `Group ${index}` },
            })),
          },
        ],
      },
    ],
  };
  return openTyped({ seed, baseId: pad("app", "Bulk") });
}
