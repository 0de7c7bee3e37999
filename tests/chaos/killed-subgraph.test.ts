import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Client } from "graphql-ws";
import { salesCrmBaseId } from "../../emulator/emulator.ts";
import type { TypedDocumentString } from "../generated/graphql.ts";
import { RecordsChanged, RunUpdated, StartRun } from "../integration/operations.ts";
import { type Airgraph, sampleToken, startAirgraph } from "../support/airgraph.ts";
import { expectData, webSocketClient } from "../support/client.ts";
import { until } from "../support/eventually.ts";
import { firstDeal } from "../support/sample-records.ts";
import { type SignedIn, signUpConnected } from "../support/signed-in.ts";

const recordsPerCall = 10;
/** Machines are busy. */
const slowMs = 60_000;

describe("kill -9 of a subgraph in the middle of a subscription, which its client never notices:", () => {
  let airgraph: Airgraph;
  let person: SignedIn;
  let socket: Client;

  beforeAll(async () => {
    airgraph = await startAirgraph(
      "services",
      { AIRTABLE_WEBHOOK_URL: "", AIRTABLE_POLL_MS: "500" },
      // The tests write past us, so that nobody paces what both of us ask.
      { limits: "off" },
    );
    person = await signUpConnected(airgraph);
    socket = webSocketClient(airgraph.url, person.token);
  });
  afterAll(async () => {
    await socket.dispose();
    await airgraph.stop();
  });

  it("changes of records, without `after` and before any event came, and again in the midst of events", async () => {
    // A base is watched a while after somebody asks for that; the subscription that is tried begins at once then.
    const first = follow(RecordsChanged, { base: salesCrmBaseId, table: "Companies" });
    const webhooks = `/v0/bases/${salesCrmBaseId}/webhooks`;
    const asked = () => airgraph.emulator.requests();
    await until(() => asked().some(({ method, path }) => method === "POST" && path === webhooks), slowMs);
    await until(async () => {
      if (first.seen.length === 0) await createCompanies("to see whether it is watched");
      await delay(1_000);
      return first.seen.length > 0;
    }, slowMs);
    const settled = async () => {
      const before = first.seen.length;
      await delay(2_000);
      return first.seen.length === before;
    };
    await until(settled, slowMs);
    const events = follow(RecordsChanged, { base: salesCrmBaseId });
    await delay(2_000);
    expect([events.seen, events.trouble]).toEqual([[], []]);
    const told = () =>
      events.seen.flatMap(({ recordsChanged }) => recordsChanged.changes.map(({ id }) => id.split("/")[2]));

    await airgraph.kill("airtable");
    const made = await createCompanies("while it is away");
    await airgraph.start("airtable");
    made.push(...(await createCompanies("when it is back")));
    await until(() => told().length >= made.length, slowMs);
    expect(told()).toEqual(made);

    for (let round = 0; round < 3; round += 1) {
      const before = told().length;
      made.push(...(await createCompanies(`before death ${round}`)));
      // At another place each time: before any of it is told, when some may be, and when all is.
      await until(() => told().length > before || round === 0, slowMs);
      made.push(...(await createCompanies(`at death ${round}`)));
      await delay(round * 300);
      await airgraph.kill("airtable");
      made.push(...(await createCompanies(`after death ${round}`)));
      await airgraph.start("airtable");
    }
    await until(() => told().length >= made.length, slowMs);
    await delay(1_000);
    expect(told()).toEqual(made);
    expectRising(events.seen.map(({ recordsChanged }) => recordsChanged.cursor));
    expect([events.trouble, first.trouble]).toEqual([[], []]);
    first.leave();
    events.leave();
  }, 180_000);

  it("updates of a run, which the process works on itself", async () => {
    const recordId = await firstDeal(airgraph, person.token);
    const input = { workflow: "summarizeRecord", input: { record: recordId } };
    const { startRun } = await expectData(airgraph.url, StartRun, { input }, person.token);
    const { id } = startRun.run;
    const events = follow(RunUpdated, { id });
    const kinds = () => events.seen.map(({ runUpdated }) => runUpdated.kind);
    await until(() => events.seen.length > 0);
    await airgraph.kill("workflow");
    await delay(500);
    await airgraph.start("workflow");
    await until(() => events.isOver, slowMs);

    expect(kinds().at(-1)).toBe("SUCCEEDED");
    for (const once of ["QUEUED", "STARTED", "SUCCEEDED"])
      expect(kinds().filter((kind) => kind === once)).toHaveLength(1);
    expect(kinds().filter((kind) => kind === "STEP_SUCCEEDED")).toHaveLength(2);
    const cursors = events.seen.map(({ runUpdated }) => Number(runUpdated.cursor));
    // Without gaps, so none is missing.
    expect(cursors).toEqual(cursors.map((_cursor, at) => at + 1));
    expect(events.trouble).toEqual([]);
  }, 120_000);

  /** One subscription on the one socket that stays open, without anything that would subscribe again. */
  function follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ) {
    const events = { seen: [] as Data[], trouble: [] as unknown[], isOver: false, leave: () => {} };
    events.leave = socket.subscribe<Data>(
      { query: document.toString(), variables },
      {
        next({ data, errors }) {
          if (errors !== undefined) events.trouble.push(errors);
          if (data) events.seen.push(data);
        },
        error: (error) => void events.trouble.push(error),
        complete() {
          events.isOver = true;
        },
      },
    );
    return events;
  }

  async function createCompanies(name: string): Promise<(string | undefined)[]> {
    const records = Array.from({ length: recordsPerCall }, (_, at) => ({ fields: { Name: `${name} ${at}` } }));
    const answer = await fetch(`${airgraph.emulator.url}/v0/${salesCrmBaseId}/Companies`, {
      method: "POST",
      headers: { authorization: `Bearer ${sampleToken}`, "content-type": "application/json" },
      body: JSON.stringify({ records }),
    });
    if (!answer.ok) throw new Error(`the emulator answered ${answer.status}`);
    const { records: created } = (await answer.json()) as { records: { id: string }[] };
    return created.map(({ id }) => id);
  }
});

function expectRising(cursors: readonly string[]): void {
  const numbers = cursors.map(Number);
  expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other));
}
