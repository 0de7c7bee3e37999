import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { sampleToken } from "../../../../emulator/emulator.ts";
import { codes, type OpenSample, openSample, type Page, underBase } from "../fixtures/open-sample.ts";
import { openTyped } from "../fixtures/open-typed.ts";
import { fieldNamed } from "../fixtures/plain-scan.ts";

let open: OpenSample;

beforeAll(async () => {
  open = await openSample();
});
afterAll(async () => open.close());
beforeEach(() => open.airtable.forget());

const ask = async (query: string, options?: Parameters<OpenSample["ask"]>[1]) => open.ask(query, options);

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
      const stayed = open.choose("deals").filter(({ id }) => !deleted.includes(id));
      expect(stayed.filter(({ id }) => !met.includes(id))).toEqual([]);
      expect(met).toContain(behind);
      expect(met.filter((id) => before.slice(0, -1).includes(id))).toEqual([]);
    } finally {
      await own.close();
    }
  });

  it("are refused a cursor of another order, and one of a snapshot", async () => {
    const list = (args: string) => `{ salesCrm { deals(first: 2, ${args}) { pageInfo { endCursor } } } }`;
    const cursor = async (args: string) => underBase(await ask(list(args))).deals.pageInfo.endCursor;
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
    const { deals } = underBase(await ask(query));
    underBase(await ask(query, { variables: { after: deals.pageInfo.endCursor } }));
    expect(open.airtable.calls()).toHaveLength(2);
  });
});
