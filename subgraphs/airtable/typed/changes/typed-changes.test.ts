import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type ApiClient, apiClient } from "../../../../emulator/testing/api-client.ts";
import { appendEvents } from "../../../../kernel/event-log/event-log.ts";
import { smallIds as ids, smallTokens as tokens } from "../../fixtures/open-writing.ts";
import { baseId } from "../../ids.ts";
import { changesMissed, recordStream } from "../../watching/change-events.ts";
import { type Followed, type StartedTyped, startTyped } from "../fixtures/start-typed.ts";
import { peopleSeed, typedPeople } from "../fixtures/typed-people.ts";

interface Change {
  readonly cursor: string;
  readonly kind: string | null;
  readonly id: string | null;
  readonly record: { readonly name: string | null; readonly age?: number | null } | null;
  readonly changedFields: readonly string[] | null;
  readonly changesMissed: boolean;
}

let typed: StartedTyped;
let api: ApiClient;
beforeAll(async () => {
  const { graph } = await typedPeople();
  typed = await startTyped(graph, { seed: peopleSeed(), token: tokens.creator });
  api = apiClient(typed.emulator, tokens.creator);
});
afterAll(async () => typed.stop());

const subscription = `subscription ($filter: TestPersonFilter, $after: String) {
  testPeopleChanged(filter: $filter, after: $after) {
    cursor kind id record { name age } changedFields at source actor { id } changesMissed
  }
}`;
const people = `/v0/${ids.base}/${ids.people}`;

async function create(...records: Record<string, unknown>[]): Promise<string[]> {
  const { body } = await api.send("POST", people, { records: records.map((fields) => ({ fields })) });
  return (body as { records: { id: string }[] }).records.map(({ id }) => id);
}
async function next(followed: Followed): Promise<Change> {
  const { data, errors } = await followed.next();
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data as { testPeopleChanged: Change }).testPeopleChanged;
}
async function several(followed: Followed, count: number): Promise<Change[]> {
  const changes: Change[] = [];
  while (changes.length < count) changes.push(await next(followed));
  return changes;
}
const listings = () => typed.proxy.calls().filter(({ path }) => path.endsWith("listRecords"));
const numbered = (count: number, name: string, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ Name: `${name} ${index}`, Age: from + index }));

describe("changes of a typed table", () => {
  it("are told one by one, their records read together by one call", async () => {
    const followed = await typed.follow(typed.owner, subscription);
    typed.proxy.fault(() => undefined);
    const created = await create(...numbered(10, "Counted"));
    const changes = await several(followed, 10);
    expect(changes.map(({ kind, id, record, changedFields }) => ({ kind, id, record, changedFields }))).toEqual(
      created.map((id, index) => ({
        kind: "CREATED",
        id: `${ids.base}/${ids.people}/${id}`,
        record: { name: `Counted ${index}`, age: index },
        changedFields: [],
      })),
    );
    expect(listings()).toHaveLength(1);
    await api.send("PATCH", people, { records: [{ id: created[0], fields: { Age: 100, Level: "Senior" } }] });
    expect(await next(followed)).toMatchObject({
      kind: "UPDATED",
      record: { name: "Counted 0", age: 100 },
      changedFields: expect.arrayContaining(["age", "level"]),
      source: "publicApi",
      changesMissed: false,
    });
    await api.send("DELETE", `${people}/${created[1]}`);
    expect(await next(followed)).toMatchObject({ kind: "DELETED", record: null });
    await followed.leave();
  });

  it("cost no call of Airtable's where nothing of the records is asked for", async () => {
    const followed = await typed.follow(typed.owner, "subscription { testPeopleChanged { kind id } }");
    typed.proxy.fault(() => undefined);
    await create({ Name: "Unread" });
    expect(await next(followed)).toMatchObject({ kind: "CREATED" });
    expect(listings()).toEqual([]);
    await followed.leave();
  });

  it("are left out where the record does not meet the filter; deletions are told all the same", async () => {
    const followed = await typed.follow(typed.owner, subscription, {
      filter: { age: { gte: 1005 }, team: { some: { name: { eq: "Red" } } } },
    });
    const records = numbered(10, "Filtered", 1000).map((fields, index) => ({
      ...fields,
      Team: index === 9 ? [ids.blue] : [ids.red],
    }));
    const created = await create(...records);
    const told = await several(followed, 4);
    expect(told.map(({ record }) => record?.age)).toEqual([1005, 1006, 1007, 1008]);
    await api.send("PATCH", people, { records: [{ id: created[5], fields: { Age: 1 } }] });
    await api.send("PATCH", people, { records: [{ id: created[0], fields: { Age: 1010 } }] });
    expect(await next(followed)).toMatchObject({ kind: "UPDATED", record: { age: 1010 } });
    await api.send("DELETE", `${people}/${created[1]}`);
    expect(await next(followed)).toMatchObject({ kind: "DELETED", id: expect.stringContaining(created[1] ?? "") });
    await followed.leave();
  });

  it("are neither missed nor told twice across a reconnect, wherever in an event it breaks off", async () => {
    const first = await typed.follow(typed.owner, subscription);
    await create({ Name: "Begin" });
    const { cursor: start } = await next(first);
    const whole = numbered(10, "Broken", 2000).map(({ Name }) => Name);
    await create(...numbered(10, "Broken", 2000));
    const seen = await several(first, 10);
    await first.leave();
    expect(seen.map(({ record }) => record?.name)).toEqual(whole);
    for (const [index, { cursor }] of seen.entries()) {
      await create({ Name: `After ${index}` });
      const again = await typed.follow(typed.owner, subscription, { after: cursor });
      const rest = await several(again, whole.length - 1 - index + index + 1);
      await again.leave();
      expect(rest.map(({ record }) => record?.name)).toEqual([
        ...whole.slice(index + 1),
        ...Array.from({ length: index + 1 }, (_, nth) => `After ${nth}`),
      ]);
    }
    // A filter of another kind counts the same changes.
    const filtered = await typed.follow(typed.owner, subscription, { after: start, filter: { age: { gt: 2008 } } });
    const [last] = await several(filtered, 1);
    expect(last?.record?.age).toBe(2009);
    await filtered.leave();
    const untyped = await typed.follow(
      typed.owner,
      `subscription { recordsChanged(baseId: "${ids.base}", after: "${seen[8]?.cursor}") { changes { id } } }`,
    );
    expect(await untyped.next()).toEqual({ data: { recordsChanged: { changes: [{ id: seen[9]?.id }] } } });
    await untyped.leave();
  });

  it("are the same from any process, and so are their cursors", async () => {
    const another = await typed.subgraph.startAnother();
    try {
      const here = await typed.follow(typed.owner, subscription);
      const there = await typed.follow(typed.owner, subscription, {}, another);
      await create(...numbered(5, "Both", 3000));
      const [seen, seenThere] = await Promise.all([several(here, 5), several(there, 5)]);
      expect(seenThere).toEqual(seen);
      await Promise.all([here.leave(), there.leave()]);
      const resumed = await typed.follow(typed.owner, subscription, { after: seen[2]?.cursor }, another);
      expect(await several(resumed, 2)).toEqual(seen.slice(3));
      await resumed.leave();
    } finally {
      await another.stop();
    }
  });

  it("may have been missed, which is told at once", async () => {
    const base = baseId.parse(ids.base);
    const followed = await typed.follow(typed.owner, subscription);
    await typed.subgraph.db.transaction(async (transaction) =>
      appendEvents(transaction, typed.owner.tenantId, recordStream(base), [changesMissed(base)]),
    );
    expect(await next(followed)).toMatchObject({ kind: null, id: null, record: null, changesMissed: true });
    await followed.leave();
  });

  it("are refused before they begin for a filter or cursor that can't be", async () => {
    for (const [variables, field] of [
      [{ after: "999999.1" }, "after"],
      [{ after: "0.1" }, "after"],
      [{ after: "1.x" }, "after"],
      [{ filter: { or: Array.from({ length: 501 }, () => ({})) } }, "filter"],
    ] as const) {
      await expect(typed.follow(typed.owner, subscription, variables)).rejects.toThrow(
        new RegExp(`BAD_USER_INPUT.*${field}|${field}.*BAD_USER_INPUT`),
      );
    }
  });
});

