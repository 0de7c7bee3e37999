import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Person } from "../../../kernel/identity/caller.ts";
import { until } from "../../../tests/support/eventually.ts";
import { watches } from "../store/tables.ts";
import { ids, type OpenWatching, openWatching, tokens } from "./fixtures/open-watching.ts";

let watching: OpenWatching;
/** Where a test counts webhooks or calls, moves the time or breaks something, it has a subgraph and an Airtable to itself. */
function openForEach(): void {
  beforeEach(async () => {
    watching = await openWatching();
  });
  afterEach(() => watching.close());
}
/** Everybody else has a tenant to themselves. */
function openForAll(): void {
  beforeAll(async () => {
    watching = await openWatching();
  });
  afterAll(() => watching.close());
}

const people = `/v0/${ids.base}/${ids.people}`;
const teams = `/v0/${ids.base}/${ids.teams}`;
const webhooks = `/v0/bases/${ids.base}/webhooks`;
const created = z.object({ records: z.array(z.object({ id: z.string() })) });
const dayMs = 24 * 3_600_000;

async function write(path: string, fields: Record<string, unknown>): Promise<string> {
  return (await watching.api.record("POST", path, { fields })).id;
}

async function webhookIds(): Promise<string[]> {
  const { body } = await watching.api.get(webhooks);
  return z
    .object({ webhooks: z.array(z.object({ id: z.string() })) })
    .parse(body)
    .webhooks.map(({ id }) => id);
}

function globalId(table: string, record: string): string {
  return `${ids.base}/${table}/${record}`;
}

describe("recordsChanged", () => {
  openForAll();

  it("tells what was created, updated and deleted, by whom, with the record as it is and without one that is gone", async () => {
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    const id = await write(people, { Name: "Grace" });
    const [first] = await stream.changes(1);
    expect(first).toMatchObject({
      kind: "CREATED",
      id: globalId(ids.people, id),
      record: { id: globalId(ids.people, id), cells: { Name: "Grace" } },
      changedFields: [],
      source: "publicApi",
      actor: { id: ids.user, email: "one@example.com", name: "User One" },
    });
    expect(Math.abs(Date.parse(first?.at ?? "") - Date.now())).toBeLessThan(60_000);

    await watching.api.send("PATCH", `${people}/${id}`, { fields: { Age: 85 } });
    const [updated] = await stream.changes(1);
    expect(updated).toMatchObject({ kind: "UPDATED", record: { cells: { Name: "Grace", Age: 85 } } });
    // With the fields that are computed from it.
    expect(updated?.changedFields.map(({ name }) => name)).toEqual(expect.arrayContaining(["Age", "Double"]));
    expect(updated?.changedFields.map(({ name }) => name)).not.toContain("Name");

    await watching.api.send("DELETE", `${people}/${id}`);
    expect(await stream.changes(1)).toMatchObject([
      { kind: "DELETED", id: globalId(ids.people, id), record: null, changedFields: [] },
    ]);
    await stream.leave();
  });

  it("leaves out other tables when one is named, by id or name, under the same cursors", async () => {
    const owner = await watching.connect();
    const all = await watching.follow(owner, { baseId: ids.base });
    const byName = await watching.follow(owner, { baseId: ids.base, table: "Teams" });
    const byId = await watching.follow(owner, { baseId: ids.base, table: ids.teams });
    await write(people, { Name: "Nobody's" });
    const team = await write(teams, { Name: "Green" });
    await all.next();
    const expected = { cursor: (await all.next()).cursor, changes: [{ id: globalId(ids.teams, team) }] };
    expect(await byName.next()).toMatchObject(expected);
    expect(await byId.next()).toMatchObject(expected);
    await Promise.all([all, byName, byId].map(async (stream) => stream.leave()));
  });

  it("goes on behind a cursor, with nothing lost or told twice while clients come and go", async () => {
    const owner = await watching.connect();
    let stream = await watching.follow(owner, { baseId: ids.base });
    const written: string[] = [];
    const writing = (async () => {
      for (let index = 0; index < 15; index++) written.push(await write(teams, { Name: `Team ${index}` }));
    })();
    const told: string[] = [];
    while (told.length < 15) {
      const { cursor, changes } = await stream.next();
      told.push(...changes.map(({ id }) => id));
      await stream.leave();
      stream = await watching.follow(owner, { baseId: ids.base, after: cursor });
    }
    await writing;
    expect(told).toEqual(written.map((id) => globalId(ids.teams, id)));
    await stream.leave();
  });

  it("holds at most 100 changes an event, and reads their records in one call for each table", async () => {
    const owner = await watching.connect();
    const members: string[] = [];
    for (let index = 0; index < 12; index++) {
      const records = Array.from({ length: 10 }, () => ({ fields: { Name: "One of many" } }));
      const { body } = await watching.api.send("POST", people, { records });
      members.push(...created.parse(body).records.map(({ id }) => id));
    }
    const stream = await watching.follow(owner, { baseId: ids.base });
    watching.emulator.resetRequests();
    // The link's other ends change, all in one payload.
    await watching.api.send("PATCH", `${teams}/${ids.red}`, { fields: { Members: members } });
    const first = await stream.next();
    const second = await stream.next();
    expect(first.changes).toHaveLength(100);
    expect(second.changes).toHaveLength(22);
    const told = [...first.changes, ...second.changes].map(({ id }) => id);
    const expected = [...members, ids.ada].map((id) => globalId(ids.people, id));
    expect(told.sort()).toEqual([...expected, globalId(ids.teams, ids.red)].sort());
    expect(watching.emulator.requests().filter(({ path }) => path.endsWith("/listRecords"))).toHaveLength(3);
    await stream.leave();
  });

  it.each([
    ["a base of nobody", { baseId: "appNobody00000000" }, "NOT_FOUND"],
    ["a base that the token was not granted", { baseId: ids.otherBase }, "NOT_FOUND"],
    ["an unknown table", { baseId: ids.base, table: "Nothing" }, "NOT_FOUND"],
    ["a malformed cursor", { baseId: ids.base, after: "x" }, "BAD_USER_INPUT"],
    ["a cursor of the future", { baseId: ids.base, after: "999999" }, "BAD_USER_INPUT"],
  ])("refuses %s", async (_what, variables, code) => {
    const owner = await watching.connect();
    expect((await watching.refused(owner, variables)).errors).toMatchObject([{ extensions: { code } }]);
  });

  it("says what the connection lacks when it may not watch the base", async () => {
    const owner = await watching.connect(tokens.reader);
    const { errors } = await watching.refused(owner, { baseId: ids.base });
    expect(errors).toMatchObject([
      { extensions: { code: "FORBIDDEN" }, message: expect.stringContaining("webhook:manage") },
    ]);
  });
});

