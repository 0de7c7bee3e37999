import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { sql } from "drizzle-orm";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { Caller, Person } from "../../kernel/identity/caller.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { until } from "../../tests/support/eventually.ts";
import {
  newPerson,
  newRunId,
  startTestSubgraph,
  statementsOf,
  type TestSubgraph,
} from "../../tests/support/subgraph.ts";
import { appendCalls, type CallEvent } from "./fixtures/append-calls.ts";
import { analytics } from "./subgraph.ts";

let now = Date.now();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(analytics, { clock: { now: () => now } });
});
afterAll(async () => subgraph.stop());

const base = "appAAAAAAAAAAAAAA";
const otherBase = "appBBBBBBBBBBBBBB";

async function append(person: Person, calls: readonly CallEvent[]): Promise<void> {
  await subgraph.db.transaction(async (transaction) => appendCalls(transaction, person.tenantId, calls));
}

function times(count: number, call: CallEvent = {}): CallEvent[] {
  return Array.from({ length: count }, () => call);
}

async function used(person: Person, since?: Date): Promise<unknown> {
  const { data } = await subgraph.ask(person, "query ($since: DateTime) { usage(since: $since) { airtableCalls } }", {
    since: since?.toISOString(),
  });
  return (data?.["usage"] as { airtableCalls: number } | undefined)?.airtableCalls;
}

async function entities(caller: Caller, representations: readonly { __typename: string; id: string }[]) {
  const { data, errors } = await subgraph.ask(
    caller,
    `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on WorkflowRun { id airtableCalls }
        ... on Base { id airtableCalls }
      }
    }`,
    { representations },
  );
  return { entities: data?.["_entities"] as unknown[] | undefined, errors };
}

describe("calls to Airtable", () => {
  it("are counted for the tenant, for each base and for each run", async () => {
    const person = newPerson();
    const [runId, otherRunId] = [newRunId(), newRunId()];
    await append(person, [
      ...times(3, { baseId: base, runId }),
      ...times(2, { baseId: base }),
      ...times(4, { baseId: otherBase, runId: otherRunId }),
      ...times(1),
    ]);
    await until(async () => (await used(person)) === 10);
    const wanted = [
      { __typename: "WorkflowRun", id: runId },
      { __typename: "Base", id: base },
      { __typename: "WorkflowRun", id: otherRunId },
      { __typename: "Base", id: otherBase },
      { __typename: "WorkflowRun", id: newRunId() },
      { __typename: "Base", id: "appCCCCCCCCCCCCCC" },
      { __typename: "WorkflowRun", id: "no-uuid" },
      { __typename: "Base", id: "no\u0000base" },
    ];
    const counts = [3, 5, 4, 4, 0, 0, 0, 0];
    const statements = await statementsOf(async () => {
      const found = await entities(person, wanted);
      expect(found).toEqual({
        entities: wanted.map(({ id }, index) => ({ id, airtableCalls: counts[index] })),
        errors: undefined,
      });
    });
    expect(statements).toHaveLength(2);
  });

  it("go on being added to what was counted before", async () => {
    const person = newPerson();
    const runId = newRunId();
    for (let round = 1; round <= 3; round++) {
      await append(person, times(2, { baseId: base, runId }));
      await until(async () => (await used(person)) === 2 * round);
    }
    const found = await entities(person, [{ __typename: "WorkflowRun", id: runId }]);
    expect(found.entities).toEqual([{ id: runId, airtableCalls: 6 }]);
  });

  it("are not told to another tenant, not even of its own run or base of the same id", async () => {
    const [person, stranger] = [newPerson(), newPerson()];
    const runId = newRunId();
    await append(person, times(5, { baseId: base, runId }));
    await append(stranger, times(1, { baseId: base }));
    await until(async () => (await used(person)) === 5 && (await used(stranger)) === 1);
    const found = await entities(stranger, [
      { __typename: "WorkflowRun", id: runId },
      { __typename: "Base", id: base },
    ]);
    expect(found.entities).toEqual([
      { id: runId, airtableCalls: 0 },
      { id: base, airtableCalls: 1 },
    ]);
  });

  it("are not told to who is not signed in", async () => {
    for (const caller of [{ kind: "anonymous" }, { kind: "service", name: "router" }] as const) {
      const statements = await statementsOf(async () => {
        const run = newRunId();
        const { entities: found, errors } = await entities(caller, [
          { __typename: "WorkflowRun", id: run },
          { __typename: "Base", id: base },
        ]);
        // The ids are those that were sent.
        expect(found).toEqual([
          { id: run, airtableCalls: null },
          { id: base, airtableCalls: null },
        ]);
        const code = caller.kind === "anonymous" ? "UNAUTHENTICATED" : "FORBIDDEN";
        for (const error of errors ?? []) expect(error).toMatchObject({ extensions: { code } });
        expect(errors).not.toBeUndefined();
      });
      expect(statements.filter((statement) => statement.startsWith("select"))).toEqual([]);
    }
  });

  it("are counted from the beginning of the hour, a base's for 24 hours and a run's for ever", async () => {
    const person = newPerson();
    const runId = newRunId();
    await append(person, times(1, { baseId: base, runId }));
    await until(async () => (await used(person)) === 1);
    const called = now;
    const hour = 3_600_000;
    try {
      expect(await used(person, new Date(Math.floor(called / hour) * hour + hour))).toBe(0);
      expect(await used(person, new Date(Math.floor(called / hour) * hour + hour - 1))).toBe(1);
      now = called + 26 * hour;
      expect(await used(person)).toBe(0);
      const found = await entities(person, [
        { __typename: "Base", id: base },
        { __typename: "WorkflowRun", id: runId },
      ]);
      expect(found.entities).toEqual([
        { id: base, airtableCalls: 0 },
        { id: runId, airtableCalls: 1 },
      ]);
    } finally {
      now = called;
    }
  });
});

