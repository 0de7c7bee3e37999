import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { BaseEdit } from "../../../emulator/emulator.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { until } from "../../support/eventually.ts";
import type { SignedIn } from "../../support/signed-in.ts";
import {
  asked,
  codes,
  type Following,
  fieldsOf,
  follow,
  type SeenField,
  signUpIn,
  tokens,
  told,
} from "./typed-workspace.ts";
import { workshop } from "./workshop-seed.ts";

interface Report {
  readonly graphChangeReported: {
    readonly cursor: string;
    readonly change: { readonly id: string; readonly state: string; readonly breaks: readonly { path: string }[] };
  };
}
interface OrderChange {
  readonly workshopOrdersChanged: { readonly kind: string; readonly record: { readonly name: string } | null };
}

/**
 * What happens to a base in Airtable's own window while clients go on: none of them may notice, but by what is new.
 * @param options.all or the first change only
 */
export function graphsChangeInUse(shared: () => Airgraph, { all }: { readonly all: boolean }): void {
  let airgraph: Airgraph;
  let owner: SignedIn;
  let reports: Following<Report>;
  let orders: Following<OrderChange>;
  let stream: Stream;

  beforeAll(async () => {
    airgraph = shared();
    owner = await signUpIn(airgraph, "workshop");
    const keep = `mutation { keepWatching(baseId: "${workshop.base}") { active } }`;
    await until(async () => (await asked(airgraph, owner, keep)).text.includes("true"));
    reports = follow(
      airgraph,
      owner,
      "subscription { graphChangeReported { cursor change { id state breaks { path } } } }",
    );
    orders = follow(airgraph, owner, "subscription { workshopOrdersChanged { kind record { name state } } }");
    stream = streamOf(
      async (query, round) => asked(airgraph, owner, query, { round }),
      [
        "{ workshop { orders(first: 3) { totalCount nodes { name state tool { nodes { name } } activity(first: 1) { nodes { kind } } } } } }",
        `mutation ($round: Float!) { workshop { updateOrders(input: [{ id: "${workshop.first}", count: $round }]) { failed results { record { name state } } } } }`,
        '{ workshop { ordersAggregate(groupBy: [state]) { key { state } count } orders(filter: { name: { ne: "x" } }, sort: [{ name: ASC }]) { edges { node { state } } } } }',
      ],
    );
  }, 120_000);
  afterAll(async () => {
    await stream?.stop();
    await reports?.leave();
    await orders?.leave();
  });

  const edit = (...edits: BaseEdit[]) => airgraph.emulator.editBase(workshop.base, edits);
  const seen = async (typeName: string, name: string): Promise<SeenField | undefined> =>
    (await fieldsOf(airgraph, owner, typeName)).find((field) => field.name === name);
  const sees = async (typeName: string, name: string, how: (field: SeenField) => boolean = () => true): Promise<void> =>
    until(async () => {
      const field = await seen(typeName, name);
      return field !== undefined && how(field);
    });
  const changes = async () =>
    (
      await told<{
        graphChanges: { nodes: { id: string; state: string; breaks: { path: string; message: string }[] }[] };
      }>(airgraph, owner, "{ graphChanges { nodes { id state breaks { path message } } } }")
    ).graphChanges.nodes;
  const price = async () => told(airgraph, owner, `{ workshop { order(id: "${workshop.first}") { price } } }`);

  /** Whatever has changed, all that was asked was answered, and changes of records still come. */
  async function goesOn(): Promise<void> {
    const { count } = stream;
    const before = count();
    await until(() => count() > before + 6);
    expect([...new Set(stream.failures)]).toEqual([]);
    const { length } = orders.events;
    await until(() => orders.events.length > length);
    expect([orders.ended(), orders.events.flatMap(({ errors = [] }) => errors)]).toEqual([undefined, []]);
    expect(reports.ended()).toBeUndefined();
  }

  it("tell of a base that is granted and of a choice that is called something else; the choice's name stays", async () => {
    airgraph.emulator.grantBase(tokens.workshop, workshop.annex, "create");
    edit({ kind: "renameChoice", fieldId: workshop.state, choice: "Open", name: "Waiting" });
    await goesOn();
    await sees("WorkshopOrderState", "OPEN", ({ description }) => description === "Waiting");
    await sees("Query", "annex");
    expect(await told(airgraph, owner, "{ annex { shelves { nodes { name } } } }")).toEqual({
      annex: { shelves: { nodes: [{ name: "Top" }] } },
    });
    const open = `{ workshop { order(id: "${workshop.first}") { state cell(field: "State") } orders(filter: { state: { eq: OPEN } }) { totalCount } } }`;
    expect(await told(airgraph, owner, open)).toEqual({
      workshop: { order: { state: "OPEN", cell: "Waiting" }, orders: { totalCount: 1 } },
    });
    await goesOn();
  }, 120_000);

  if (!all) return;

  it("tell of a field that is made and of one that is called something else, whose name stays", async () => {
    const create = "mutation ($input: CreateFieldInput!) { createField(input: $input) { id } }";
    const input = {
      baseId: workshop.base,
      table: "Orders",
      name: "Due",
      type: "date",
      options: { dateFormat: { name: "iso" } },
    };
    await told(airgraph, owner, create, { input });
    edit(
      { kind: "renameField", fieldId: workshop.note, name: "Remark" },
      { kind: "renameTable", tableId: workshop.orders, name: "Jobs" },
    );
    await sees("WorkshopOrder", "due", ({ type }) => type === "Date");
    await sees("WorkshopOrder", "note", ({ description, isDeprecated }) => description === "Remark" && !isDeprecated);
    expect(await seen("WorkshopOrder", "remark")).toBeUndefined();
    const write = `mutation { workshop { updateOrders(input: [{ id: "${workshop.first}", due: "2030-01-02", note: "m" }]) { results { record { due note } error { message } } } } }`;
    expect(await told(airgraph, owner, write)).toEqual({
      workshop: { updateOrders: { results: [{ record: { due: "2030-01-02", note: "m" }, error: null }] } },
    });
    expect(await changes()).toEqual([]);
    await goesOn();
  }, 120_000);

  it("deprecate a field that is gone, which answers null, and what uses it is told so", async () => {
    edit({ kind: "deleteField", fieldId: workshop.note });
    const query = `{ workshop { order(id: "${workshop.first}") { name note } } }`;
    await sees("WorkshopOrder", "note", ({ isDeprecated }) => isDeprecated);
    expect((await seen("WorkshopOrder", "note"))?.deprecationReason).toMatch(/./);
    expect(await told(airgraph, owner, query)).toEqual({ workshop: { order: { name: "Bench", note: null } } });
    expect(
      codes(await asked(airgraph, owner, '{ workshop { orders(filter: { note: { eq: "n" } }) { totalCount } } }')),
    ).toEqual(["BAD_USER_INPUT"]);
    expect(await changes()).toEqual([]);
    await goesOn();
  }, 120_000);

  it("report a field of another type to admins before anybody can see it", async () => {
    expect(await price()).toEqual({ workshop: { order: { price: 10 } } });
    edit({ kind: "retypeField", fieldId: workshop.price, to: { type: "singleLineText" } });
    await sees("WorkshopOrder", "price", ({ type }) => type === "String");
    const [change] = await changes();
    expect(change).toMatchObject({ state: "TAKEN" });
    expect(change?.breaks.map(({ path }) => path)).toContain("WorkshopOrder.price");
    await until(() => reports.events.length > 0);
    expect(reports.events[0]).toMatchObject({ data: { graphChangeReported: { change: { id: change?.id } } } });
    expect(await price()).toEqual({ workshop: { order: { price: "10.00" } } });
    await goesOn();
  }, 120_000);

  it("hold such a change where the tenant wants that, until somebody accepts it", async () => {
    const set =
      "mutation ($policy: BreakingGraphChanges!) { setBreakingGraphChanges(policy: $policy) { breakingChanges } }";
    await told(airgraph, owner, set, { policy: "HOLD" });
    const { length } = reports.events;
    edit({ kind: "retypeField", fieldId: workshop.weight, to: { type: "singleLineText" } });
    await until(() => reports.events.length > length);
    const [held] = await changes();
    expect(held).toMatchObject({ state: "HELD" });
    expect(reports.events.at(-1)).toMatchObject({
      data: { graphChangeReported: { change: { id: held?.id, state: "HELD" } } },
    });
    await goesOn();
    expect(await seen("WorkshopOrder", "weight")).toMatchObject({ type: "Float", isDeprecated: false });

    await told(airgraph, owner, "mutation ($id: ID!) { acceptGraphChange(id: $id) { state } }", { id: held?.id });
    await sees("WorkshopOrder", "weight", ({ type }) => type === "String");
    expect((await changes())[0]).toMatchObject({ id: held?.id, state: "TAKEN" });
    const again = await asked(airgraph, owner, `mutation { acceptGraphChange(id: "${held?.id}") { state } }`);
    expect(codes(again)).toEqual(["NOT_FOUND"]);
    await told(airgraph, owner, set, { policy: "TAKE" });
    await goesOn();
  }, 120_000);

  it("take other names and hide parts when an admin says so, and forget what is gone", async () => {
    const [rename, hide, show, drop] = [
      "mutation ($id: ID!, $name: String!) { renameGraphPart(input: { id: $id, name: $name }) { name } }",
      "mutation ($id: ID!) { hideGraphPart(id: $id) { hidden } }",
      "mutation ($id: ID!) { showGraphPart(id: $id) { hidden } }",
      "mutation ($id: ID!) { dropGraphPart(id: $id) { id } }",
    ];
    const weight = `${workshop.base}/${workshop.weight}`;
    await told(airgraph, owner, rename ?? "", { id: weight, name: "mass" });
    await sees("WorkshopOrder", "mass");
    expect(await seen("WorkshopOrder", "weight")).toBeUndefined();
    await told(airgraph, owner, hide ?? "", { id: weight });
    await until(async () => (await seen("WorkshopOrder", "mass")) === undefined);
    await told(airgraph, owner, show ?? "", { id: weight });
    await sees("WorkshopOrder", "mass");
    await told(airgraph, owner, drop ?? "", { id: `${workshop.base}/${workshop.note}` });
    await until(async () => (await seen("WorkshopOrder", "note")) === undefined);
    await goesOn();
  }, 120_000);

  it("deprecate a table that is gone, whose list answers null, and the links to it", async () => {
    // A link becomes a text with it: who asks for its records is told so until they ask for the text.
    await stream.leaveOut(/tool/);
    edit({ kind: "deleteTable", tableId: workshop.tools });
    await sees("Workshop", "tools", ({ isDeprecated }) => isDeprecated);
    const { workshop: answer } = await told<{ workshop: unknown }>(
      airgraph,
      owner,
      `{ workshop { tools { nodes { name } } tool(id: "recSaw00000000000") { name } } }`,
    );
    expect(answer).toEqual({ tools: null, tool: null });
    await goesOn();
  }, 120_000);

  it("deprecate what is in a base that is granted no longer, which answers null", async () => {
    airgraph.emulator.grantBase(tokens.workshop, workshop.annex, null);
    await sees("Annex", "shelves", ({ isDeprecated }) => isDeprecated);
    expect(await told(airgraph, owner, "{ annex { shelves { nodes { name } } } }")).toEqual({
      annex: { shelves: null },
    });
    await goesOn();
  }, 120_000);
}

/** Operations that are asked one after the other, over and over. */
interface Stream {
  count(): number;
  /** What was answered with errors, or not at all. */
  readonly failures: unknown[];
  /** Resolves when none of them is under way any more. */
  leaveOut(which: RegExp): Promise<void>;
  stop(): Promise<void>;
}

function streamOf(
  ask: (query: string, round: number) => Promise<{ text: string; errors: readonly unknown[] }>,
  queries: string[],
): Stream {
  const failures: unknown[] = [];
  let count = 0;
  const stopping = new AbortController();
  let current = queries;
  const running = (async () => {
    while (!stopping.signal.aborted) {
      for (const query of current) {
        const answer = await ask(query, count).catch((error: unknown) => ({ text: String(error), errors: [error] }));
        count += 1;
        if (answer.errors.length > 0 || /"failed":[^0]/.test(answer.text)) failures.push(answer.text);
      }
    }
  })();
  return {
    count: () => count,
    failures,
    async leaveOut(which) {
      current = current.filter((query) => !which.test(query));
      const before = count;
      await until(() => count > before + queries.length);
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
