import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { sql } from "drizzle-orm";
import { createAuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { findMailedToken } from "../../../scripts/development/find-mail.ts";
import { newRunId } from "../../../tests/support/subgraph.ts";
import { countStatements, type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { type GivenFilter, readAuditLog } from "./read-audit-log.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const query = `query ($first: Int = 100, $after: String, $filter: AuditFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    nodes {
      sequence at action user { id } userId apiKeyId runId address userAgent targetKind targetId result details requestId hash
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Entry {
  sequence: number;
  action: string;
  userId: string | null;
  targetId: string | null;
  result: string;
  details: Record<string, unknown> | null;
  requestId: string;
  hash: string;
}
interface Log {
  auditLog: { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

async function entries(asker: Caller, filter?: Record<string, unknown>): Promise<Entry[]> {
  const { data, error } = await people.ask<Log>(asker, query, { filter });
  if (!data) throw new Error(JSON.stringify(error));
  return data.auditLog.nodes;
}

const changeRole = "mutation ($u: ID!, $r: ID!) { changeMemberRole(input: { userId: $u, roleId: $r }) { id } }";

describe("text that Postgres can't store", () => {
  it("is a bad filter, and no role's id", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const codeOf = async (operation: string, variables: Record<string, unknown>) =>
      JSON.stringify((await people.ask(owner, operation, variables)).error);
    expect(await codeOf(query, { filter: { actions: ["\u0000"] } })).toContain("BAD_USER_INPUT");
    for (const r of ["\u0000", "\ud800"]) {
      expect(await codeOf(changeRole, { u: owner.userId, r })).toContain("NOT_FOUND");
      expect(await codeOf("mutation ($r: ID!) { deleteRole(id: $r) { id } }", { r })).toContain("NOT_FOUND");
    }
  });
});

describe("the audit log", () => {
  it("tells of every change of a tenant who made it, to what, newest first, and of nothing else", async () => {
    const tenant = await people.newTenant("Before");
    const owner = await people.join(tenant, "owner");
    const guest = await people.join(await people.newTenant());
    const [heir, removed] = [await people.join(tenant), await people.join(tenant)];
    const did: [string, string][] = [];
    async function make<Data>(as: Caller, action: string, mutation: string, variables: Record<string, unknown> = {}) {
      const { data, error } = await people.ask<Data>(as, mutation, variables);
      expect([action, error]).toEqual([action, undefined]);
      did.unshift([action, "userId" in as ? as.userId : ""]);
      return data as Data;
    }

    await make(owner, "tenant.updated", 'mutation { renameTenant(name: "After") { id } }');
    const { createRole } = await make<{ createRole: { id: string } }>(
      owner,
      "role.created",
      'mutation { createRole(input: { name: "R", scopes: ["data:read"] }) { id } }',
    );
    const role = { id: createRole.id };
    await make(
      owner,
      "role.updated",
      "mutation ($id: ID!) { updateRole(input: { id: $id, scopes: [] }) { id } }",
      role,
    );
    await make(owner, "role.deleted", "mutation ($id: ID!) { deleteRole(id: $id) { id } }", role);
    const invite = 'mutation ($e: String!) { inviteMember(input: { email: $e, roleId: "viewer" }) { id } }';
    const other = await make<{ inviteMember: { id: string } }>(owner, "invitation.created", invite, {
      e: `${randomUUID()}@example.com`,
    });
    await make(owner, "invitation.revoked", "mutation ($id: ID!) { revokeInvitation(id: $id) { id } }", {
      id: other.inviteMember.id,
    });
    await make(owner, "invitation.created", invite, { e: guest.email });
    const token = await findMailedToken(people.mailFolder, { to: guest.email, page: "accept-invitation" });
    await make(guest, "invitation.accepted", "mutation ($t: String!) { acceptInvitation(token: $t) { joinedAt } }", {
      t: token,
    });
    await make(owner, "member.role_changed", changeRole, { u: guest.userId, r: "editor" });
    await make(owner, "member.removed", "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", {
      u: removed.userId,
    });
    const { createApiKey } = await make<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      owner,
      "api_key.created",
      'mutation { createApiKey(input: { name: "K", scopes: ["data:read"] }) { secret apiKey { id } } }',
    );
    const key = { id: createApiKey.apiKey.id };
    const { rotateApiKey } = await make<{ rotateApiKey: { secret: string } }>(
      owner,
      "api_key.rotated",
      "mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret } }",
      key,
    );
    await make(owner, "api_key.revoked", "mutation ($id: ID!) { revokeApiKey(id: $id) { id } }", key);
    await people.ask(owner, "mutation ($id: ID!) { revokeApiKey(id: $id) { id } }", key);
    await make(owner, "tenant.ownership_transferred", "mutation ($u: ID!) { transferOwnership(userId: $u) { id } }", {
      u: heir.userId,
    });
    await make(owner, "member.left", "mutation { leaveTenant { tenantId } }");

    const asker = await people.join(tenant, "admin");
    const told = await entries(asker);
    expect(told.map(({ action, userId }) => [action, userId])).toEqual(did);
    for (const entry of told) {
      expect(entry).toMatchObject({
        result: "SUCCEEDED",
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        hash: expect.stringMatching(/^[\w-]{43}$/),
      });
    }
    expect(told.map(({ sequence }) => sequence)).toEqual(did.map((_, index) => did.length - index));
    expect(told.at(-1)).toMatchObject({ targetId: tenant, details: { formerName: "Before", name: "After" } });
    for (const secret of [token, createApiKey.secret, rotateApiKey.secret])
      expect(JSON.stringify(told)).not.toContain(secret.slice(12));
  });

  it("begins with a tenant", async () => {
    const person = await people.join(await people.newTenant());
    const { data } = await people.ask<{ createTenant: { tenant: { id: string } } }>(
      person,
      'mutation { createTenant(name: "New") { tenant { id } } }',
    );
    const id = data?.createTenant.tenant.id ?? "";
    const asker = { ...(await people.join(person.tenantId, "admin")), tenantId: person.tenantId };
    expect(await entries(asker)).toEqual([]);
    const log = createAuditLog({ keys: { current: randomBytes(32), former: [] }, clock: people.clock });
    const { nodes } = await readAuditLog(
      { db: people.subgraph.db, auditLog: log },
      { ...person, tenantId: id as typeof person.tenantId },
      { first: 10 },
    );
    expect(nodes).toMatchObject([{ action: "tenant.created", target: { id }, actor: { userId: person.userId } }]);
  });

  it("names the key that did something, and the run that acted for it", async () => {
    const machine = await people.newMachine(await people.newTenant(), ["tenant:write", "audit:read"]);
    const { apiKeyId } = machine;
    const runId = newRunId();
    await people.ask(machine, 'mutation { renameTenant(name: "One") { id } }');
    await people.ask({ ...machine, runId }, 'mutation { renameTenant(name: "Two") { id } }');
    const told = { apiKeyId, userId: null, user: null };
    expect(await entries(machine)).toMatchObject([
      { ...told, runId },
      { ...told, runId: null },
    ]);
  });

  it("tells where a request came from, and keeps nothing else of it", async () => {
    const owner = await people.join(await people.newTenant(), "owner");
    const refreshToken = "secret of a browser";
    const source = { transport: "http", address: "192.0.2.7", userAgent: "Browser/1", refreshToken } as const;
    await people.subgraph.ask(owner, 'mutation { renameTenant(name: "One") { id } }', {}, source);
    const told = await entries(owner);
    expect(told).toMatchObject([{ address: "192.0.2.7", userAgent: "Browser/1" }]);
    expect(JSON.stringify(told)).not.toContain(refreshToken);
  });

  it("holds nothing of what came to nothing", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    await people.ask(owner, changeRole, { u: randomUUID(), r: "viewer" });
    await people.ask(owner, "mutation { leaveTenant { tenantId } }");
    expect(await entries(owner)).toEqual([]);
  });
});

describe("what is refused", () => {
  it("is told of at once, then once a minute with how often it was tried", async () => {
    const tenant = await people.newTenant();
    const [owner, admin] = [await people.join(tenant, "owner"), await people.join(tenant, "admin")];
    const attempt = async () => people.ask(admin, changeRole, { u: admin.userId, r: "owner" });
    await Promise.all(Array.from({ length: 20 }, attempt));
    const denied = {
      action: "member.role_changed",
      result: "DENIED",
      userId: admin.userId,
      targetId: admin.userId,
      details: { attempts: 1, problem: expect.stringContaining("tenant:own") },
    };
    expect(await entries(owner)).toMatchObject([denied]);
    people.clock.time += 60_000;
    await attempt();
    expect(await entries(owner)).toMatchObject([{ ...denied, details: { attempts: 20 } }, denied]);
    await people.ask(admin, "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: owner.userId });
    expect(await entries(owner)).toMatchObject([{ action: "member.removed", result: "DENIED" }, {}, denied]);
  });
});

describe("a page", () => {
  it("goes on where the one before ended, though entries come meanwhile", async () => {
    const tenant = await people.newTenant();
    const owner = await people.join(tenant, "owner");
    const rename = async (name: string) =>
      people.ask(owner, "mutation ($n: String!) { renameTenant(name: $n) { id } }", { n: name });
    for (let made = 1; made <= 5; made += 1) await rename(`${made}`);
    const seen: number[] = [];
    let after: string | null = null;
    do {
      const { data }: { data: Log | null | undefined } = await people.ask<Log>(owner, query, { first: 2, after });
      seen.push(...(data?.auditLog.nodes.map(({ sequence }) => sequence) ?? []));
      after = data?.auditLog.pageInfo.hasNextPage ? data.auditLog.pageInfo.endCursor : null;
      await rename(randomUUID());
    } while (after !== null);
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it.each([
    ["first", { first: 0 }],
    ["first", { first: 101 }],
    ["after", { after: "nonsense" }],
    ["after", { after: "" }],
    ["actions", { filter: { actions: Array.from({ length: 101 }, () => "session.started") } }],
  ])("is refused for a bad %s (%#)", async (field, variables) => {
    const owner = await people.join(await people.newTenant(), "owner");
    expect((await people.ask(owner, query, variables)).error).toMatchObject({ code: "BAD_USER_INPUT", field });
  });

  it("holds what is asked for, and nothing of another tenant", async () => {
    const tenant = await people.newTenant();
    const [owner, admin] = [await people.join(tenant, "owner"), await people.join(tenant, "admin")];
    const machine = await people.newMachine(tenant, ["tenant:write"]);
    const start = people.clock.time;
    for (const [index, caller] of [owner, admin, machine].entries()) {
      people.clock.time = start + index * 1_000;
      await people.ask(caller, `mutation { renameTenant(name: "${index}") { id } }`);
    }
    people.clock.time = start + 3_000;
    await people.ask(owner, 'mutation { createRole(input: { name: "R", scopes: [] }) { id } }');
    const sequences = async (filter: Record<string, unknown>) =>
      (await entries(owner, filter)).map(({ sequence }) => sequence);
    const at = (index: number) => new Date(start + index * 1_000).toISOString();
    expect(await sequences({})).toEqual([4, 3, 2, 1]);
    expect(await sequences({ actions: ["role.created"] })).toEqual([4]);
    expect(await sequences({ actions: ["role.created", "tenant.updated", "nonsense"] })).toEqual([4, 3, 2, 1]);
    expect(await sequences({ actions: [] })).toEqual([]);
    expect(await sequences({ userId: owner.userId })).toEqual([4, 1]);
    expect(await sequences({ apiKeyId: machine.apiKeyId })).toEqual([3]);
    expect(await sequences({ userId: owner.userId, apiKeyId: machine.apiKeyId })).toEqual([]);
    expect(await sequences({ from: at(1), to: at(3) })).toEqual([3, 2]);
    expect(await sequences({ userId: owner.userId, actions: ["tenant.updated"], from: at(0), to: at(9) })).toEqual([1]);
    for (const nobody of [randomUUID(), "nonsense", "", "\u0000", machine.apiKeyId])
      expect(await sequences({ userId: nobody })).toEqual([]);
    const stranger = await people.join(await people.newTenant(), "owner");
    expect(await entries(stranger)).toEqual([]);
    expect(await entries(stranger, { userId: owner.userId })).toEqual([]);
  });

  it("is for who may read the log", async () => {
    const tenant = await people.newTenant();
    for (const ask of [query, "{ verifyAuditLog { isIntact } }"])
      for (const asker of [await people.join(tenant, "editor"), await people.newMachine(tenant, ["members:read"])])
        expect((await people.ask(asker, ask)).error).toMatchObject({ code: "FORBIDDEN", scope: "audit:read" });
  });
});

describe("a log of 100,000 entries", () => {
  it("is read a page at a time, whatever is looked for", async () => {
    const { db } = people.subgraph;
    const tenant = await people.newTenant();
    const [owner, rare] = [await people.join(tenant, "owner"), await people.join(tenant, "admin")];
    for (const id of [tenant, await people.newTenant()])
      await db.execute(sql`insert into events.event (tenant_id, stream, sequence, type, data, at)
        select ${id}::uuid, 'audit', n, 'audit', jsonb_build_object(
          'action', case when n % 10000 = 0 then 'role.created' else 'session.started' end,
          'actor', jsonb_build_object('kind', 'person', 'userId',
            case when n % 20000 = 0 then ${rare.userId}::text else ${owner.userId}::text end),
          'result', 'SUCCEEDED', 'requestId', 'r', 'hash', repeat('x', 43)),
          timestamptz '2026-01-01' + n * interval '1 minute' from generate_series(1, 100000) n`);
    await db.execute("analyze events.event");

    const auditLog = createAuditLog({ keys: { current: randomBytes(32), former: [] }, clock: people.clock });
    const hour = { from: new Date("2026-01-20T00:00:00Z"), to: new Date("2026-01-20T01:00:00Z") };
    const searches: [GivenFilter, number][] = [
      [{}, 100],
      [{ actions: ["session.started"] }, 100],
      [{ actions: ["role.created"] }, 10],
      [{ actions: ["nonsense"] }, 0],
      [{ userId: owner.userId }, 100],
      [{ userId: rare.userId }, 5],
      [hour, 60],
    ];
    for (const [filter, found] of searches) {
      const { nodes, read } = await db.transaction(async (transaction) => {
        const before = await readRows(transaction);
        const page = await readAuditLog({ db: transaction, auditLog }, owner, { first: 100, filter });
        const after = await readRows(transaction);
        return { nodes: page.nodes, read: { whole: after.whole - before.whole, rows: after.rows - before.rows } };
      });
      expect([filter, nodes.length, read.whole]).toEqual([filter, found, 0]);
      expect(read.rows).toBeLessThanOrEqual(200);
    }
    expect(await countStatements(async () => people.ask(owner, query))).toBe(2);
  });

  /** How often this session read all events, and how many it found by an index. */
  async function readRows(db: People["subgraph"]["db"]) {
    const [row] = await db.execute<{ whole: string; rows: string }>(
      sql`select coalesce(seq_scan, 0) as whole, coalesce(idx_tup_fetch, 0) as rows
        from pg_stat_xact_user_tables where relid = 'events.event'::regclass`,
    );
    return { whole: Number(row?.whole), rows: Number(row?.rows) };
  }
});

describe("verifyAuditLog", () => {
  const verify = `query ($head: AuditHeadInput) {
    verifyAuditLog(expectedHead: $head) { isIntact entries head { sequence hash } firstBroken problem }
  }`;

  async function withEntries(count: number) {
    const owner = await people.join(await people.newTenant(), "owner");
    for (let made = 0; made < count; made += 1)
      await people.ask(owner, `mutation { renameTenant(name: "${made}") { id } }`);
    return owner;
  }

  it("finds a log intact, up to a head that was told before and beyond", async () => {
    const empty = await withEntries(0);
    expect((await people.ask(empty, verify)).data).toEqual({
      verifyAuditLog: { isIntact: true, entries: 0, head: null, firstBroken: null, problem: null },
    });
    const owner = await withEntries(3);
    const [last, before] = await entries(owner);
    const head = { sequence: 3, hash: last?.hash };
    const intact = { verifyAuditLog: { isIntact: true, entries: 3, head, firstBroken: null, problem: null } };
    expect((await people.ask(owner, verify)).data).toEqual(intact);
    for (const told of [head, { sequence: 2, hash: before?.hash }])
      expect((await people.ask(owner, verify, { head: told })).data).toEqual(intact);
  });

  it("finds what was changed, removed or cut off", async () => {
    const { db } = people.subgraph;
    for (const [damage, head, firstBroken] of [
      ["update events.event set data = jsonb_set(data, '{details,name}', '\"x\"') where sequence = 2", false, 2],
      [
        "update events.event set data = jsonb_set(data, '{actor,userId}', '\"00000000-0000-4000-8000-000000000000\"') where sequence = 2",
        false,
        2,
      ],
      ["delete from events.event where sequence = 2", false, 2],
      ["delete from events.event where sequence = 3", false, 3],
      [
        "with gone as (delete from events.event where sequence = 3 and tenant_id = '$') update events.stream set last_sequence = 2 where true",
        true,
        3,
      ],
    ] as const) {
      const owner = await withEntries(3);
      const [last] = await entries(owner);
      await db.execute(`${damage.replace("$", owner.tenantId)} and tenant_id = '${owner.tenantId}'`);
      const { data } = await people.ask(owner, verify, head ? { head: { sequence: 3, hash: last?.hash } } : {});
      expect(data).toMatchObject({
        verifyAuditLog: {
          isIntact: false,
          entries: firstBroken - 1,
          head: null,
          firstBroken,
          problem: expect.any(String),
        },
      });
    }
  });

  it.each([
    { sequence: 0, hash: "A".repeat(43) },
    { sequence: -1, hash: "A".repeat(43) },
    { sequence: 1, hash: "" },
    { sequence: 1, hash: "A".repeat(44) },
  ])("refuses a head that no log has told: %j", async (head) => {
    const owner = await withEntries(1);
    expect((await people.ask(owner, verify, { head })).error).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  it("runs once at a time for a tenant, and again afterwards", async () => {
    const owner = await withEntries(5);
    const outcomes = await Promise.all([1, 2, 3].map(async () => people.ask(owner, verify)));
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(1);
    expect(outcomes.filter(({ error }) => error?.["code"] === "RATE_LIMITED")).toHaveLength(2);
    expect((await people.ask(owner, verify)).error).toBeUndefined();
  });
});
