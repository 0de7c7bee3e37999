import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { until } from "../../support/eventually.ts";
import { createMachine, invite, type SignedIn } from "../../support/signed-in.ts";
import { asked, codes, type Following, follow, signUpIn, told } from "./typed-workspace.ts";

/** A word that stands nowhere but in what is denied. */
const canary = "Zyxqv";
/** By this, records are denied: whatever else of them changes. */
const hidden = "Hidden away";

interface Ids {
  /** A deal that may be read, of a company and contacts some of which may not be. */
  readonly shown: string;
  readonly denied: string;
  readonly company: string;
  readonly deniedCompany: string;
  readonly contact: string;
  readonly deniedContact: string;
  readonly run: string;
  readonly file: string;
  /** Of the deal that may be read. */
  readonly shownFile: string;
  /** Of a table, for paths that are not typed. */
  readonly nowhere: string;
}
type Asked = readonly [way: string, query: string];

const deal = "id name stage closeDate nextStep";

/**
 * All ways that there are to records, where a policy denies some of them. What they are answered says nothing of those; but the ids
 * in cells of links are not kept from anybody (subgraphs/airtable/README.md).
 */
const waysToRows = (ids: Ids): readonly Asked[] => [
  [
    "a list",
    `{ salesCrm { deals(first: 100, filter: { stage: { eq: WON } }) { totalCount nodes { ${deal} } edges { node { ${deal} } } } } }`,
  ],
  [
    "a list in its own order",
    `{ salesCrm { deals(first: 100) { totalCount nodes { ${deal} } pageInfo { hasNextPage } } } }`,
  ],
  ["a list of the last", `{ salesCrm { deals(first: 20, sort: [{ created: DESC }]) { nodes { ${deal} } } } }`],
  [
    "a stable list",
    `{ salesCrm { deals(first: 20, sort: [{ closeDate: DESC }], paging: STABLE) { totalCount nodes { ${deal} } } } }`,
  ],
  ["a view", `{ salesCrm { deals(first: 5, view: "Open deals") { totalCount nodes { ${deal} } } } }`],
  [
    "a list of the denied",
    `{ salesCrm { deals(filter: { nextStep: { eq: "${hidden}" } }) { totalCount nodes { ${deal} } } } }`,
  ],
  [
    "what is not another thing",
    `{ salesCrm { deals(filter: { not: { name: { startsWith: "A" } } }, first: 1) { totalCount } } }`,
  ],
  [
    "a list by id",
    `{ salesCrm { deals(filter: { id: { in: ["${ids.denied}", "${ids.shown}"] } }) { totalCount nodes { ${deal} } } } }`,
  ],
  [
    "a search",
    `{ salesCrm { deals(search: "${canary}") { totalCount nodes { ${deal} } } companies(search: "${canary}") { totalCount nodes { name } } contacts(search: "${canary}") { totalCount nodes { name } } tasks(search: "${canary}") { totalCount } } }`,
  ],
  ["one record", `{ salesCrm { deal(id: "${ids.denied}") { ${deal} } } }`],
  ["one record by Airtable's id", `{ salesCrm { deal(id: "${ids.denied.split("/")[2]}") { ${deal} } } }`],
  [
    "a link to one",
    `{ salesCrm { deal(id: "${ids.shown}") { company { id name industry } linkedRecords(field: "Company") { nodes { id } } cell(field: "Company") companyIndustry } } }`,
  ],
  [
    "a link to several",
    `{ salesCrm { deal(id: "${ids.shown}") { contacts { totalCount nodes { id name } edges { node { id } } pageInfo { hasNextPage endCursor } } cell(field: "Contacts") } } }`,
  ],
  ["all cells", `{ salesCrm { deal(id: "${ids.shown}") { cells(keyedBy: NAME) } } }`],
  [
    "the other side",
    `{ salesCrm { company(id: "${ids.company}") { name deals(first: 100) { totalCount nodes { ${deal} } } dealCount pipeline } contact(id: "${ids.contact}") { name deals { totalCount nodes { name } } } } }`,
  ],
  [
    "links of links",
    `{ salesCrm { contact(id: "${ids.contact}") { company { deals(first: 100) { nodes { contacts { nodes { name company { name } } } } } } } } }`,
  ],
  [
    "an order by links",
    `{ salesCrm { deals(first: 100, sort: [{ company: ASC }]) { nodes { id } } a: deals(first: 100, sort: [{ contacts: DESC }]) { nodes { id } } } }`,
  ],
  [
    "an order by what a link finds",
    `{ salesCrm { deals(first: 100, sort: [{ companyIndustry: ASC }]) { nodes { id } } } }`,
  ],
  ["an order by a count", `{ salesCrm { companies(first: 100, sort: [{ dealCount: DESC }]) { nodes { id } } } }`],
  ["a filter by a count", `{ salesCrm { companies(filter: { dealCount: { gte: 1 } }) { totalCount } } }`],
  [
    "a filter across a link",
    `{ salesCrm { deals(filter: { company: { name: { contains: "${canary}" } } }) { totalCount nodes { id } } } }`,
  ],
  [
    "a filter across several links",
    `{ salesCrm { deals(filter: { contacts: { some: { name: { contains: "${canary}" } } } }) { totalCount } companies(filter: { deals: { some: { nextStep: { eq: "${hidden}" } } } }) { totalCount nodes { name } } } }`,
  ],
  [
    "a filter by none and every",
    `{ salesCrm { companies(filter: { deals: { every: { stage: { ne: LEAD } } } }) { totalCount } a: companies(filter: { deals: { none: { name: { contains: "${canary}" } } } }) { totalCount } b: deals(filter: { contacts: { every: { name: { contains: "a" } } } }) { totalCount } } }`,
  ],
  [
    "a filter by whether there are links",
    `{ salesCrm { companies(filter: { deals: { isEmpty: true } }) { totalCount } deals(filter: { company: null }) { totalCount } a: deals(filter: { contacts: { isEmpty: true } }) { totalCount } } }`,
  ],
  [
    "a filter by an id behind a link",
    `{ salesCrm { companies(filter: { deals: { some: { id: { eq: "${ids.denied}" } } } }) { totalCount } deals(filter: { company: { id: { eq: "${ids.deniedCompany}" } } }) { totalCount } } }`,
  ],
  [
    "a filter by what a link finds",
    `{ salesCrm { deals(filter: { companyIndustry: { isEmpty: true } }) { totalCount } } }`,
  ],
  [
    "groups",
    `{ salesCrm { dealsAggregate { count closeDate { min max count } } dealsAggregateByStage: dealsAggregate(groupBy: [stage]) { key { stage } count closeDate { min max count } } } }`,
  ],
  [
    "groups by links",
    `{ salesCrm { dealsAggregate(groupBy: [company], filter: { id: { eq: "${ids.shown}" } }) { key { company { id name } } count } } }`,
  ],
  [
    "groups of the denied",
    `{ salesCrm { companiesAggregate(groupBy: [city]) { key { city } count } dealsAggregate(filter: { nextStep: { eq: "${hidden}" } }) { count } } }`,
  ],
  [
    "groups across a link",
    `{ salesCrm { dealsAggregate(filter: { company: { name: { contains: "${canary}" } } }) { count } companiesAggregate(filter: { deals: { some: { name: { contains: "${canary}" } } } }) { count } } }`,
  ],
  [
    "a record of any type",
    `{ record(id: "${ids.denied}") { id ... on SalesCrmDeal { ${deal} } workflowRuns { nodes { id } } files { nodes { name } } activity { nodes { kind } } } }`,
  ],
  [
    "records of any type",
    `{ records(ids: ["${ids.denied}", "${ids.shown}", "${ids.deniedCompany}"]) { id ... on SalesCrmDeal { ${deal} } ... on SalesCrmCompany { name } } }`,
  ],
  ["the record of a run", `{ run(id: "${ids.run}") { record { id ... on SalesCrmDeal { ${deal} } } } }`],
  ["the record of a file", `{ file(id: "${ids.file}") { name record { id ... on SalesCrmDeal { ${deal} } } } }`],
  [
    "the base's tables",
    `{ base(id: "${salesCrmBaseId}") { table(key: "Deals") { records(first: 20, sort: [{ field: "Created", direction: DESC }]) { nodes { id ... on SalesCrmDeal { ${deal} } } } } } }`,
  ],
  [
    "the table of a record",
    `{ salesCrm { deal(id: "${ids.shown}") { table { records(first: 20, filter: { field: "Next step", eq: "${hidden}" }) { nodes { id ... on SalesCrmDeal { name } } } } base { name } } } }`,
  ],
];

