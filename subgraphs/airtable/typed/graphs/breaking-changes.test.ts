import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { isObjectType } from "graphql";
import { z } from "zod";
import { salesCrmBaseId, sampleSeed } from "../../../../emulator/emulator.ts";
import { isStream } from "../../../../kernel/executor/executor.ts";
import type { Person } from "../../../../kernel/identity/caller.ts";
import { until } from "../../../../tests/support/eventually.ts";
import { type OpenGraphs, openGraphs } from "./fixtures/open-graphs.ts";

/** The base that is changed, and no other. */
const sample = sampleSeed();
const seed = {
  ...sample,
  bases: sample.bases.slice(0, 1),
  tokens: sample.tokens.map((token) => ({ ...token, bases: token.bases.filter(({ id }) => id === salesCrmBaseId) })),
};
const [crm] = seed.bases;

let open: OpenGraphs;
let owner: Person;
beforeAll(async () => {
  open = await openGraphs({ seed });
});
afterEach(() => open.rest());
afterAll(() => open.close());
// All tests change one base: each has a tenant and columns of its own.
beforeEach(async () => {
  owner = await open.connect();
  await open.graph(owner.tenantId);
});

const deals = crm?.tables.find(({ name }) => name === "Deals");

function fieldId(name: string): string {
  const id = deals?.fields.find((field) => field.name === name)?.id;
  if (id === undefined) throw new Error(`no field ${name}`);
  return id;
}

function retype(name: string): void {
  open.emulator.editBase(crm?.id ?? "", [
    { kind: "retypeField", fieldId: fieldId(name), to: { type: "singleLineText" } },
  ]);
}

const changes = z.object({
  graphChanges: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        state: z.string(),
        breaks: z.array(z.object({ path: z.string(), message: z.string() })),
      }),
    ),
  }),
});

async function reported() {
  const query = "{ graphChanges { nodes { id state breaks { path message } } } }";
  return changes.parse(await open.ask(owner, query)).graphChanges.nodes;
}

async function typeOf(name: string): Promise<string | undefined> {
  const type = (await open.schema(owner.tenantId)).getType("SalesCrmDeal");
  return isObjectType(type) ? String(type.getFields()[name]?.type) : undefined;
}

async function hold(): Promise<void> {
  await open.ask(owner, "mutation { setBreakingGraphChanges(policy: HOLD) { breakingChanges } }");
}

describe("a change that breaks clients", () => {
  it("is reported, and taken", async () => {
    retype("Amount");
    await until(async () => (await typeOf("amount")) === "String");
    const [change] = await reported();
    expect(change?.state).toBe("TAKEN");
    expect(change?.breaks).toContainEqual({
      path: "SalesCrmDeal.amount",
      message: expect.stringContaining("from 'Float' to 'String'"),
    });
  });

  it("is told to who subscribes, and again to who comes back with a cursor before it", async () => {
    const query =
      "subscription ($after: String) { graphChangeReported(after: $after) { cursor change { state breaks { path } } } }";
    const live = await open.subgraph.follow(owner, query);
    if (!isStream(live)) throw new Error(JSON.stringify(live));
    const first = live[Symbol.asyncIterator]();
    retype("Probability");
    const told = (await first.next()).value;
    expect(told).toMatchObject({
      data: {
        graphChangeReported: { change: { breaks: expect.arrayContaining([{ path: "SalesCrmDeal.probability" }]) } },
      },
    });
    await first.return?.();
    const again = await open.subgraph.follow(owner, query, { after: "0" });
    if (!isStream(again)) throw new Error(JSON.stringify(again));
    const second = again[Symbol.asyncIterator]();
    expect((await second.next()).value).toEqual(told);
    await second.return?.();
  });

  it("is held when the tenant wants that, until somebody accepts it, and no one twice", async () => {
    await hold();
    retype("Fit");
    await until(async () => (await reported()).length > 0);
    const [held] = await reported();
    expect(held?.state).toBe("HELD");
    expect(await typeOf("fit")).toBe("Int");

    const accept = "mutation ($id: ID!) { acceptGraphChange(id: $id) { state decidedBy } }";
    const accepted = await open.ask(owner, accept, { id: held?.id });
    expect(accepted).toEqual({ acceptGraphChange: { state: "TAKEN", decidedBy: owner.userId } });
    expect(await typeOf("fit")).toBe("String");
    const { errors } = await open.subgraph.ask(owner, accept, { id: held?.id });
    expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });

  it("is held although the bases were being looked at when the tenant began to want that", async () => {
    const path = `/v0/meta/bases/${salesCrmBaseId}/tables`;
    const slow = open.emulator.faults.add({ fault: { kind: "slow", ms: 1_500 }, match: { path } });
    retype("Tasks");
    await delay(750); // A look has begun by then, and waits for Airtable.
    await hold();
    open.emulator.faults.remove(slow.id);
    await until(async () => (await reported()).length > 0);
    expect((await reported()).map(({ state }) => state)).toEqual(["HELD"]);
  });

  it("is off when Airtable is as it was again", async () => {
    await hold();
    retype("Close date");
    await until(async () => (await reported()).length > 0);
    open.emulator.editBase(crm?.id ?? "", [
      {
        kind: "retypeField",
        fieldId: fieldId("Close date"),
        to: { type: "date", options: { dateFormat: { name: "iso", format: "YYYY-MM-DD" } } },
      },
    ]);
    await until(async () => (await reported())[0]?.state !== "HELD");
    expect(await typeOf("closeDate")).toBe("Date");
  });

  it("that is held gives way to one that says more", async () => {
    await hold();
    retype("Products");
    await until(async () => (await reported()).length === 1);
    retype("Owner");
    await until(async () => (await reported()).length === 2);
    expect((await reported()).map(({ state }) => state)).toEqual(["HELD", "SUPERSEDED"]);
  });

  it("is nobody else's to accept, or to know of", async () => {
    await hold();
    retype("Documents");
    await until(async () => (await reported()).length > 0);
    const [held] = await reported();
    const stranger = await open.connect();
    const accept = "mutation ($id: ID!) { acceptGraphChange(id: $id) { state } }";
    const { errors } = await open.subgraph.ask(stranger, accept, { id: held?.id });
    expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
    expect(await open.ask(stranger, "{ graphChanges { nodes { id } } }")).toEqual({ graphChanges: { nodes: [] } });
  });
});

describe("a change that breaks nobody", () => {
  it.each([
    [
      "a column is gone",
      () => open.emulator.editBase(crm?.id ?? "", [{ kind: "deleteField", fieldId: fieldId("Close date") }]),
    ],
    [
      "a choice is gone",
      () =>
        open.emulator.editBase(crm?.id ?? "", [{ kind: "deleteChoice", fieldId: fieldId("Stage"), choice: "Lost" }]),
    ],
    [
      "a column is called something else",
      () => open.emulator.editBase(crm?.id ?? "", [{ kind: "renameField", fieldId: fieldId("Stage"), name: "Phase" }]),
    ],
  ])("is none to be reported: %s", async (_what, edit) => {
    const before = (await open.graph(owner.tenantId))?.version;
    edit();
    await until(async () => (await open.graph(owner.tenantId))?.version !== before);
    expect(await reported()).toEqual([]);
  });
});