describe("a watch", () => {
  openForEach();

  it("is not there, and calls nobody, until somebody subscribes", async () => {
    await watching.connect();
    watching.emulator.resetRequests();
    await delay(500);
    expect(watching.emulator.requests()).toEqual([]);
  });

  it("is each tenant's own, also of the same base", async () => {
    const [one, other] = [await watching.connect(), await watching.connect()];
    const ofOne = await watching.follow(one, { baseId: ids.base });
    const ofOther = await watching.follow(other, { baseId: ids.base });
    expect((await webhookIds()).length).toBe(2);
    const id = globalId(ids.teams, await write(teams, { Name: "Shared" }));
    expect(await ofOne.changes(1)).toMatchObject([{ id }]);
    expect(await ofOther.changes(1)).toMatchObject([{ id }]);
    await Promise.all([ofOne.leave(), ofOther.leave()]);
  });

  it("is looked after by one process at a time, and by another when that one stops", async () => {
    const owner = await watching.connect();
    const first = await watching.subgraph.startAnother();
    const second = await watching.subgraph.startAnother();
    const [atFirst, atSecond] = await Promise.all([
      watching.follow(owner, { baseId: ids.base }, first),
      watching.follow(owner, { baseId: ids.base }, second),
    ]);
    expect((await webhookIds()).length).toBe(1);
    const expected: string[] = [];
    for (let index = 0; index < 20; index++) {
      expected.push(globalId(ids.teams, await write(teams, { Name: `Both ${index}` })));
      if (index === 10) {
        await atFirst.leave();
        await first.stop();
      }
    }
    expect((await atSecond.changes(20)).map(({ id }) => id)).toEqual(expected);
    await atSecond.leave();
    await second.stop();
  });

  it("makes a webhook that disappeared anew and tells that changes may have been missed", async () => {
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    const [webhook] = await webhookIds();
    await write(teams, { Name: "Before" });
    await stream.changes(1);
    await watching.api.send("DELETE", `${webhooks}/${webhook}`);
    expect(await stream.next()).toMatchObject({ changesMissed: true, changes: [] });
    const id = await write(teams, { Name: "After" });
    expect(await stream.changes(1)).toMatchObject([{ id: globalId(ids.teams, id) }]);
    await stream.leave();
  });

  it("outlives the week that a webhook lives, and tells of the gap when it was asleep for longer", async () => {
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    for (const name of ["Day 0", "Day 5", "Day 10"]) {
      const id = await write(teams, { Name: name });
      expect(await stream.changes(1)).toMatchObject([{ id: globalId(ids.teams, id) }]);
      watching.advance(5 * dayMs);
      await until(async () => (await checkedAt(owner.tenantId)) > Date.now() + dayMs);
    }
    watching.advance(10 * dayMs);
    expect(await stream.next()).toMatchObject({ changesMissed: true });
    const id = await write(teams, { Name: "Awake" });
    expect(await stream.changes(1)).toMatchObject([{ id: globalId(ids.teams, id) }]);
    await stream.leave();
  });

  it("ends with its webhook when nobody wants it any more", async () => {
    const owner = await watching.connect();
    const stream = await watching.follow(owner, { baseId: ids.base });
    await stream.leave();
    const [watch] = await watching.subgraph.db.select().from(watches).where(eq(watches.tenantId, owner.tenantId));
    expect(await webhookIds()).toContain(watch?.webhookId);
    await watching.subgraph.db
      .update(watches)
      .set({ wantedUntil: new Date(0) })
      .where(eq(watches.tenantId, owner.tenantId));
    await until(async () => !(await webhookIds()).includes(watch?.webhookId ?? ""));
    await until(async () => {
      const left = await watching.subgraph.db.select().from(watches).where(eq(watches.tenantId, owner.tenantId));
      return left.length === 0;
    });
  });

  it("says so when the base has all the webhooks that Airtable permits, and works once there is room", async () => {
    const owner = await watching.connect();
    const specification = { options: { filters: { dataTypes: ["tableData"] } } };
    const made: string[] = [];
    for (let index = 0; index < 10; index++) {
      const { body } = await watching.api.send("POST", webhooks, { specification });
      made.push(z.object({ id: z.string() }).parse(body).id);
    }
    const { errors } = await watching.refused(owner, { baseId: ids.base });
    expect(errors).toMatchObject([
      { extensions: { code: "UPSTREAM_REJECTED" }, message: expect.stringContaining("10 webhooks") },
    ]);
    await watching.api.send("DELETE", `${webhooks}/${made[0]}`);
    const stream = await watching.follow(owner, { baseId: ids.base });
    await stream.leave();
  });
});