/** Ways to a field that a policy denies; what is made of it included. Each is refused. */
const waysToField = (ids: Ids): readonly Asked[] => [
  ["a list", "{ salesCrm { deals(first: 2) { nodes { name amount } } } }"],
  ["one record", `{ salesCrm { deal(id: "${ids.shown}") { amount } } }`],
  ["one cell", `{ salesCrm { deal(id: "${ids.shown}") { cell(field: "Amount") } } }`],
  ["a formula", `{ salesCrm { deal(id: "${ids.shown}") { weightedAmount } } }`],
  ["a rollup", `{ salesCrm { company(id: "${ids.company}") { pipeline weightedPipeline } } }`],
  ["a link", `{ salesCrm { company(id: "${ids.company}") { deals(first: 5) { nodes { amount } } } } }`],
  ["a filter", "{ salesCrm { deals(filter: { amount: { gte: 1 } }) { totalCount } } }"],
  [
    "a filter's depth",
    '{ salesCrm { deals(filter: { or: [{ name: { eq: "x" } }, { not: { and: [{ weightedAmount: { lt: 5 } }] } }] }) { totalCount } } }',
  ],
  ["a filter for nothing", "{ salesCrm { deals(filter: { amount: { isEmpty: true } }) { totalCount } } }"],
  [
    "a filter across a link",
    "{ salesCrm { companies(filter: { deals: { some: { amount: { gte: 1 } } } }) { totalCount } } }",
  ],
  [
    "a filter across two links",
    "{ salesCrm { contacts(filter: { company: { deals: { none: { amount: { gte: 1 } } } } }) { totalCount } } }",
  ],
  ["a filter by a rollup", "{ salesCrm { companies(filter: { pipeline: { gte: 1 } }) { totalCount } } }"],
  ["an order", "{ salesCrm { deals(first: 5, sort: [{ amount: DESC }]) { nodes { name } } } }"],
  [
    "a second order",
    "{ salesCrm { deals(first: 5, sort: [{ stage: ASC }, { weightedAmount: DESC }]) { nodes { name } } } }",
  ],
  ["an order by a rollup", "{ salesCrm { companies(first: 5, sort: [{ pipeline: DESC }]) { nodes { name } } } }"],
  ["a sum", "{ salesCrm { dealsAggregate { amount { sum } } } }"],
  ["a count of cells", "{ salesCrm { dealsAggregate { amount { count } } } }"],
  ["a sum of a formula", "{ salesCrm { dealsAggregate(groupBy: [stage]) { key { stage } weightedAmount { max } } } }"],
  ["groups", "{ salesCrm { dealsAggregate(groupBy: [amount]) { key { amount } count } } }"],
  ["groups without their keys", "{ salesCrm { dealsAggregate(groupBy: [amount]) { count } } }"],
  ["a sum's filter", "{ salesCrm { dealsAggregate(filter: { amount: { gt: 5 } }) { count } } }"],
  ["a record of any type", `{ record(id: "${ids.shown}") { ... on SalesCrmDeal { amount } } }`],
  ["a record of a file", `{ file(id: "${ids.shownFile}") { record { ... on SalesCrmDeal { amount } } } }`],
];

