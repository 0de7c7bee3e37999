import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { and, eq } from "drizzle-orm";
import { appendEvents } from "../../kernel/event-log/event-log.ts";
import type { Caller, Person } from "../../kernel/identity/caller.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { tellTenantDeleted } from "../../kernel/tenants/deleted-tenants.ts";
import { until } from "../../tests/support/eventually.ts";
import {
  newMachine,
  newPerson,
  startTestSubgraph,
  statementsOf,
  type TestSubgraph,
} from "../../tests/support/subgraph.ts";
import { appendChanges, base, type ChangesEvent, recordNumber, table } from "./fixtures/append-changes.ts";
import { noteRecordChanges } from "./note-record-changes.ts";
import { recordActivity } from "./store/tables.ts";
import { analytics } from "./subgraph.ts";

const start = Date.UTC(2026, 4, 1, 12);
const dayMs = 86_400_000;
const now = start;
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(analytics, { clock: { now: () => now } });
});
afterAll(async () => subgraph.stop());

const after = (ms: number) => new Date(start + ms);
const changed = (...changes: [kind: string, record: number][]): ChangesEvent["changes"] =>
  changes.map(([kind, record]) => ({ kind, recordId: recordNumber(record).recordId }));

async function append({ tenantId }: Person, ...events: ChangesEvent[]): Promise<void> {
  await subgraph.db.transaction(async (transaction) => appendChanges(transaction, tenantId, events));
}

const createdTime = after(0).toISOString();

interface Activity {
  readonly nodes: readonly { readonly kind: string; readonly at: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string };
}

/** Asks as the router does for records that the airtable subgraph told it of. */
async function ask(caller: Caller, ids: readonly string[], page: object = {}, about: object = { createdTime }) {
  const { data, errors } = await subgraph.ask(
    caller,
    `query ($of: [_Any!]!, $first: Int! = 20, $after: String) {
      _entities(representations: $of) {
        ... on AirtableRecord {
          activity(first: $first, after: $after) {
            nodes { kind at source actor { id email name } }
            pageInfo { hasNextPage hasPreviousPage endCursor }
          }
        }
      }
    }`,
    { of: ids.map((id) => ({ __typename: "AirtableRecord", id, ...about })), ...page },
  );
  const entities = data?.["_entities"] as { activity: Activity | null }[] | undefined;
  return { activities: entities?.map(({ activity }) => activity) ?? [], errors };
}

async function activityOf(caller: Caller, record: number, page: object = {}): Promise<Activity> {
  const { activities, errors } = await ask(caller, [recordNumber(record).id], page);
  const [activity] = activities;
  if (errors !== undefined || activity == null) throw new Error(JSON.stringify(errors));
  return activity;
}

async function kindsOf(caller: Caller, record: number): Promise<readonly string[]> {
  return (await activityOf(caller, record)).nodes.map(({ kind }) => kind);
}

async function rowsOf({ tenantId }: Person): Promise<number> {
  return subgraph.db.$count(recordActivity, eq(recordActivity.tenantId, tenantId));
}

