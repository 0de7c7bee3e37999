import { beforeAll, expect, it } from "@jest/globals";
import { salesCrmBaseId } from "../../../emulator/emulator.ts";
import type { RunUpdatedSubscription } from "../../generated/graphql.ts";
import type { Airgraph } from "../../support/airgraph.ts";
import { ask, collect, expectData, webSocketClient } from "../../support/client.ts";
import { eventually } from "../../support/eventually.ts";
import { firstDeal } from "../../support/sample-records.ts";
import { type SignedIn, signIn, signUp, signUpConnected } from "../../support/signed-in.ts";
import {
  Bases,
  CreateRecord,
  DealsWithCompany,
  Me,
  RunAcrossSubgraphs,
  RunUpdated,
  StartRun,
  Usage,
} from "../operations.ts";

/** What a newcomer does with the README in hand. */
export function newcomersFindTheirWay(shared: () => Airgraph): void {
  let airgraph: Airgraph;
  let person: SignedIn;

  beforeAll(async () => {
    airgraph = shared();
    person = await signUpConnected(airgraph);
  });

  it("signs in with the username and with the email address, and knows who asks", async () => {
    for (const login of [person.login, `${person.login}@example.com`.toUpperCase()]) {
      const token = await signIn(airgraph.url, { login, password: person.password });
      const { me } = await expectData(airgraph.url, Me, {}, token);
      expect(me?.username).toBe(person.login);
    }
    expect(await expectData(airgraph.url, Me, {})).toEqual({ me: null });
  });

  it("lists bases and their tables", async () => {
    const { bases } = await expectData(airgraph.url, Bases, {}, person.token);
    const crm = bases?.find((base) => base?.id === salesCrmBaseId);
    expect(crm?.tables?.map(({ name }) => name)).toEqual(["Companies", "Contacts", "Deals", "Tasks"]);
  });

  it("reads records page by page with the records they link to", async () => {
    const variables = { base: salesCrmBaseId, first: 3 };
    const one = await expectData(airgraph.url, DealsWithCompany, variables, person.token);
    const pageOne = one.base?.table?.records;
    expect(pageOne?.nodes).toHaveLength(3);
    expect(pageOne?.nodes[0]?.linkedRecords?.nodes[0]?.cell).toEqual(expect.any(String));

    const after = pageOne?.pageInfo.endCursor;
    const two = await expectData(airgraph.url, DealsWithCompany, { ...variables, after }, person.token);
    const ids = [pageOne, two.base?.table?.records].flatMap((page) => page?.nodes.map(({ id }) => id));
    expect(new Set(ids).size).toBe(6);
  });

  it("creates a record, runs a workflow on it and answers one operation from five subgraphs", async () => {
    const { createRecord } = await expectData(
      airgraph.url,
      CreateRecord,
      {
        input: {
          baseId: salesCrmBaseId,
          table: "Deals",
          cells: { Name: "Acme 2027", Stage: "Proposal", Amount: 1200 },
        },
      },
      person.token,
    );
    expect(createRecord?.record?.cells).toMatchObject({ Name: "Acme 2027", Amount: 1200 });

    const socket = webSocketClient(airgraph.url, person.token);
    const input = { workflow: "summarizeRecord", input: { record: createRecord?.record?.id ?? "" } };
    const { startRun } = await expectData(airgraph.url, StartRun, { input }, person.token);
    const events = await collect<RunUpdatedSubscription>(socket, RunUpdated, { id: startRun.run.id });
    await socket.dispose();

    expect(events.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const updates = events.map(({ data }) => data?.runUpdated);
    expect(updates.map((update) => [update?.kind, update?.path])).toEqual([
      ["QUEUED", null],
      ["STARTED", null],
      ["STEP_STARTED", "readRecord"],
      ["STEP_SUCCEEDED", "readRecord"],
      ["STEP_STARTED", "writeSummary"],
      ["STEP_SUCCEEDED", "writeSummary"],
      ["SUCCEEDED", null],
    ]);
    expect(updates.at(-1)?.run).toMatchObject({
      status: "SUCCEEDED",
      startedBy: { username: person.login },
      files: { nodes: [{ name: "Deals-summary.md" }] },
    });

    // The cost arrives through the event log, a moment after the run has ended.
    const run = await eventually(async () => {
      const seen = await expectData(airgraph.url, RunAcrossSubgraphs, { id: startRun.run.id }, person.token);
      return seen.run !== null && (seen.run.airtableCalls ?? 0) > 0 ? seen.run : undefined;
    });
    expect(run).toMatchObject({
      status: "SUCCEEDED",
      error: null,
      startedBy: { username: person.login },
      record: { cell: "Acme 2027", workflowRuns: { nodes: [{ id: startRun.run.id }] } },
      files: { nodes: [{ name: "Deals-summary.md", createdBy: { username: person.login } }] },
    });
    expect(run.files?.nodes[0]?.content).toContain("Acme 2027");
  });

  it("goes on with a subscription where a cursor left off", async () => {
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    const socket = webSocketClient(airgraph.url, person.token);
    const first = await collect<RunUpdatedSubscription>(
      socket,
      RunUpdated,
      { id: startRun.run.id },
      (events) => events.length === 3,
    );
    const after = first.at(-1)?.data?.runUpdated.cursor;
    const rest = await collect<RunUpdatedSubscription>(socket, RunUpdated, { id: startRun.run.id, after });
    const nothing = await collect<RunUpdatedSubscription>(socket, RunUpdated, { id: startRun.run.id, after: "7" });
    await socket.dispose();

    expect([...first, ...rest].map(({ data }) => data?.runUpdated.cursor)).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    expect(nothing).toEqual([]);
  });

  it("answers a start repeated with the same idempotency key with the first run", async () => {
    const recordId = await firstDeal(airgraph, person.token);
    const input = { workflow: "summarizeRecord", input: { record: recordId }, idempotencyKey: "once" };
    const starts = await Promise.all([1, 2, 3].map(() => expectData(airgraph.url, StartRun, { input }, person.token)));
    expect(new Set(starts.map(({ startRun }) => startRun.run.id)).size).toBe(1);
  });

  it("counts operations and Airtable calls of the tenant, and of no other", async () => {
    const usage = await eventually(async () => {
      const seen = (await expectData(airgraph.url, Usage, {}, person.token)).usage;
      return seen !== null && seen.operations > 0 && seen.airtableCalls >= airgraph.emulator.requests().length
        ? seen
        : undefined;
    });
    expect(usage.airtableCalls).toBe(airgraph.emulator.requests().length);

    const stranger = await signUp(airgraph);
    expect((await expectData(airgraph.url, Usage, {}, stranger.token)).usage?.airtableCalls).toBe(0);
  });

  it("shows another tenant neither the bases nor the runs", async () => {
    const recordId = await firstDeal(airgraph, person.token);
    const { startRun } = await expectData(
      airgraph.url,
      StartRun,
      { input: { workflow: "summarizeRecord", input: { record: recordId } } },
      person.token,
    );
    const stranger = await signUp(airgraph);
    const run = await ask(airgraph.url, RunAcrossSubgraphs, { id: startRun.run.id }, stranger.token);
    expect(run.data).toEqual({ run: null });
    expect(run.errors[0]?.extensions?.["code"]).toBe("NOT_FOUND");
    const deals = await ask(airgraph.url, DealsWithCompany, { base: salesCrmBaseId, first: 1 }, stranger.token);
    expect(deals.data).toEqual({ base: null });

    const socket = webSocketClient(airgraph.url, stranger.token);
    await expect(collect(socket, RunUpdated, { id: startRun.run.id })).resolves.toMatchObject([
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
    await socket.dispose();
  });

  it("logs neither tokens nor passwords nor cell values", async () => {
    const logs = airgraph.logs();
    for (const secret of [person.token, person.password, "Acme 2027"]) expect(logs).not.toContain(secret);
  });
}
