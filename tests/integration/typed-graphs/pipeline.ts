import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { type RecordedRequest, salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { until } from "../../support/eventually.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import { asked, codes, type Following, follow, signUpIn, told, unique } from "./typed-workspace.ts";

const pipeline = `
  query Pipeline($company: String!) {
    salesCrm {
      deals(
        filter: {
          stage: { in: [NEGOTIATION, PROPOSAL] }
          amount: { gte: 10000 }
          company: { name: { contains: $company } }
        }
        sort: [{ closeDate: ASC }]
        first: 20
      ) {
        totalCount
        nodes {
          id
          name
          amount
          stage
          closeDate
          company {
            name
            contacts(first: 5) {
              nodes {
                name
                email
              }
            }
          }
          workflowRuns(first: 3) {
            nodes {
              status
              startedAt
            }
          }
          files {
            nodes {
              name
              content
            }
          }
          activity(first: 5) {
            nodes {
              kind
              source
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
      dealsAggregate(groupBy: [stage]) {
        key {
          stage
        }
        count
        amount {
          sum
          avg
          max
        }
      }
    }
  }
`;

interface Deal {
  readonly id: string;
  readonly name: string;
  readonly amount: number;
  readonly stage: string;
  readonly closeDate: string | null;
  readonly company: { readonly name: string; readonly contacts: { readonly nodes: readonly { email: string }[] } };
  readonly workflowRuns: { readonly nodes: readonly { status: string }[] };
  readonly files: { readonly nodes: readonly { name: string; content: string }[] };
  readonly activity: { readonly nodes: readonly { kind: string; source: string }[] };
}
interface Pipeline {
  readonly salesCrm: {
    readonly deals: { readonly totalCount: number; readonly nodes: readonly Deal[] };
    readonly dealsAggregate: readonly { key: { stage: string | null }; count: number; amount: { sum: number } }[];
  };
}
interface Written {
  readonly results: readonly {
    readonly outcome: string;
    readonly record: { readonly id: string; readonly name: string } | null;
    readonly error: { readonly code: string; readonly message: string } | null;
  }[];
}
interface DealChange {
  readonly salesCrmDealsChanged: {
    readonly cursor: string;
    readonly kind: string;
    readonly record: { readonly id: string; readonly name: string; readonly amount: number } | null;
    readonly changedFields: readonly string[] | null;
  };
}

const create =
  "mutation ($input: [SalesCrmDealCreateInput!]!) { salesCrm { createDeals(input: $input) { results { outcome record { id name } error { code message } } } } }";
const update =
  "mutation ($input: [SalesCrmDealUpdateInput!]!) { salesCrm { updateDeals(input: $input) { results { outcome record { id name } error { code message } } } } }";

/** The words of issue and README, as a frontend developer writes them who has just connected the sample base. */
export function pipelinesAreTyped(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let person: SignedIn;
  let company: { readonly id: string; readonly name: string };
  let dealId = "";
  let changes: Following<DealChange> | undefined;

  beforeAll(async () => {
    airgraph = shared();
    person = await signUpIn(airgraph, "sales");
    const list = '{ salesCrm { companies(first: 1, filter: { name: { contains: "Health" } }) { nodes { id name } } } }';
    const found = await told<{ salesCrm: { companies: { nodes: { id: string; name: string }[] } } }>(
      airgraph,
      person,
      list,
    );
    const [first] = found.salesCrm.companies.nodes;
    if (first === undefined) throw new Error("the sample has companies");
    company = first;
  });
  afterAll(async () => changes?.leave());

  const followed = () => changes?.events ?? [];

  it("begin with a record that is connected to another one, as soon as the base is connected", async () => {
    const keep = `mutation { keepWatching(baseId: "${salesCrmBaseId}") { active } }`;
    await until(async () => (await asked(airgraph, person, keep)).text.includes("true"));
    changes = follow(
      airgraph,
      person,
      'subscription { salesCrmDealsChanged(filter: { stage: { eq: WON } }, after: "0") { cursor kind record { id name amount } changedFields } }',
    );
    const deal = { name: unique("Acme"), stage: "PROPOSAL", amount: 12_000, closeDate: "2000-01-01" };
    const { salesCrm } = await told<{ salesCrm: { createDeals: Written } }>(airgraph, person, create, {
      input: [{ ...deal, company: { connect: company.id } }],
    });
    expect(salesCrm.createDeals.results).toMatchObject([
      { outcome: "CREATED", record: { name: deal.name }, error: null },
    ]);
    dealId = salesCrm.createDeals.results[0]?.record?.id ?? "";
  });

  it("show typed records with their runs, files and activity, for as few calls to Airtable as there can be", async () => {
    const start = "mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }";
    const input = { workflow: "summarizeRecord", input: { record: dealId } };
    const { startRun } = await told<{ startRun: { run: { id: string } } }>(airgraph, person, start, { input });
    const run = `{ run(id: "${startRun.run.id}") { status files { nodes { name } } record { ... on SalesCrmDeal { name amount activity { nodes { kind } } } } } }`;
    await until(async () => (await asked(airgraph, person, run)).text.includes("SUCCEEDED"));
    await until(async () => (await asked(airgraph, person, run)).text.includes("CREATED"));
    expect(await told(airgraph, person, run)).toMatchObject({
      run: { files: { nodes: [{ name: "Deals-summary.md" }] }, record: { amount: 12_000 } },
    });

    airgraph.emulator.resetRequests();
    const { salesCrm } = await told<Pipeline>(airgraph, person, pipeline, { company: company.name });
    const calls = airgraph.emulator.requests().filter(isOfRecords);
    const { nodes, totalCount } = salesCrm.deals;
    const mine = nodes.find(({ id }) => id === dealId);
    expect(nodes).toHaveLength(Math.min(20, totalCount));
    expect(nodes.every(({ stage, amount }) => ["NEGOTIATION", "PROPOSAL"].includes(stage) && amount >= 10_000)).toBe(
      true,
    );
    expect(mine).toMatchObject({
      amount: 12_000,
      stage: "PROPOSAL",
      closeDate: "2000-01-01",
      company: { name: company.name },
      workflowRuns: { nodes: [{ status: "SUCCEEDED" }] },
      files: { nodes: [{ name: "Deals-summary.md", content: expect.stringContaining("Acme") }] },
      activity: { nodes: [{ kind: "CREATED" }] },
    });
    expect(mine?.company.contacts.nodes[0]?.email).toContain("@");
    const all = salesCrm.dealsAggregate.reduce((sum, { count }) => sum + count, 0);
    expect(all).toBeGreaterThan(700);
    // The companies that are meant, with what is shown of them; their deals; the companies' contacts; all deals, for the sums.
    expect(calls.map(({ path }) => path.split("/")[3])).toHaveLength(1 + 1 + 1 + Math.ceil(all / 100));
  });

  it("are followed over a WebSocket: what begins to fit the filter comes, with the fields by their names in the graph", async () => {
    const { salesCrm } = await told<{ salesCrm: { updateDeals: Written } }>(airgraph, person, update, {
      input: [{ id: dealId, stage: "WON", amount: 13_000 }],
    });
    expect(salesCrm.updateDeals.results).toMatchObject([{ outcome: "UPDATED", error: null }]);
    await until(() => followed().some(({ data }) => data?.salesCrmDealsChanged.record?.id === dealId));
    const [event] = followed();
    expect(event).toMatchObject({
      data: {
        salesCrmDealsChanged: {
          kind: "UPDATED",
          record: { id: dealId, amount: 13_000 },
          changedFields: expect.arrayContaining(["stage", "amount"]),
        },
      },
    });
    expect(followed().flatMap(({ errors = [] }) => errors)).toEqual([]);
  });

  it("are told by activity, on whatever way to the record", async () => {
    const happened = `{ salesCrm { deal(id: "${dealId}") { activity { nodes { kind } } } } record(id: "${dealId}") { __typename ... on SalesCrmDeal { stage } activity { nodes { kind } } } }`;
    const kinds = { activity: { nodes: [{ kind: "UPDATED" }, { kind: "CREATED" }] } };
    await until(async () => (await asked(airgraph, person, happened)).text.split("UPDATED").length > 2);
    expect(await told(airgraph, person, happened)).toMatchObject({
      salesCrm: { deal: kinds },
      record: { __typename: "SalesCrmDeal", stage: "WON", ...kinds },
    });
  });

  it("are asked for in words that are checked: a field that is not there is refused, and its like proposed", async () => {
    const wrong = await asked(airgraph, person, "{ salesCrm { deals { nodes { nmae } } } }");
    expect(codes(wrong)).toEqual(["GRAPHQL_VALIDATION_FAILED"]);
    expect(wrong.text).toContain("name");
  });
}

/** Calls for records, besides which there are those that keep graphs and watches up to date. */
function isOfRecords({ path }: RecordedRequest): boolean {
  return path.startsWith(`/v0/${salesCrmBaseId}/`);
}