describe("a subscriber under data policies", () => {
  it("is told what they may read at the time of each event, and filters by nothing else", async () => {
    const editor = typed.person("editor");
    const policy = async (input: Record<string, unknown>) =>
      typed.data<{ createDataPolicy: { id: string } }>(
        typed.owner,
        "mutation ($input: CreateDataPolicyInput!) { createDataPolicy(input: $input) { id } }",
        {
          input: {
            name: "A policy",
            effect: "DENY",
            subject: { kind: "ROLE", id: "editor" },
            operations: ["READ"],
            baseId: ids.base,
            table: "People",
            ...input,
          },
        },
      );
    const followed = await typed.follow(editor, subscription);
    await create({ Name: "Visible", Age: 1 });
    expect(await next(followed)).toMatchObject({ record: { name: "Visible", age: 1 } });
    const rows = await policy({ rows: { field: "Name", startsWith: "Hidden" } });
    await create({ Name: "Hidden 1" }, { Name: "Visible 2" }, { Name: "Hidden 2" }, { Name: "Visible 3" });
    const told = await several(followed, 2);
    expect(told.map(({ record }) => record?.name)).toEqual(["Visible 2", "Visible 3"]);
    await followed.leave();
    const again = await typed.follow(editor, subscription, { after: told[0]?.cursor });
    expect((await next(again)).record?.name).toBe("Visible 3");
    await again.leave();

    await policy({ fields: ["Age"] });
    await expect(typed.follow(editor, subscription, { filter: { age: { gt: 1 } } })).rejects.toThrow("FORBIDDEN");
    const blind = await typed.follow(editor, subscription);
    const [id] = await create({ Name: "Visible 4", Age: 7 });
    const { data, errors } = await blind.next();
    expect(JSON.stringify(data)).not.toContain("7,");
    expect(errors).toMatchObject([{ path: ["testPeopleChanged", "record", "age"], extensions: { code: "FORBIDDEN" } }]);
    await api.send("PATCH", people, { records: [{ id, fields: { Age: 8 } }] });
    await api.send("PATCH", people, { records: [{ id, fields: { Age: 9, Level: "Junior" } }] });
    const { data: second } = await blind.next();
    expect(second).toMatchObject({ testPeopleChanged: { changedFields: ["level"], record: { name: "Visible 4" } } });
    await blind.leave();
    expect(rows.createDataPolicy.id).toBeDefined();
  });
});