/** Members whom policies deny some records and fields, on every path of a typed graph. */
export function dataStaysGoverned(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let owner: SignedIn;
  let editor: SignedIn;
  let ids: Ids;
  const followed: Following<unknown>[] = [];

  beforeAll(async () => {
    airgraph = shared();
    owner = await signUpIn(airgraph, "sales");
    editor = await invite(airgraph, owner, "editor");
    ids = await makeSecrets();
    await deny({ table: "Deals", operations: ["READ"], rows: { field: "Next step", eq: hidden } });
    await deny({ table: "Companies", operations: ["READ"], rows: { field: "City", eq: hidden } });
    await deny({ table: "Contacts", operations: ["READ"], rows: { field: "Title", eq: hidden } });
    await deny({ table: "Deals", operations: ["READ"], fields: ["Amount"] });
    const known = `{ salesCrm { deal(id: "${ids.denied}") { id } } }`;
    await until(async () => codes(await asked(airgraph, editor, known)).length > 0);
  }, 120_000);
  afterAll(async () => {
    for (const each of followed) await each.leave();
  });

  async function deny(about: object): Promise<void> {
    const input = {
      name: "A policy",
      effect: "DENY",
      subject: { kind: "ROLE", id: "editor" },
      baseId: salesCrmBaseId,
      ...about,
    };
    await told(
      airgraph,
      owner,
      "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id } }",
      {
        input,
      },
    );
  }

  async function write(
    field: string,
    type: string,
    input: readonly object[],
    person = owner,
  ): Promise<WrittenRecord[]> {
    const mutation = `mutation ($input: [SalesCrm${type}!]!) { salesCrm { ${field}(input: $input) { results { outcome id record { id } error { code message field } } } } }`;
    const { salesCrm } = await told<{ salesCrm: Record<string, { results: WrittenRecord[] }> }>(
      airgraph,
      person,
      mutation,
      {
        input,
      },
    );
    return salesCrm[field]?.results ?? [];
  }

  async function makeSecrets(): Promise<Ids> {
    const shownOnes = "{ salesCrm { companies(first: 1) { nodes { id contacts(first: 1) { nodes { id } } } } } }";
    const { salesCrm } = await told<{
      salesCrm: { companies: { nodes: { id: string; contacts: { nodes: { id: string }[] } }[] } };
    }>(airgraph, owner, shownOnes);
    const [company] = salesCrm.companies.nodes;
    const contact = company?.contacts.nodes[0]?.id ?? "";
    const [deniedCompany] = await write("createCompanies", "CompanyCreateInput", [
      { name: `Aa ${canary}`, city: hidden, industry: "SOFTWARE" },
    ]);
    const [deniedContact] = await write("createContacts", "ContactCreateInput", [
      { name: `Aa ${canary}`, title: hidden },
    ]);
    const [denied, seen] = await write("createDeals", "DealCreateInput", [
      {
        name: `Aa ${canary}`,
        nextStep: hidden,
        stage: "WON",
        amount: 31_337,
        closeDate: "2040-01-01",
        company: { connect: company?.id },
        contacts: { connect: [contact] },
      },
      {
        name: "Seen by all",
        stage: "WON",
        amount: 31_338,
        company: { connect: deniedCompany?.id },
        contacts: { connect: [contact, deniedContact?.id] },
      },
    ]);
    const start = "mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }";
    const input = { workflow: "summarizeRecord", input: { record: denied?.id } };
    const { startRun } = await told<{ startRun: { run: { id: string } } }>(airgraph, owner, start, { input });
    const createFile = "mutation ($input: CreateFileInput!) { createFile(input: $input) { file { id } } }";
    const fileOf = async (recordId: string | null | undefined): Promise<string> => {
      const about = { name: "a.txt", contentType: "text/plain", content: canary, recordId };
      const made = await told<{ createFile: { file: { id: string } } }>(airgraph, owner, createFile, { input: about });
      return made.createFile.file.id;
    };
    await until(
      async () =>
        (await asked(airgraph, owner, `{ run(id: "${startRun.run.id}") { status } }`)).text.includes("SUCCEEDED"),
      30_000,
    );
    return {
      shown: seen?.id ?? "",
      denied: denied?.id ?? "",
      company: company?.id ?? "",
      deniedCompany: deniedCompany?.id ?? "",
      contact,
      deniedContact: deniedContact?.id ?? "",
      run: startRun.run.id,
      file: await fileOf(denied?.id),
      shownFile: await fileOf(seen?.id),
      nowhere: (denied?.id ?? "").replace(/rec.*/, "recNOWHERE0000000"),
    };
  }

  /** Everything of the denied records changes but that they are denied, and there is one more of each. */
  async function changeSecrets(): Promise<void> {
    await write("updateCompanies", "CompanyUpdateInput", [
      { id: ids.deniedCompany, name: `Zz ${canary} Energy`, industry: "ENERGY" },
    ]);
    await write("updateContacts", "ContactUpdateInput", [{ id: ids.deniedContact, name: `Zz ${canary}` }]);
    await write("updateDeals", "DealUpdateInput", [
      { id: ids.denied, name: `Zz ${canary}`, stage: "LEAD", amount: 90_001, closeDate: "2041-01-01" },
    ]);
    await write("createCompanies", "CompanyCreateInput", [{ name: canary, city: hidden }]);
    await write("createDeals", "DealCreateInput", [
      {
        name: canary,
        nextStep: hidden,
        stage: "WON",
        closeDate: "2042-01-01",
        company: { connect: ids.company },
        contacts: { connect: [ids.contact] },
      },
    ]);
  }

  it("are answered the same on every way, whatever becomes of the records that they may not read", async () => {
    const before = new Map<string, string>();
    for (const [way, query] of waysToRows(ids)) before.set(way, (await asked(airgraph, editor, query)).text);
    await changeSecrets();
    for (const [way, query] of waysToRows(ids)) {
      const { text } = await asked(airgraph, editor, query);
      expect([way, text]).toEqual([way, before.get(way)]);
      expect([way, text]).not.toEqual([way, expect.stringContaining(canary)]);
      expect([way, text]).not.toEqual([way, expect.stringContaining(hidden)]);
      expect(text).not.toContain("GRAPHQL_VALIDATION_FAILED");
    }
  });

  it("are refused a field that they may not read on every way, and told nothing of it", async () => {
    for (const [way, query] of waysToField(ids)) {
      const answer = await asked(airgraph, editor, query);
      expect([way, [...new Set(codes(answer))], answer.text.match(/"[a-zA-Z]*[aA]mount":[^n]/)]).toEqual([
        way,
        ["FORBIDDEN"],
        null,
      ]);
      expect([way, answer.text]).not.toEqual([way, expect.stringMatching(/9000\d|totalCount":\d|"count":\d/)]);
    }
  });

  it("can't tell a record that they may not read from one that is not there, by reading or by writing", async () => {
    const ways = (id: string): readonly Asked[] => [
      ["one record", `{ salesCrm { deal(id: "${id}") { name } } }`],
      ["a record of any type", `{ record(id: "${id}") { ... on SalesCrmDeal { name } } }`],
      [
        "an update",
        `mutation { salesCrm { updateDeals(input: [{ id: "${id}", fit: 3 }]) { failed results { outcome record { name } error { code message field } } } } }`,
      ],
      [
        "a replacement",
        `mutation { salesCrm { replaceDeals(input: [{ id: "${id}", name: "x" }]) { failed results { outcome record { name } error { code message field } } } } }`,
      ],
      [
        "a deletion",
        `mutation { salesCrm { deleteDeals(ids: ["${id}"]) { failed results { outcome record { name } error { code message field } } } } }`,
      ],
      [
        "a link",
        `mutation { salesCrm { createTasks(input: [{ name: "t", deal: { connect: ["${id}"] } }]) { failed results { outcome error { code message field } } } } }`,
      ],
    ];
    for (const [at, [way, query]] of ways(ids.denied).entries()) {
      const nowhere = await asked(airgraph, editor, ways(ids.nowhere)[at]?.[1] ?? "");
      const denied = await asked(airgraph, editor, query);
      const nameless = (text: string) => text.replaceAll(/(app\w+\/tbl\w+\/)?rec\w+/g, "ID");
      expect([way, nameless(denied.text)]).toEqual([way, nameless(nowhere.text)]);
      expect(denied.text).not.toContain(canary);
    }
    expect(await told(airgraph, owner, `{ salesCrm { deal(id: "${ids.denied}") { name } } }`)).toEqual({
      salesCrm: { deal: { name: `Zz ${canary}` } },
    });
  });

  it("are told of no value that they may not read by what they write", async () => {
    const written =
      "results { outcome record { id name amount company { name } contacts { nodes { name } } } error { code message field } }";
    for (const query of [
      `mutation { salesCrm { createDeals(input: [{ name: "Mine", company: { create: { name: "Made", city: "${hidden}" } } }]) { ${written} } } }`,
      `mutation { salesCrm { updateDeals(input: [{ id: "${ids.shown}", fit: 4 }]) { ${written} } } }`,
      `mutation { salesCrm { updateDeals(input: [{ id: "${ids.shown}", contacts: { disconnect: ["${ids.contact}"] } }]) { ${written} } } }`,
      `mutation { salesCrm { upsertDeals(on: [name], input: [{ name: "Zz ${canary}", fit: 1 }]) { ${written.replace("name amount", "amount")} } } }`,
    ]) {
      const { text } = await asked(airgraph, editor, query);
      expect([query, text]).not.toEqual([query, expect.stringMatching(/"amount":\d|GRAPHQL_VALIDATION_FAILED/)]);
      expect([query, text.replaceAll(/\\?"Zz Zyxqv\\?"/g, "")]).not.toEqual([query, expect.stringContaining(canary)]);
    }
    // What they may not see they have not changed: neither the links beside those that they took out, nor the record of that name.
    const { salesCrm } = await told<{
      salesCrm: { deal: { fit: unknown; contacts: { nodes: { id: string }[] } }; denied: unknown };
    }>(
      airgraph,
      owner,
      `{ salesCrm { deal(id: "${ids.shown}") { fit contacts { nodes { id } } } denied: deal(id: "${ids.denied}") { fit } } }`,
    );
    expect(salesCrm.deal).toEqual({ fit: 4, contacts: { nodes: [{ id: ids.deniedContact }] } });
    expect(salesCrm.denied).toEqual({ fit: null });
  });

  it("hear of changes of what they may read only", async () => {
    const changes =
      "subscription { salesCrmDealsChanged { kind id record { id name amount company { name } } changedFields actor { id } } }";
    const [theirs, all] = [follow<Change>(airgraph, editor, changes), follow<Change>(airgraph, owner, changes)];
    followed.push(theirs, all);
    const matched = follow<Change>(
      airgraph,
      editor,
      "subscription { salesCrmDealsChanged(filter: { amount: { gt: 1 } }) { kind } }",
    );
    followed.push(matched);
    let round = 0;
    const heard = ({ events }: Following<Change>, id: string) =>
      events.some(({ data }) => data?.salesCrmDealsChanged?.id === id);
    await until(async () => {
      round += 1;
      await write("updateDeals", "DealUpdateInput", [{ id: ids.shown, fit: 1 + (round % 5), amount: 70_000 + round }]);
      return heard(theirs, ids.shown) && heard(all, ids.shown);
    });
    await write("updateDeals", "DealUpdateInput", [{ id: ids.denied, name: `Changed ${canary}`, fit: 2 }]);
    await until(() => heard(all, ids.denied));
    await write("updateDeals", "DealUpdateInput", [{ id: ids.shown, name: "The end" }]);
    await until(() => JSON.stringify(theirs.events).includes("The end"));
    const text = JSON.stringify(theirs.events);
    expect(text).not.toMatch(new RegExp(`${canary}|7000\\d|${ids.denied}`));
    expect(theirs.events.flatMap(({ data }) => data?.salesCrmDealsChanged?.changedFields ?? [])).not.toContain(
      "amount",
    );
    expect(JSON.stringify([matched.events, matched.ended()])).toMatch(/FORBIDDEN/);
  });

  it("let an API key read what no policy keeps from it, and from everyone what one does", async () => {
    const machine = await createMachine(airgraph, owner, ["data:read"]);
    const query = `{ salesCrm { deal(id: "${ids.denied}") { nextStep amount } } }`;
    expect(await told(airgraph, machine, query)).toMatchObject({ salesCrm: { deal: { nextStep: hidden } } });
    await deny({ table: "Deals", operations: ["READ"], fields: ["Amount"], subject: { kind: "EVERYONE" } });
    await until(async () => codes(await asked(airgraph, machine, query)).includes("FORBIDDEN"));
  });
}

interface WrittenRecord {
  readonly outcome: string;
  readonly id: string | null;
  readonly record: { readonly id: string } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}
interface Change {
  readonly salesCrmDealsChanged: { readonly id: string; readonly changedFields: readonly string[] | null } | null;
}
