import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { newPerson, newRunId, newTenant, statementsOf } from "../../tests/support/subgraph.ts";
import type { Clock } from "../clock.ts";
import { appendEvents } from "../event-log/event-log.ts";
import { openTestEventLog, type TestEventLog } from "../event-log/fixtures/open-event-log.ts";
import type { Caller } from "../identity/caller.ts";
import { apiKeyId, sessionId, type TenantId, userId } from "../identity/ids.ts";
import { type AuditEntry, askedBy } from "./audit-entry.ts";
import { formatAuditHead, parseAuditHead } from "./audit-head.ts";
import { type AuditLog, createAuditLog } from "./audit-log.ts";
import { parseAuditPage } from "./audit-page.ts";

let log: TestEventLog;
beforeAll(async () => {
  log = await openTestEventLog();
});
afterAll(async () => log.close());

const keys = { current: randomBytes(32), former: [] };
let now = Date.UTC(2026, 0, 5, 9);
const clock: Clock = { now: () => (now += 1_001) };
const audit = createAuditLog({ keys, clock });

const ada = userId.parse(randomUUID());
const entry = (about: Partial<AuditEntry> = {}): AuditEntry => ({
  action: "member.role_changed",
  actor: { kind: "person", userId: ada },
  target: { kind: "member", id: "somebody" },
  result: "SUCCEEDED",
  details: { from: "viewer", to: "editor" },
  requestId: randomUUID(),
  ...about,
});

async function append(tenant: TenantId, about: Partial<AuditEntry> = {}, by: AuditLog = audit) {
  return log.db.transaction(async (transaction) => by.append(transaction, tenant, entry(about)));
}

async function logOf(count: number): Promise<TenantId> {
  const tenant = newTenant();
  for (let index = 0; index < count; index += 1) await append(tenant, { details: { index, nothing: null } });
  return tenant;
}

const firstPage = { first: 100, after: undefined };
const eventsOf = (tenant: TenantId) => sql`tenant_id = ${tenant} and stream = 'audit'`;

describe("append", () => {
  it("keeps entries as they were given, newest first, each with its number and time", async () => {
    const tenant = newTenant();
    const given = entry({
      runId: newRunId(),
      source: { address: "192.0.2.1", userAgent: "curl/8" },
      details: { text: 'ä"\\', number: 1.5, yes: true, nothing: null },
    });
    await log.db.transaction(async (transaction) => audit.append(transaction, tenant, given));
    const at = new Date(now);
    await append(tenant, { action: "session.started", result: "FAILED" });
    const { nodes } = await audit.read(log.db, tenant, firstPage);
    expect(nodes).toMatchObject([{ sequence: 2, action: "session.started", result: "FAILED" }, {}]);
    expect(nodes[1]).toEqual({ ...given, sequence: 1, at, hash: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it("is there together with the change it tells of, or neither is", async () => {
    const tenant = await logOf(1);
    await expect(
      log.db.transaction(async (transaction) => {
        await audit.append(transaction, tenant, entry());
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 1 });
  });

  it("asks the database four times: for its number, the entry before, the entry, and that it be told", async () => {
    const tenant = await logOf(1);
    expect(await statementsOf(async () => append(tenant))).toHaveLength(4);
  });

  it("lets 50 transactions that append to several streams at once through, each log a chain without gaps", async () => {
    const tenants = [newTenant(), newTenant(), newTenant()];
    const streams = ["one", "two"];
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) =>
        log.db.transaction(async (transaction) => {
          const own = streams[index % 2] ?? "";
          await appendEvents(transaction, tenants[index % 3] ?? newTenant(), own, [{ type: "test", data: index }]);
          for (const tenant of tenants.toSorted()) await audit.append(transaction, tenant, entry());
        }),
      ),
    );
    for (const tenant of tenants) {
      expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 50, head: { sequence: 50 } });
    }
  });

  it("refuses at once what could make transactions wait for each other in a circle", async () => {
    const [one, other] = [newTenant(), newTenant()].toSorted() as [TenantId, TenantId];
    const inOrder = (work: (transaction: Parameters<AuditLog["append"]>[0]) => Promise<unknown>) =>
      log.db.transaction(async (transaction) => work(transaction));
    await expect(
      inOrder(async (transaction) => {
        await audit.append(transaction, one, entry());
        await appendEvents(transaction, one, "other", [{ type: "test", data: 1 }]);
      }),
    ).rejects.toThrow("must be the last to be taken");
    await expect(
      inOrder(async (transaction) => {
        await audit.append(transaction, other, entry());
        await audit.append(transaction, one, entry());
      }),
    ).rejects.toThrow("in the order of the tenants' ids");
    await inOrder(async (transaction) => {
      await audit.append(transaction, one, entry());
      await audit.append(transaction, one, entry());
      await audit.append(transaction, other, entry());
    });
    expect(await audit.verify(log.db, one)).toMatchObject({ intact: true, entries: 2 });
  });

  it("takes whatever text and number a client sends, and the chain holds", async () => {
    const tenant = newTenant();
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(text, fc.dictionary(text, value, { maxKeys: 5 }), async (userAgent, details) => {
        await append(tenant, { source: { address: "::1", userAgent }, details });
      }),
      { numRuns: 60 },
    );
    await append(tenant, { requestId: `\0\ud800${"x".repeat(100_000)}` });
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 61 });
    const { nodes } = await audit.read(log.db, tenant, { first: 1, after: undefined });
    expect(nodes[0]?.requestId).toHaveLength(1_000);
  });
});