describe("the activity of a record", () => {
  it("is what happened to it, newest first, when, by what and by whom", async () => {
    const person = newPerson();
    const ada = { id: "usrAda", email: "ada@example.com", name: "Ada" };
    const nameless = { id: "usrBob", email: null, name: null };
    await append(
      person,
      { at: after(0), actor: ada, changes: changed(["CREATED", 1], ["CREATED", 2]) },
      { at: after(1), source: "automation", changes: changed(["UPDATED", 1]) },
      { at: after(2), source: null, actor: nameless, changes: changed(["DELETED", 1]) },
    );
    await until(async () => (await rowsOf(person)) === 4);
    const { nodes } = await activityOf(person, 1);
    expect(nodes).toEqual([
      { kind: "DELETED", at: after(2).toISOString(), source: null, actor: nameless },
      { kind: "UPDATED", at: after(1).toISOString(), source: "automation", actor: null },
      { kind: "CREATED", at: after(0).toISOString(), source: "client", actor: ada },
    ]);
    expect(await kindsOf(person, 2)).toEqual(["CREATED"]);
    expect(await kindsOf(person, 3)).toEqual([]);
  });

  it("is in the order of the events where they are of the same moment, and of what one event tells", async () => {
    const person = newPerson();
    const kinds = ["CREATED", "UPDATED", "DELETED", "CREATED"];
    await append(person, ...kinds.map((kind) => ({ at: after(0), changes: changed([kind, 1]) })));
    await append(person, { at: after(0), changes: changed(["UPDATED", 1], ["DELETED", 1]) });
    await until(async () => (await rowsOf(person)) === 6);
    expect(await kindsOf(person, 1)).toEqual(["DELETED", "UPDATED", ...kinds.toReversed()]);
  });

  it("comes in pages, the same of many records by one statement", async () => {
    const person = newPerson();
    const records = Array.from({ length: 50 }, (_, record) => record);
    const events = Array.from({ length: 7 }, (_, ms) => ({
      at: after(ms),
      changes: changed(...records.map((record): [string, number] => ["UPDATED", record])),
    }));
    await append(person, ...events);
    await until(async () => (await rowsOf(person)) === 350);

    const ids = records.map((record) => recordNumber(record).id);
    const statements = await statementsOf(async () => {
      const { activities, errors } = await ask(person, [...ids, "no id", "no\u0000id"], { first: 3 });
      expect(errors).toBeUndefined();
      expect(activities.map((activity) => activity?.nodes.length)).toEqual([...records.map(() => 3), 0, 0]);
    });
    expect(statements).toHaveLength(1);

    const times: string[] = [];
    let page: object = { first: 3 };
    for (;;) {
      const { nodes, pageInfo } = await activityOf(person, 7, page);
      expect(pageInfo.hasPreviousPage).toBe(times.length > 0);
      times.push(...nodes.map(({ at }) => at));
      if (!pageInfo.hasNextPage) break;
      page = { first: 3, after: pageInfo.endCursor };
    }
    expect(times).toEqual(events.map(({ at }) => at.toISOString()).toReversed());
  });

  it("refuses pages that there are not", async () => {
    for (const page of [{ first: 0 }, { first: 101 }, { after: "nonsense" }]) {
      const { errors } = await ask(newPerson(), [recordNumber(1).id], page);
      expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field: Object.keys(page)[0] } }]);
    }
  });

  it("is told to nobody of whom the airtable subgraph did not say that they may read the record", async () => {
    const person = newPerson();
    await append(person, { at: after(0), changes: changed(["CREATED", 1]) });
    await until(async () => (await rowsOf(person)) === 1);
    for (const about of [{}, { createdTime: null }, { createdTime: recordNumber(1).id }]) {
      const statements = await statementsOf(async () => {
        const { activities, errors } = await ask(person, [recordNumber(1).id], {}, about);
        expect(activities).toEqual([null]);
        expect(errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
      });
      expect(statements).toEqual([]);
    }
  });

  it("is nothing for another tenant with the same base, and for who may not read data", async () => {
    const [person, stranger] = [newPerson(), newPerson()];
    await append(person, { at: after(0), changes: changed(["CREATED", 1], ["CREATED", 2]) });
    await append(stranger, { at: after(1), changes: changed(["DELETED", 2]) });
    await until(async () => (await rowsOf(person)) === 2 && (await rowsOf(stranger)) === 1);
    expect(await kindsOf(stranger, 1)).toEqual([]);
    expect(await kindsOf(stranger, 2)).toEqual(["DELETED"]);
    expect(await kindsOf(person, 2)).toEqual(["CREATED"]);

    const about = { tenantId: person.tenantId };
    const callers: [Caller, string][] = [
      [{ kind: "anonymous" }, "UNAUTHENTICATED"],
      [{ kind: "service", name: "router" }, "FORBIDDEN"],
      [newMachine(["usage:read", "data:write"], about), "FORBIDDEN"],
    ];
    for (const [caller, code] of callers) {
      const { activities, errors } = await ask(caller, [recordNumber(1).id]);
      expect(activities).toEqual([null]);
      expect(errors).toMatchObject([{ extensions: { code } }]);
    }
    expect(await kindsOf(newMachine(["data:read"], about), 1)).toEqual(["CREATED"]);
  });
});