describe("keepWatching", () => {
  openForAll();

  const keepWatching = "mutation ($baseId: ID!) { keepWatching(baseId: $baseId) { active } }";
  const keep = async (by: Person, baseId: string) => watching.subgraph.ask(by, keepWatching, { baseId });

  it("has a base watched without anybody who subscribes, so that who does later with a cursor has missed nothing", async () => {
    const owner = await watching.connect();
    expect(await keep(owner, ids.base)).toMatchObject({ data: { keepWatching: { active: false } } });
    await until(async () => JSON.stringify(await keep(owner, ids.base)).includes('"active":true'));
    const id = await write(people, { Name: "Grace" });
    const stream = await watching.follow(owner, { baseId: ids.base, after: "0" });
    expect(await stream.changes(1)).toMatchObject([{ kind: "CREATED", id: globalId(ids.people, id) }]);
    await stream.leave();
  });

  it("says what is wrong when the base can't be watched, or is not the tenant's", async () => {
    const owner = await watching.connect(tokens.reader);
    await keep(owner, ids.base);
    await until(async () => (await keep(owner, ids.base)).errors?.[0]?.extensions?.["code"] === "FORBIDDEN");
    expect((await keep(owner, ids.otherBase)).errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });
});

describe("a schema that somebody changes in Airtable", () => {
  openForAll();

  it("is read afresh in every process as soon as a watch hears of it", async () => {
    const owner = await watching.connect();
    const another = await watching.subgraph.startAnother();
    const stream = await watching.follow(owner, { baseId: ids.base });
    const names = async (at?: typeof another) => JSON.stringify(await fieldNames(owner, at));
    await Promise.all([names(), names(another)]);
    const name = `Motto ${owner.userId.slice(0, 4)}`;
    await watching.api.send("POST", `/v0/meta/bases/${ids.base}/tables/${ids.teams}/fields`, {
      name,
      type: "singleLineText",
    });
    const id = await write(teams, { Name: "Red II", [name]: "Onwards" });
    expect(await stream.changes(1)).toMatchObject([{ id: globalId(ids.teams, id) }]);
    expect(await names()).toContain(name);
    await until(async () => (await names(another)).includes(name), 10_000);
    await stream.leave();
    await another.stop();
  });
});

async function fieldNames(
  owner: Awaited<ReturnType<OpenWatching["connect"]>>,
  at?: Awaited<ReturnType<OpenWatching["subgraph"]["startAnother"]>>,
) {
  const query = `query { base(id: "${ids.base}") { table(key: "Teams") { fields { name } } } }`;
  return watching.subgraph.follow(owner, query, {}, at);
}

async function checkedAt(tenantId: string): Promise<number> {
  const [watch] = await watching.subgraph.db.select().from(watches).where(eq(watches.tenantId, tenantId));
  return watch?.checkedAt?.getTime() ?? 0;
}