describe("verify", () => {
  it("finds every change of one character of one entry, wherever it is", async () => {
    const tenant = await logOf(5);
    const rows = await log.db.execute<{ sequence: number; data: string; at: string }>(
      sql`select sequence::int as sequence, data::text as data, at::text as at from events.event where ${eventsOf(tenant)}`,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...rows),
        fc.nat(),
        fc.constantFrom("0", "1", "9", "a", "Z", "_", " ", '"', "}", "é"),
        fc.boolean(),
        async ({ sequence, data }, position, character, inserted) => {
          const at = position % data.length;
          const changed = data.slice(0, at) + character + data.slice(at + (inserted ? 0 : 1));
          fc.pre(isOtherJson(changed, data));
          await set(sql`data = ${changed}::jsonb`, tenant, sequence);
          expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: sequence });
          await set(sql`data = ${data}::jsonb`, tenant, sequence);
        },
      ),
      { numRuns: 150 },
    );
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true });
  });

  it.each([
    ["its hash put into a list", sql`data = jsonb_set(data, '{hash}', jsonb_build_array(data->'hash'))`],
    ["a property more", sql`data = data || '{"sequence": 3, "tenantId": "x"}'`],
    ["a property less", sql`data = data - 'details'`],
    ["a number that JavaScript has not", sql`data = jsonb_set(data, '{details, index}', '1e999')`],
    ["no object", sql`data = '[]'`],
    ["null", sql`data = 'null'`],
    ["another time of its row", sql`at = at + interval '1 microsecond'`],
    ["no time of its row", sql`at = 'infinity'`],
    ["its null made a number", sql`data = jsonb_set(data, '{details, nothing}', '1e999')`],
    ["another type", sql`type = 'other'`],
  ])("finds an entry that has %s", async (_name, change) => {
    const tenant = await logOf(4);
    await set(change, tenant, 3);
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: 3 });
  });

  it("finds any entry that was removed, also when the later ones were moved up", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.boolean(), async (removed, movedUp) => {
        const tenant = await logOf(5);
        await log.db.execute(sql`delete from events.event where ${eventsOf(tenant)} and sequence = ${removed}`);
        if (movedUp) {
          for (let sequence = removed + 1; sequence <= 5; sequence += 1)
            await set(sql`sequence = ${sequence - 1}`, tenant, sequence);
          await log.db.execute(sql`update events.stream set last_sequence = 4 where tenant_id = ${tenant}`);
        }
        expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: removed });
      }),
      { numRuns: 8 },
    );
  });

  it("finds any two entries that changed places, or one that came from another log", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 2 }), async (two) => {
        const tenant = await logOf(5);
        const [one = 0, other = 0] = two;
        await set(sql`sequence = 99`, tenant, one);
        await set(sql`sequence = ${one}`, tenant, other);
        await set(sql`sequence = ${other}`, tenant, 99);
        await log.db.execute(
          sql`update events.event e set at = (data->>'at')::timestamptz where ${eventsOf(tenant)} and sequence in (${one}, ${other})`,
        );
        expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: Math.min(one, other) });
      }),
      { numRuns: 8 },
    );
    const [mine, theirs] = [await logOf(2), await logOf(2)];
    await log.db.execute(sql`delete from events.event where tenant_id = ${mine} and sequence = 1`);
    await log.db.execute(sql`update events.event set tenant_id = ${mine} where tenant_id = ${theirs} and sequence = 1`);
    expect(await audit.verify(log.db, mine)).toMatchObject({ intact: false, firstBroken: 1 });
  });

  it("finds a tail that was cut off by the count, and with a head that was told before also without it", async () => {
    const tenant = await logOf(5);
    const told = await audit.verify(log.db, tenant);
    if (!told.intact) throw new Error(told.reason);
    const expectedHead = parseAuditHead(formatAuditHead(told.head));
    await append(tenant);
    expect(await audit.verify(log.db, tenant, { expectedHead })).toMatchObject({ intact: true, entries: 6 });

    await log.db.execute(sql`delete from events.event where ${eventsOf(tenant)} and sequence > 3`);
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: 4 });
    await log.db.execute(sql`update events.stream set last_sequence = 3 where tenant_id = ${tenant}`);
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 3 });
    expect(await audit.verify(log.db, tenant, { expectedHead })).toMatchObject({ intact: false, firstBroken: 4 });
    for (let count = 0; count < 3; count += 1) await append(tenant);
    // Written anew with the right key, it is sound in itself, but not the log that it was.
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 6 });
    expect(await audit.verify(log.db, tenant, { expectedHead })).toMatchObject({
      intact: false,
      entries: 4,
      firstBroken: 5,
    });
  });

  it("finds a log that was written anew with another key", async () => {
    const tenant = newTenant();
    const forger = createAuditLog({ keys: { current: randomBytes(32), former: [] }, clock });
    await append(tenant, {}, forger);
    expect(await audit.verify(log.db, tenant)).toMatchObject({
      intact: false,
      firstBroken: 1,
      reason: expect.stringContaining("AUDIT_KEY"),
    });
  });

  it("goes on over a change of keys, for as long as the former one is known", async () => {
    const tenant = await logOf(3);
    const current = randomBytes(32);
    const rotated = createAuditLog({ keys: { current, former: [keys.current] }, clock });
    await append(tenant, {}, rotated);
    await append(tenant, {}, rotated);
    expect(await rotated.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 5 });
    const forgetful = createAuditLog({ keys: { current, former: [] }, clock });
    expect(await forgetful.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: 1 });
    await set(sql`data = jsonb_set(data, '{result}', '"DENIED"')`, tenant, 2);
    expect(await rotated.verify(log.db, tenant)).toMatchObject({ intact: false, firstBroken: 2 });
  });

  it("says of an empty log that it is intact, and is not led astray by entries that come meanwhile", async () => {
    const tenant = newTenant();
    expect(await audit.verify(log.db, tenant)).toEqual({ intact: true, entries: 0, head: { sequence: 0, hash: "" } });
    const appending = Promise.all(Array.from({ length: 30 }, async () => append(tenant)));
    const verified = await Promise.all(Array.from({ length: 10 }, async () => audit.verify(log.db, tenant)));
    await appending;
    expect(verified.map(({ intact }) => intact)).toEqual(verified.map(() => true));
  });

  it("reads more entries than fit into one batch", async () => {
    const tenant = newTenant();
    await log.db.transaction(async (transaction) => {
      for (let index = 0; index < 1_001; index += 1) await audit.append(transaction, tenant, entry());
    });
    expect(await audit.verify(log.db, tenant)).toMatchObject({ intact: true, entries: 1_001 });
    let raw = 0;
    for await (const rows of audit.readRaw(log.db, tenant, 1)) raw += rows.length;
    expect(raw).toBe(1_000);
  });
});