describe("the consumer", () => {
  it("counts every call once while two more instances are started and stopped at any moment", async () => {
    const person = newPerson();
    const runId = newRunId();
    const written = new AbortController();
    const writers = Promise.all(
      [1, 2, 3].map(async () => {
        for (let index = 0; index < 60; index++) await append(person, times(2, { baseId: base, runId }));
      }),
    ).finally(() => {
      written.abort();
    });
    const restart = async (ms: number) => {
      while (!written.signal.aborted) {
        const instance = await subgraph.startAnother();
        await delay(ms);
        await instance.stop();
      }
    };
    await Promise.all([writers, restart(20), restart(60)]);
    await until(async () => Number(await used(person)) >= 360);
    await delay(200);
    expect(await used(person)).toBe(360);
    const found = await entities(person, [{ __typename: "WorkflowRun", id: runId }]);
    expect(found.entities).toEqual([{ id: runId, airtableCalls: 360 }]);
  });

  it("counts the calls of a transaction that commits after a later one was counted", async () => {
    const [early, late, other] = [newPerson(), newPerson(), newPerson()];
    await subgraph.db.transaction(async (transaction) => {
      await appendCalls(transaction, early.tenantId, times(2));
      await append(late, times(3));
      await delay(300);
      expect(await used(early)).toBe(0);
    });
    await until(async () => (await used(early)) === 2 && (await used(late)) === 3);
    await append(other, times(1));
    await until(async () => (await used(other)) === 1);
    expect([await used(early), await used(late)]).toEqual([2, 3]);
  });

  it("leaves out a malformed event, says so, and counts those around it", async () => {
    const warnings = jest.spyOn(silentLogger, "warn");
    const person = newPerson();
    await subgraph.db.transaction(async (transaction) => {
      await appendCalls(transaction, person.tenantId, times(1, { baseId: base }));
      const malformed = [
        {},
        [],
        "text",
        { baseId: 7, runId: null },
        { baseId: null, runId: "no-uuid" },
        { baseId: base },
      ];
      await appendEvents(
        transaction,
        person.tenantId,
        "airtable-calls",
        malformed.map((data) => ({ type: "airtable.called", data })),
      );
      await appendCalls(transaction, person.tenantId, times(1, { baseId: base }));
    });
    await until(async () => (await used(person)) === 2);
    const told = warnings.mock.calls.filter(([about]) => JSON.stringify(about).includes(person.tenantId));
    expect(told).toHaveLength(6);
    warnings.mockRestore();
  });

  it("looks at no event of another type", async () => {
    const person = newPerson();
    await subgraph.db.transaction(async (transaction) =>
      appendEvents(transaction, person.tenantId, "airtable-calls", [
        { type: "airtable.connected", data: { baseId: base, runId: null } },
      ]),
    );
    await append(person, times(1));
    await until(async () => (await used(person)) === 1);
  });
});

describe("stop", () => {
  it("lets go of every connection", async () => {
    const ofInstances = sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and application_name in ('airgraph-analytics', 'airgraph-listen')`;
    const connections = async () => (await subgraph.db.execute<{ count: number }>(ofInstances))[0]?.count ?? 0;
    const before = await connections();
    const instance = await subgraph.startAnother();
    expect(await instance.notReady()).toEqual([]);
    expect(await connections()).toBeGreaterThan(before);
    await instance.stop();
    await until(async () => (await connections()) <= before);
  });
});
