import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { sampleToken } from "../../../../emulator/emulator.ts";
import { sortRecords } from "../fixtures/evaluate-typed.ts";
import { codes, type OpenSample, openSample, underBase } from "../fixtures/open-sample.ts";
import { openTyped } from "../fixtures/open-typed.ts";

let open: OpenSample;

beforeAll(async () => {
  open = await openSample();
});
afterAll(async () => open.close());
beforeEach(() => open.airtable.forget());

const ask = async (query: string, options?: Parameters<OpenSample["ask"]>[1]) => open.ask(query, options);
const hundreds = (count: number) => Math.ceil(count / 100);

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
    const { deals } = underBase(answer);

    const companies = open.choose("companies", company);
    const chosen = open.choose("deals", { ...stages, company });
    const shown = sortRecords(chosen, [{ field: open.field("deals", "closeDate"), descending: false }]).slice(0, 20);
    const contacts = new Set(
      shown
        .flatMap(({ fields }) => (fields[open.field("deals", "company").id] ?? []) as string[])
        .flatMap(
          (id) =>
            (open.scanned.get(open.tableOf("companies").id)?.get(id)?.fields[open.field("companies", "contacts").id] ??
              []) as string[],
        ),
    );
    expect(deals.totalCount).toBe(chosen.length);
    expect(deals.nodes).toHaveLength(Math.min(20, chosen.length));
    expect(chosen.length).toBeGreaterThan(5);
    // The companies that are meant, with what is shown of them; the deals; the companies' contacts; and all deals for the sums.
    const fewest =
      hundreds(companies.length) +
      hundreds(chosen.length) +
      hundreds(contacts.size) +
      hundreds(open.choose("deals").length);
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
    underBase(answer);
    expect(open.askedFields()).toEqual([
      ["deals", ["amount", "company", "name", "stage"]],
      ["companies", ["city", "contacts"]],
      ["contacts", ["email"]],
    ]);
  });

  it("ask for the selected columns only of records that the router refers to", async () => {
    const ids = open
      .choose("deals")
      .slice(0, 3)
      .map(({ id }) => `${open.base.id}/${open.tableOf("deals").id}/${id}`);
    const { data, errors } = await ask(
      `query ($found: [_Any!]!) { _entities(representations: $found) { __typename ... on SalesCrmDeal { amount company { city } } } }`,
      { variables: { found: ids.map((id) => ({ __typename: "SalesCrmDeal", id })) } },
    );
    expect(errors).toBeUndefined();
    expect(data?.["_entities"]).toHaveLength(3);
    expect(open.askedFields()).toEqual([
      ["deals", ["amount", "company"]],
      ["companies", ["city"]],
    ]);
  });

  it("are one for a hundred linked records, whatever the depth and the way there", async () => {
    const answer = await ask(`{ salesCrm { companies(first: 50) { nodes { deals(first: 10) { nodes { company { name }
      tasks(first: 3) { nodes { name } } } } contacts(first: 2) { edges { node { name } } } } } } }`);
    underBase(answer);
    const calls = open.askedFields().map(([many]) => many);
    // Companies are met again and not read again.
    expect(calls.filter((many) => many === "companies")).toHaveLength(1);
    expect(calls.filter((many) => many === "contacts")).toHaveLength(1);
    expect(calls.length).toBeLessThanOrEqual(8);
  });

  it("are none more for a total of a page that is whole", async () => {
    const { companies } = underBase(
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
    const { deals } = underBase(await ask(query));
    open.airtable.forget();
    const second = underBase(await ask(query, { variables: { after: deals.pageInfo.endCursor } }));
    expect([deals.totalCount, second.deals.totalCount]).toEqual([700, 700]);
    expect(open.airtable.calls()).toHaveLength(7);
  });

  it("read nothing for an aggregate but the columns that it needs", async () => {
    underBase(await ask("{ salesCrm { dealsAggregate(groupBy: [stage]) { key { stage } amount { sum } } } }"));
    expect(open.askedFields()).toEqual(Array.from({ length: 7 }, () => ["deals", ["amount", "stage"]]));
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

describe("one record", () => {
  it("is found by Airtable's id and by its global one, and not in another table", async () => {
    const [deal] = open.choose("deals");
    const [company] = open.choose("companies");
    const answer = await ask(`{ salesCrm { a: deal(id: "${deal?.id}") { recordId name }
      b: deal(id: "${open.base.id}/${open.tableOf("deals").id}/${deal?.id}") { recordId }
      c: deal(id: "${open.base.id}/${open.tableOf("companies").id}/${company?.id}") { recordId } } }`);
    expect(answer.data).toMatchObject({ salesCrm: { a: { recordId: deal?.id }, b: { recordId: deal?.id }, c: null } });
    expect(codes(answer)).toEqual(["NOT_FOUND"]);
  });
});

it("tells of a choice that the graph does not know, and answers the rest", async () => {
  const own = await openTyped();
  try {
    const [deal] = open.choose("deals");
    const stage = open.field("deals", "stage").id;
    const written = await fetch(`${own.emulator.url}/v0/${own.base.id}/${open.tableOf("deals").id}/${deal?.id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
      body: JSON.stringify({ fields: { [stage]: "On hold" }, typecast: true }),
    });
    expect(written.status).toBe(200);
    const answer = await own.ask(`{ salesCrm { deal(id: "${deal?.id}") { stage amount } } }`);
    expect(codes(answer)).toEqual(["CONFLICT"]);
    expect(answer.data).toEqual({
      salesCrm: { deal: { stage: null, amount: deal?.fields[open.field("deals", "amount").id] ?? null } },
    });
  } finally {
    await own.close();
  }
});