describe("read", () => {
  it("answers pages that neither skip nor repeat, whatever is appended meanwhile", async () => {
    const tenant = await logOf(5);
    const seen: number[] = [];
    for (let after: string | null = null; ; ) {
      const { nodes, pageInfo } = await audit.read(log.db, tenant, parseAuditPage({ first: 2, after }));
      seen.push(...nodes.map(({ sequence }) => sequence));
      after = pageInfo.endCursor;
      await append(tenant);
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it("chooses by action, actor, result and time, and never shows another tenant's", async () => {
    const tenant = newTenant();
    const key = { kind: "machine", apiKeyId: apiKeyId.parse(randomUUID()) } as const;
    await append(tenant, { action: "session.started", result: "FAILED" });
    await append(tenant, { action: "base.created", actor: key });
    const between = new Date(now + 1);
    await append(tenant, { action: "base.deleted", actor: key });
    await append(newTenant(), { action: "base.deleted", actor: key });
    const actions = async (filter: Parameters<AuditLog["read"]>[3]) =>
      (await audit.read(log.db, tenant, firstPage, filter)).nodes.map(({ action }) => action);
    expect(await actions({})).toEqual(["base.deleted", "base.created", "session.started"]);
    expect(await actions({ actions: ["base.created", "session.started"] })).toEqual([
      "base.created",
      "session.started",
    ]);
    expect(await actions({ actions: [] })).toEqual([]);
    expect(await actions({ actor: key })).toEqual(["base.deleted", "base.created"]);
    expect(await actions({ actor: key, until: between })).toEqual(["base.created"]);
    expect(await actions({ from: between })).toEqual(["base.deleted"]);
    expect(await actions({ result: "FAILED" })).toEqual(["session.started"]);
  });

  it.each(["", "x", "YXVkaXQgMA", "YXVkaXQgMDE", `${Buffer.from("audit 1").toString("base64url")}=`])(
    "refuses the cursor %j",
    (after) => {
      expect(() => parseAuditPage({ first: 1, after })).toThrow("after is not a cursor of this list");
    },
  );

  it.each(["", "1", "1.", "0.x", "-1.x", `01.${"A".repeat(43)}`, `1.${"A".repeat(42)}`, `0.${"A".repeat(43)}`])(
    "refuses the head %j",
    (head) => {
      expect(() => parseAuditHead(head)).toThrow("head is none");
    },
  );
});

describe("askedBy", () => {
  const requestId = "request";
  const source = { transport: "http", address: "192.0.2.1", userAgent: "curl", refreshToken: "secret" } as const;

  it("tells who asks and where from, and no token", () => {
    const person = newPerson({ runId: newRunId() });
    expect(askedBy({ caller: person, source, requestId })).toEqual({
      actor: { kind: "person", userId: person.userId },
      runId: person.runId,
      source: { address: "192.0.2.1", userAgent: "curl" },
      requestId,
    });
  });

  it.each<[Caller, object]>([
    [{ kind: "anonymous" }, { kind: "anonymous" }],
    [
      { kind: "service", name: "router" },
      { kind: "service", name: "router" },
    ],
    [
      {
        kind: "account",
        userId: ada,
        session: { sessionId: sessionId.parse(randomUUID()), confirmedAt: 1, secondFactor: false },
      },
      { kind: "person", userId: ada },
    ],
    [
      { kind: "machine", apiKeyId: apiKeyId.parse(ada), tenantId: newTenant(), scopes: ["data:read"] },
      { kind: "machine", apiKeyId: ada },
    ],
  ])("knows %j", (caller, actor) => {
    expect(askedBy({ caller, source: undefined, requestId })).toEqual({ actor, requestId });
  });
});

async function set(change: ReturnType<typeof sql>, tenant: TenantId, sequence: number): Promise<void> {
  await log.db.execute(sql`update events.event set ${change} where ${eventsOf(tenant)} and sequence = ${sequence}`);
}

/** Whether a text is JSON that jsonb tells from another. */
function isOtherJson(changed: string, original: string): boolean {
  try {
    return JSON.stringify(JSON.parse(changed)) !== JSON.stringify(JSON.parse(original));
  } catch {
    return false;
  }
}