describe("what is kept of it", () => {
  it("is each change once, whatever is started and stopped meanwhile, and whatever is read again", async () => {
    const person = newPerson();
    const written = new AbortController();
    const write = async () => {
      for (let ms = 0; ms < 60; ms++) await append(person, { at: after(ms), changes: changed(["UPDATED", 1]) });
      written.abort();
    };
    const restart = async () => {
      while (!written.signal.aborted) {
        const instance = await subgraph.startAnother();
        await delay(30);
        await instance.stop();
      }
    };
    await Promise.all([write(), restart()]);
    await until(async () => (await rowsOf(person)) >= 60);

    const data = { baseId: base, at: after(5).toISOString(), source: "x", actor: null };
    const again = {
      tenantId: person.tenantId,
      stream: `airtable-records:${base}`,
      sequence: 6,
      type: "airtable.recordsChanged",
      at: after(5),
      data: {
        ...data,
        changes: changed(["UPDATED", 1]).map((change) => ({ ...change, tableId: table })),
      },
    };
    await noteRecordChanges({ logger: silentLogger }, subgraph.db, [again, again]);
    expect(await rowsOf(person)).toBe(60);
  });

  it("is the latest 1,000 of each record", async () => {
    const [person, other] = [newPerson(), newPerson()];
    const events = Array.from({ length: 1_005 }, (_, ms) => ({ at: after(ms), changes: changed(["UPDATED", 1]) }));
    await append(other, ...events.slice(0, 10));
    await append(person, { at: after(-1), changes: changed(["CREATED", 2]) }, ...events);
    await until(async () => (await rowsOf(person)) >= 1_001 && (await rowsOf(other)) === 10);
    await append(person, { at: after(2_000), changes: changed(["DELETED", 1]) });
    await until(async () => (await kindsOf(person, 1))[0] === "DELETED");
    expect(await rowsOf(person)).toBe(1_001);
    expect(await kindsOf(person, 2)).toEqual(["CREATED"]);
    const [oldest] = await subgraph.db
      .select({ at: recordActivity.at })
      .from(recordActivity)
      .where(and(eq(recordActivity.tenantId, person.tenantId), eq(recordActivity.recordId, recordNumber(1).id)))
      .orderBy(recordActivity.at)
      .limit(1);
    expect(oldest).toEqual({ at: after(6) });
    expect(await rowsOf(other)).toBe(10);
  });

  it("is forgotten after as many days as are set", async () => {
    const person = newPerson();
    const changes = changed(["UPDATED", 1]);
    await append(person, { at: after(-30 * dayMs - 1), changes }, { at: after(-30 * dayMs), changes });
    await until(async () => (await rowsOf(person)) === 2);
    const instance = await subgraph.startAnother(silentLogger, { RECORD_ACTIVITY_DAYS: "30" });
    await until(async () => (await rowsOf(person)) === 1);
    await instance.stop();
    expect((await activityOf(person, 1)).nodes).toMatchObject([{ at: after(-30 * dayMs).toISOString() }]);
  });

  it("is nothing of a tenant that is deleted, not even what is told of it later", async () => {
    const [gone, kept] = [newPerson(), newPerson()];
    const event = { at: after(0), changes: changed(["CREATED", 1]) };
    await append(gone, event);
    await append(kept, event);
    await until(async () => (await rowsOf(gone)) === 1);
    await subgraph.db.transaction(async (transaction) => tellTenantDeleted(transaction, gone.tenantId));
    await until(async () => (await rowsOf(gone)) === 0);
    await append(gone, { ...event, at: after(1) });
    await append(kept, { ...event, at: after(1) });
    await until(async () => (await rowsOf(kept)) === 2);
    expect(await rowsOf(gone)).toBe(0);
  });

  it("is what stands around a malformed event, which is left out, and said to be", async () => {
    const warnings = jest.spyOn(silentLogger, "warn");
    const person = newPerson();
    const changes = changed(["UPDATED", 1]);
    await append(person, { at: after(0), changes });
    const good = { baseId: base, at: after(0).toISOString(), source: null, actor: null, changes: [] };
    const malformed = [
      {},
      "text",
      { ...good, baseId: "app/../x" },
      { ...good, at: "yesterday" },
      { ...good, changes: [{ kind: "MOVED", tableId: table, recordId: "recAAAAAAAAAAAAAA" }] },
      { ...good, actor: "Ada" },
    ];
    await subgraph.db.transaction(async (transaction) =>
      appendEvents(
        transaction,
        person.tenantId,
        `airtable-records:${base}`,
        [...malformed, good].map((data) => ({ type: "airtable.recordsChanged", data })),
      ),
    );
    await append(person, { at: after(1), changes });
    await until(async () => (await rowsOf(person)) === 2);
    const told = warnings.mock.calls.filter(([about]) => JSON.stringify(about).includes(person.tenantId));
    expect(told).toHaveLength(malformed.length);
    warnings.mockRestore();
  });
});
