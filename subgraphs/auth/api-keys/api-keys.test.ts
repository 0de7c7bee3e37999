import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { isApiKey } from "../../../kernel/identity/api-key.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { until } from "../../../tests/support/eventually.ts";
import { statementsOf } from "../../../tests/support/subgraph.ts";
import { countStatements, type People, startWithPeople } from "../fixtures/tenant-of-people.ts";
import { apiKeys } from "../store/tables.ts";

let people: People;
beforeAll(async () => {
  people = await startWithPeople();
});
afterAll(async () => people.stop());

const [minute, hour] = [60_000, 3_600_000];
const router: Caller = { kind: "service", name: "router" };
const fields = "id name prefix scopes createdBy { id } createdAt expiresAt lastUsedAt formerSecretExpiresAt revokedAt";
const create = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { ${fields} } } }`;
const rotate = `mutation ($id: ID!, $hours: Int) {
  rotateApiKey(input: { id: $id, overlapHours: $hours }) { secret apiKey { ${fields} } }
}`;
const rotateByDefault = `mutation ($id: ID!) { rotateApiKey(input: { id: $id }) { secret apiKey { ${fields} } } }`;
const revoke = `mutation ($id: ID!) { revokeApiKey(id: $id) { ${fields} } }`;
const list = `{ apiKeys { ${fields} } }`;

interface Key {
  id: string;
  prefix: string;
  lastUsedAt: string | null;
  formerSecretExpiresAt: string | null;
}
interface Created {
  createApiKey: { secret: string; apiKey: Key };
}
interface Rotated {
  rotateApiKey: { secret: string; apiKey: Key };
}

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("base64url");

/** What the router is told of keys with these secrets. */
async function standings(...secrets: string[]) {
  const query = "query ($of: [StandingKey!]!) { standings(of: $of) { caller expiresAt } }";
  const of = secrets.map((secret) => ({ apiKeyHash: hashOf(secret) }));
  const { data } = await people.ask<{
    standings: ({ caller: { scopes: string[] }; expiresAt: string | null } | null)[];
  }>(router, query, { of });
  return data?.standings ?? [];
}

const holds = async (secret: string) => (await standings(secret))[0] !== null;

async function withKey(about: Record<string, unknown> = {}) {
  const admin = await people.join(await people.newTenant(), "admin");
  const input = { name: "CI", scopes: ["data:read"], ...about };
  const { data, error } = await people.ask<Created>(admin, create, { input });
  if (!data) throw new Error(JSON.stringify(error));
  return { admin, id: data.createApiKey.apiKey.id, secret: data.createApiKey.secret, apiKey: data.createApiKey.apiKey };
}

describe("createApiKey", () => {
  it("shows the secret once, and what is stored is its hash and prefix", async () => {
    const now = new Date(people.clock.time).toISOString();
    const expiresAt = new Date(people.clock.time + hour).toISOString();
    const { admin, secret, apiKey } = await withKey({ name: " CI ", scopes: ["runs:read", "data:read"], expiresAt });
    expect(isApiKey(secret)).toBe(true);
    const key = {
      id: expect.any(String),
      name: "CI",
      prefix: secret.slice(0, 10),
      scopes: ["data:read", "runs:read"],
      createdBy: { id: admin.userId },
      createdAt: now,
      expiresAt,
      lastUsedAt: null,
      formerSecretExpiresAt: null,
      revokedAt: null,
    };
    expect(apiKey).toEqual(key);
    expect((await people.ask(admin, list)).data).toEqual({ apiKeys: [key] });
    const stored = await people.subgraph.db.select().from(apiKeys).where(eq(apiKeys.id, apiKey.id));
    expect(stored).toMatchObject([{ hash: hashOf(secret), formerHash: null }]);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(10));
  });

  it.each([
    ["name", ""],
    ["name", "x".repeat(101)],
    ["name", "a\r\nb"],
    ["scopes", ["nonsense"]],
    ["scopes", ["tenant:own"]],
    ["expiresAt", new Date(0).toISOString()],
    ["expiresAt", new Date(Date.UTC(2026, 4, 1, 12)).toISOString()],
  ])("refuses a %s of %j", async (field, value) => {
    const admin = await people.join(await people.newTenant(), "admin");
    const input = { name: "CI", scopes: ["data:read"], [field]: value };
    expect((await people.ask(admin, create, { input })).error).toMatchObject({ code: "BAD_USER_INPUT", field });
  });

  it("makes a key that may do nothing at all", async () => {
    const { secret } = await withKey({ scopes: [] });
    expect(await standings(secret)).toMatchObject([{ caller: { kind: "machine", scopes: [] } }]);
  });

  it("stops at two hundred that were not revoked, also when they come at once", async () => {
    const tenant = await people.newTenant();
    const admin = await people.join(tenant, "admin");
    const first = await people.newMachine(tenant, []);
    for (let made = 1; made < 198; made += 1) await people.newMachine(tenant, []);
    const some = async () => people.ask(admin, create, { input: { name: "CI", scopes: [] } });
    const outcomes = await Promise.all([some(), some(), some(), some(), some()]);
    expect(outcomes.filter(({ error }) => error === undefined)).toHaveLength(2);
    expect(outcomes.filter(({ error }) => error?.["code"] === "CONFLICT")).toHaveLength(3);
    await people.ask(admin, revoke, { id: first.apiKeyId });
    expect((await some()).error).toBeUndefined();
  });

  it("is listed with who created it, in as many statements for twenty as for one", async () => {
    const tenant = await people.newTenant();
    const counts: number[] = [];
    for (const more of [1, 19]) {
      for (let made = 0; made < more; made += 1) {
        const admin = await people.join(tenant, "admin");
        await people.ask(admin, create, { input: { name: "CI", scopes: [] } });
      }
      const asker = await people.join(tenant, "admin");
      counts.push(await countStatements(async () => people.ask(asker, list)));
    }
    expect(counts).toEqual([2, 2]);
  });

  it("shows no creator who has left", async () => {
    const { admin } = await withKey();
    const owner = await people.join(admin.tenantId, "owner");
    await people.ask(owner, "mutation ($u: ID!) { removeMember(userId: $u) { userId } }", { u: admin.userId });
    expect((await people.ask(owner, list)).data).toMatchObject({ apiKeys: [{ createdBy: null }] });
  });
});

describe("a key", () => {
  it("holds until it expires", async () => {
    const expiresAt = new Date(people.clock.time + hour).toISOString();
    const { admin, id, secret } = await withKey({ expiresAt });
    expect(await standings(secret)).toMatchObject([{ expiresAt }]);
    people.clock.time += hour;
    expect(await holds(secret)).toBe(false);
    expect((await people.ask(admin, rotate, { id, hours: 1 })).error).toMatchObject({ code: "CONFLICT" });
  });

  it("holds until it is revoked, with both of its secrets; revoked again it stays as it is", async () => {
    const { admin, id, secret } = await withKey();
    const { data } = await people.ask<Rotated>(admin, rotateByDefault, { id });
    const later = data?.rotateApiKey.secret ?? "";
    const revokedAt = new Date(people.clock.time).toISOString();
    expect((await people.ask(admin, revoke, { id })).data).toMatchObject({ revokeApiKey: { id, revokedAt } });
    expect(await standings(secret, later)).toEqual([null, null]);
    people.clock.time += minute;
    expect((await people.ask(admin, revoke, { id })).data).toMatchObject({ revokeApiKey: { revokedAt } });
    expect((await people.ask(admin, rotate, { id, hours: 1 })).error).toMatchObject({ code: "CONFLICT" });
    expect((await people.ask(admin, list)).data).toEqual({ apiKeys: [] });
  });

  it("of another tenant is nobody's", async () => {
    const { id, secret } = await withKey();
    const stranger = await people.join(await people.newTenant(), "owner");
    for (const mutation of [rotateByDefault, revoke]) {
      const answers = await Promise.all(
        [id, randomUUID(), "nonsense", ""].map(async (some) => people.subgraph.ask(stranger, mutation, { id: some })),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]?.errors).toMatchObject([{ extensions: { code: "NOT_FOUND", field: "id" } }]);
    }
    expect(await holds(secret)).toBe(true);
  });

  it("is not found under another tenant's id, which a run might name", async () => {
    const { admin, id } = await withKey();
    const query = "query ($of: [StandingKey!]!) { standings(of: $of) { caller } }";
    const of = [admin.tenantId, await people.newTenant()].map((tenantId) => ({ apiKey: { id, tenantId } }));
    const { data } = await people.ask<{ standings: unknown[] }>(router, query, { of });
    expect(data?.standings).toMatchObject([{ caller: { apiKeyId: id } }, null]);
  });
});

describe("rotateApiKey", () => {
  it("gives another secret, and the former one holds for a day unless it is said otherwise", async () => {
    const { admin, id, secret } = await withKey();
    const { data } = await people.ask<Rotated>(admin, rotateByDefault, { id });
    const { secret: later, apiKey } = data?.rotateApiKey ?? { secret: "", apiKey: undefined };
    expect(later).not.toBe(secret);
    const end = new Date(people.clock.time + 24 * hour).toISOString();
    expect(apiKey).toMatchObject({ id, prefix: later.slice(0, 10), formerSecretExpiresAt: end });
    expect(await standings(secret, later)).toMatchObject([{ expiresAt: end }, { expiresAt: null }]);
    people.clock.time += 24 * hour;
    expect([await holds(secret), await holds(later)]).toEqual([false, true]);
  });

  it.each([0, 168])("keeps the former one for %i hours", async (hours) => {
    const { admin, id, secret } = await withKey();
    await people.ask(admin, rotate, { id, hours });
    expect(await holds(secret)).toBe(hours > 0);
    people.clock.time += hours * hour - 1;
    expect(await holds(secret)).toBe(hours > 0);
    people.clock.time += 1;
    expect(await holds(secret)).toBe(false);
  });

  it("never lets a former secret outlive the key", async () => {
    const expiresAt = new Date(people.clock.time + hour).toISOString();
    const { admin, id, secret } = await withKey({ expiresAt });
    await people.ask(admin, rotate, { id, hours: 168 });
    expect(await standings(secret)).toMatchObject([{ expiresAt }]);
  });

  it.each([-1, 169])("refuses %i hours", async (hours) => {
    const { admin, id, secret } = await withKey();
    expect((await people.ask(admin, rotate, { id, hours })).error).toMatchObject({
      code: "BAD_USER_INPUT",
      field: "overlapHours",
    });
    expect(await holds(secret)).toBe(true);
  });

  it("twice at once gives two secrets that hold, of which one is the former", async () => {
    const { admin, id, secret } = await withKey();
    const rotated = await Promise.all([1, 2].map(async () => people.ask<Rotated>(admin, rotate, { id, hours: 1 })));
    const secrets = rotated.map(({ data }) => data?.rotateApiKey.secret ?? "");
    expect(await Promise.all([secret, ...secrets].map(holds))).toEqual([false, true, true]);
  });
});

describe("the use of a key", () => {
  const lastUsed = async (id: string) =>
    (await people.subgraph.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]?.lastUsedAt?.getTime();

  it("is noted to the minute, by one write a minute however often it is used", async () => {
    const { admin, id, secret } = await withKey();
    people.clock.time += 12_345;
    const noted = Math.floor(people.clock.time / minute) * minute;
    const writes = async (work: () => Promise<unknown>) =>
      (await statementsOf(work)).filter((statement) => statement.startsWith('update "auth"."api_key"')).length;

    expect(await writes(async () => standings(secret))).toBe(1);
    await until(async () => (await lastUsed(id)) === noted);
    expect(await writes(async () => Promise.all(Array.from({ length: 20 }, async () => standings(secret))))).toBe(0);
    expect((await people.ask(admin, list)).data).toMatchObject({
      apiKeys: [{ lastUsedAt: new Date(noted).toISOString() }],
    });
    people.clock.time += minute;
    expect(await writes(async () => standings(secret, secret))).toBe(1);
    await until(async () => (await lastUsed(id)) === noted + minute);
  });

  it("is not noted for what does not hold", async () => {
    const { admin, id, secret } = await withKey();
    await people.ask(admin, revoke, { id });
    expect(await statementsOf(async () => standings(secret, "agk_nonsense"))).not.toContainEqual(
      expect.stringMatching(/^update "auth"."api_key"/),
    );
    expect(await lastUsed(id)).toBeUndefined();
  });

  it("is looked up in the indexes, however many keys there are", async () => {
    const { id, secret, admin } = await withKey();
    const { db } = people.subgraph;
    await db.execute(`insert into auth.api_key (tenant_id, id, name, scopes, prefix, hash, created_at)
      select '${admin.tenantId}', gen_random_uuid(), 'x', '{}', 'agk_', gen_random_uuid()::text, now()
      from generate_series(1, 20000)`);
    await db.execute("analyze auth.api_key");
    const statements = await statementsOf(async () => standings(secret));
    const statement = statements.find((text) => text.includes("api_key"));
    expect(statement).toBeDefined();
    const inlined = (statement ?? "").replace(/\$(\d+)/g, (_all, number: string) =>
      number === "1" || number === "4" ? "now()" : `'${hashOf(secret)}'`,
    );
    const plan = JSON.stringify([...(await db.execute(`explain ${inlined}`))]);
    expect(plan).not.toContain("Seq Scan");
    expect(id).toEqual(expect.any(String));
  });
});
