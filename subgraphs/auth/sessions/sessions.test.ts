import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq, sql } from "drizzle-orm";
import { TOTP } from "otpauth";
import { z } from "zod";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { apiKeyId } from "../../../kernel/identity/ids.ts";
import { newRunId, statementsOf } from "../../../tests/support/subgraph.ts";
import {
  anonymous,
  codesOf,
  http,
  keptCookies,
  password,
  payloadOf,
  router,
  signedInFields,
  startAuth,
  type TestPerson,
  type Tokens,
  webSocket,
} from "../fixtures/start-auth.ts";
import { memberships, refreshTokens, roles, sessions } from "../store/tables.ts";
import { forgetFormerSessions } from "./forget-former-sessions.ts";

let auth: Awaited<ReturnType<typeof startAuth>>;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(async () => auth.stop());

const day = 86_400_000;

async function callerOf(tokens: Tokens): Promise<Caller> {
  const caller = await auth.callerOf(tokens.accessToken);
  if (caller === undefined) throw new Error("the session has ended");
  return caller;
}

async function begin(person?: TestPerson) {
  const tokens = await auth.signIn(person ?? (await auth.newPerson()));
  return { tokens, caller: await callerOf(tokens) };
}

const list = "{ sessions { id isCurrent userAgent address createdAt lastUsedAt expiresAt } }";

async function sessionsOf(caller: Caller) {
  const { data } = await auth.ask(caller, list);
  return data?.["sessions"] as {
    id: string;
    isCurrent: boolean;
    address: string;
    userAgent: string;
    lastUsedAt: string;
  }[];
}

async function auditOf({ tenantIds }: TestPerson): Promise<unknown[]> {
  const rows = await auth.db.execute(
    sql`select data->>'action' as action, data->>'result' as result, data->'actor'->>'userId' as "userId"
        from events.event where tenant_id = ${tenantIds[0]} and stream = 'audit' order by sequence`,
  );
  return [...rows];
}

describe("signing in", () => {
  it("always begins another session, of which the audit log tells", async () => {
    const person = await auth.newPerson();
    const [one, other] = [await begin(person), await begin(person)];
    expect(one.tokens.refreshToken).not.toBe(other.tokens.refreshToken);
    expect(await sessionsOf(one.caller)).toHaveLength(2);
    const entry = { action: "session.started", result: "SUCCEEDED", userId: person.userId };
    expect(await auditOf(person)).toEqual([entry, entry]);
  });

  it("goes on in the tenant that was acted in last, unless one is named", async () => {
    const person = await auth.newPerson(["owner", "editor", "viewer"]);
    const [first = "", second = "", third = ""] = person.tenantIds;
    expect((await auth.signIn(person)).user.tenant?.id).toBe(first);
    auth.time.now += 1_000;
    expect((await auth.signIn(person, { tenantId: third })).user.tenant?.id).toBe(third);
    auth.time.now += 1_000;
    expect((await auth.signIn(person)).user.tenant?.id).toBe(third);
    await auth.db.delete(memberships).where(eq(memberships.tenantId, third));
    auth.time.now += 1_000;
    expect((await auth.signIn(person)).user.tenant?.id).toBe(first);
    expect((await auth.signIn(person, { tenantId: second })).user.tenant?.id).toBe(second);
  });

  it("goes on in none for who is in none", async () => {
    const { tokens, caller } = await begin(await auth.newPerson([]));
    expect(tokens.user.tenant).toBeNull();
    expect(caller.kind).toBe("account");
  });

  it("into cookies ends the session whose cookies are overwritten, and no other", async () => {
    const person = await auth.newPerson();
    const bystander = await begin(person);
    const first = await auth.signIn(person, { store: "COOKIES" });
    const { refreshToken } = keptCookies(first.result);
    await auth.signIn(person, { store: "COOKIES", source: { ...http, refreshToken } });
    expect(await auth.refresh(undefined, { ...http, refreshToken })).toBeUndefined();
    expect(await sessionsOf(bystander.caller)).toHaveLength(2);
  });

  it("into cookies over a WebSocket is refused, and begins nothing", async () => {
    const person = await auth.newPerson();
    await expect(auth.signIn(person, { store: "COOKIES", source: webSocket })).rejects.toThrow("BAD_USER_INPUT");
    const { caller } = await begin(person);
    expect(await sessionsOf(caller)).toHaveLength(1);
  });
});

describe("the list of sessions", () => {
  it("has those of the person that live, last used first, with the device as it was at the last refresh", async () => {
    const person = await auth.newPerson();
    const first = await begin(person);
    auth.time.now += 60_000;
    const second = await begin(person);
    await begin();
    auth.time.now += 60_000;
    await auth.refresh(first.tokens.refreshToken, { ...http, address: "2001:db8::1", userAgent: "x".repeat(1_000) });
    const [one, other, ...more] = await sessionsOf(second.caller);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      isCurrent: false,
      address: "2001:db8::1",
      userAgent: "x".repeat(300),
      lastUsedAt: new Date(auth.time.now).toISOString(),
    });
    expect(other).toMatchObject({ isCurrent: true, address: "192.0.2.1", userAgent: "Test/1.0" });
  });

  it("is for people only", async () => {
    const machine: Caller = {
      kind: "machine",
      apiKeyId: apiKeyId.parse(randomUUID()),
      tenantId: (await auth.newPerson()).tenantIds[0] ?? noTenant(),
      scopes: [],
    };
    expect(codesOf(await auth.ask(anonymous, list))).toEqual(["UNAUTHENTICATED"]);
    for (const caller of [machine, router]) expect(codesOf(await auth.ask(caller, list))).toEqual(["FORBIDDEN"]);
  });
});

describe("ending sessions", () => {
  const end = "mutation ($id: ID!) { endSession(id: $id) { sessionsEnded } }";
  const signOut = "mutation { signOut { sessionsEnded } }";
  const everywhere = "mutation { signOutEverywhere { sessionsEnded } }";

  it("here leaves the others, and is no error when it was done meanwhile", async () => {
    const person = await auth.newPerson();
    const [one, other] = [await begin(person), await begin(person)];
    expect((await auth.ask(one.caller, signOut)).data).toEqual({ signOut: { sessionsEnded: 1 } });
    expect((await auth.ask(one.caller, signOut)).data).toEqual({ signOut: { sessionsEnded: 0 } });
    expect(await auth.callerOf(one.tokens.accessToken)).toBeUndefined();
    expect(await auth.refresh(one.tokens.refreshToken)).toBeUndefined();
    expect(await sessionsOf(other.caller)).toHaveLength(1);
  });

  it("everywhere ends all of the person's and nobody else's, counted once by two who do it at once", async () => {
    const person = await auth.newPerson();
    const begun = [await begin(person), await begin(person), await begin(person)];
    const stranger = await begin();
    const counts = await Promise.all(
      begun.slice(0, 2).map(async ({ caller }) => {
        const { data } = await auth.ask(caller, everywhere);
        return z.object({ signOutEverywhere: z.object({ sessionsEnded: z.number() }) }).parse(data).signOutEverywhere
          .sessionsEnded;
      }),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    for (const { tokens } of begun) expect(await auth.refresh(tokens.refreshToken)).toBeUndefined();
    expect(await sessionsOf(stranger.caller)).toHaveLength(1);
  });

  it("of another device takes one of one's own; somebody else's, unknown and malformed ones are not found", async () => {
    const person = await auth.newPerson();
    const [one, other] = [await begin(person), await begin(person)];
    const stranger = await begin();
    const id = (await sessionsOf(one.caller)).find(({ isCurrent }) => !isCurrent)?.id;
    for (const wrong of [randomUUID(), "nonsense", "", "\u0000"])
      expect(codesOf(await auth.ask(one.caller, end, { id: wrong }))).toEqual(["NOT_FOUND"]);
    expect(codesOf(await auth.ask(stranger.caller, end, { id }))).toEqual(["NOT_FOUND"]);
    const both = await Promise.all([auth.ask(one.caller, end, { id }), auth.ask(one.caller, end, { id })]);
    expect(both.map(({ data }) => data)).toEqual(
      expect.arrayContaining([{ endSession: { sessionsEnded: 1 } }, { endSession: { sessionsEnded: 0 } }]),
    );
    expect(await auth.callerOf(other.tokens.accessToken)).toBeUndefined();
  });

  it("in cookies makes the browser forget them, but only those of this session", async () => {
    const person = await auth.newPerson();
    const { result } = await auth.signIn(person, { store: "COOKIES" });
    const { accessToken } = keptCookies(result);
    const inCookies = await auth.callerOf(accessToken);
    if (inCookies === undefined) throw new Error("no session");
    const bearer = await begin(person);
    expect((await auth.ask(bearer.caller, signOut, {}, http)).extensions).toBeUndefined();
    expect((await auth.ask(inCookies, signOut, {}, http)).extensions).toEqual({ sessionCookies: { action: "forget" } });
  });

  it("is nothing that a workflow run can do", async () => {
    const { caller } = await begin();
    if (caller.kind !== "person") throw new Error("no person");
    const { session: _session, ...person } = caller;
    const run: Caller = { ...person, runId: newRunId() };
    for (const mutation of [signOut, everywhere, `mutation { endSession(id: "${randomUUID()}") { sessionsEnded } }`])
      expect(codesOf(await auth.ask(run, mutation))).toEqual(["FORBIDDEN"]);
  });
});

describe("switchTenant", () => {
  const switchTo = `mutation ($id: ID!) { switchTenant(tenantId: $id) { ${signedInFields} } }`;

  it("gives an access token for the other tenant and no refresh token, and refreshing goes on there", async () => {
    const person = await auth.newPerson(["owner", "viewer"]);
    const [, id] = person.tenantIds;
    const { tokens, caller } = await begin(person);
    const switched = payloadOf(await auth.ask(caller, switchTo, { id }), "switchTenant");
    expect(switched).toMatchObject({ refreshToken: null, user: { tenant: { id } } });
    expect(await callerOf(switched)).toMatchObject({ kind: "person", tenantId: id, roleId: "viewer" });
    expect((await auth.refresh(tokens.refreshToken))?.user.tenant?.id).toBe(id);
    // What is open in another window stays where it was.
    expect(await callerOf(tokens)).toMatchObject({ tenantId: person.tenantIds[0] });
  });

  it("is forbidden into a tenant of others, one that is not, and what is no id, all alike", async () => {
    const { caller } = await begin();
    const stranger = await auth.newPerson();
    const refused = await Promise.all(
      [stranger.tenantIds[0], randomUUID(), "nonsense", ""].map(async (id) => auth.ask(caller, switchTo, { id })),
    );
    for (const one of refused) expect(one).toEqual(refused[0]);
    expect(refused.map(codesOf)).toEqual(refused.map(() => ["FORBIDDEN"]));
  });

  it("does nothing for a session that has ended", async () => {
    const person = await auth.newPerson();
    const { caller } = await begin(person);
    await auth.ask(caller, "mutation { signOut { sessionsEnded } }");
    expect(codesOf(await auth.ask(caller, switchTo, { id: person.tenantIds[0] }))).toEqual(["UNAUTHENTICATED"]);
  });
});

describe("confirmIdentity", () => {
  const confirm = `mutation ($input: ConfirmIdentityInput!) { confirmIdentity(input: $input) { ${signedInFields} } }`;

  it("moves the time at which the person proved who they are, of this session alone", async () => {
    const person = await auth.newPerson();
    const [one, other] = [await begin(person), await begin(person)];
    auth.time.now += 20 * 60_000;
    const confirmed = payloadOf(await auth.ask(one.caller, confirm, { input: { password } }), "confirmIdentity");
    expect(confirmed.refreshToken).toBeNull();
    const now = Math.floor(auth.time.now / 1000);
    expect(await callerOf(confirmed)).toMatchObject({ session: { confirmedAt: now } });
    expect(await callerOf(other.tokens)).toMatchObject({ session: { confirmedAt: now - 1_200 } });
    expect((await auditOf(person)).at(-1)).toMatchObject({ action: "session.confirmed", result: "SUCCEEDED" });
  });

  it("takes no wrong password, of whatever length, and tells the audit log", async () => {
    const person = await auth.newPerson();
    const { tokens, caller } = await begin(person);
    auth.time.now += 1_000;
    for (const wrong of ["", "wrong", password.toUpperCase(), "a".repeat(1_000_000)])
      expect(codesOf(await auth.ask(caller, confirm, { input: { password: wrong } }))).toEqual(["FORBIDDEN"]);
    expect(await callerOf(tokens)).toEqual(caller);
    expect((await auditOf(person)).at(-1)).toMatchObject({ action: "session.confirmed", result: "DENIED" });
  });

  it.each([[{}], [{ password, code: "123456" }], [{ code: "123456" }]])("refuses %j", async (input) => {
    const { caller } = await begin();
    expect(codesOf(await auth.ask(caller, confirm, { input }))).toEqual(["BAD_USER_INPUT"]);
  });
});

describe("confirmIdentity with a second factor", () => {
  const confirm = `mutation ($input: ConfirmIdentityInput!) { confirmIdentity(input: $input) { ${signedInFields} } }`;

  it("takes a code, each once, and no password alone", async () => {
    const { caller } = await begin();
    const { data } = await auth.ask(caller, "mutation { startTotp { secret } }");
    const { secret } = z.object({ startTotp: z.object({ secret: z.string() }) }).parse(data).startTotp;
    const code = () => new TOTP({ secret }).generate({ timestamp: auth.time.now });
    const confirmTotp = "mutation ($code: String!) { confirmTotp(code: $code) { codes } }";
    expect(codesOf(await auth.ask(caller, confirmTotp, { code: code() }))).toEqual([]);
    auth.time.now += 60_000;
    expect(codesOf(await auth.ask(caller, confirm, { input: { password } }))).toEqual(["BAD_USER_INPUT"]);
    const input = { code: code() };
    const both = await Promise.all([auth.ask(caller, confirm, { input }), auth.ask(caller, confirm, { input })]);
    expect(both.flatMap(codesOf)).toEqual(["FORBIDDEN"]);
    const confirmed = both.find(({ errors }) => errors === undefined);
    expect(await callerOf(payloadOf(confirmed ?? {}, "confirmIdentity"))).toMatchObject({
      session: { confirmedAt: Math.floor(auth.time.now / 1000) },
    });
  });
});

describe("access", () => {
  const access = "{ access { kind scopes apiKeyId tenant { id name } role { id isBuiltIn } } }";

  it("tells what credentials permit, of whatever kind they are", async () => {
    const person = await auth.newPerson(["viewer"]);
    const [tenantId = ""] = person.tenantIds;
    const { caller } = await begin(person);
    const nothing = { scopes: [], apiKeyId: null, tenant: null, role: null };
    expect((await auth.ask(anonymous, access)).data).toEqual({ access: { kind: "ANONYMOUS", ...nothing } });
    const { caller: account } = await begin(await auth.newPerson([]));
    expect((await auth.ask(account, access)).data).toEqual({ access: { kind: "ACCOUNT", ...nothing } });
    expect((await auth.ask(caller, access)).data).toEqual({
      access: {
        kind: "MEMBER",
        scopes: [
          "data:read",
          "runs:read",
          "files:read",
          "usage:read",
          "members:read",
          "workflows:read",
          "approvals:decide",
        ],
        apiKeyId: null,
        tenant: { id: tenantId, name: "Tenant 0" },
        role: { id: "viewer", isBuiltIn: true },
      },
    });
    const id = apiKeyId.parse(randomUUID());
    const machine: Caller = {
      kind: "machine",
      apiKeyId: id,
      tenantId: person.tenantIds[0] ?? noTenant(),
      scopes: ["data:read"],
    };
    expect((await auth.ask(machine, access)).data).toEqual({
      access: {
        kind: "API_KEY",
        scopes: ["data:read"],
        apiKeyId: id,
        tenant: { id: tenantId, name: "Tenant 0" },
        role: null,
      },
    });
  });
});

describe("tenants", () => {
  const query = "{ tenants { joinedAt tenant { id name } role { id name scopes isBuiltIn } } }";

  it("are the person's, oldest membership first, with roles of their own, in one statement", async () => {
    const person = await auth.newPerson(["owner", "viewer", "viewer", "admin"]);
    const [, second = noTenant()] = person.tenantIds;
    const roleId = randomUUID();
    await auth.db.insert(roles).values({
      tenantId: second,
      id: roleId,
      name: "Sales",
      scopes: ["data:read", "data:write"],
      createdAt: new Date(auth.time.now),
    });
    await auth.db.update(memberships).set({ roleId }).where(eq(memberships.tenantId, second));
    const { caller } = await begin(person);
    let result: unknown;
    const statements = await statementsOf(async () => {
      result = await auth.ask(caller, query);
    });
    expect(statements).toHaveLength(1);
    const tenants = (result as { data: { tenants: { tenant: { id: string }; role: object }[] } }).data.tenants;
    expect(tenants.map(({ tenant }) => tenant.id)).toEqual(person.tenantIds);
    expect(tenants.map(({ role }) => role)).toMatchObject([
      { id: "owner", isBuiltIn: true },
      { id: roleId, name: "Sales", scopes: ["data:read", "data:write"], isBuiltIn: false },
      { id: "viewer" },
      { id: "admin" },
    ]);
  });
});

describe("former sessions", () => {
  it("are forgotten a month after they ended or expired, with their tokens, and no other", async () => {
    const person = await auth.newPerson();
    const [ended, expired] = [await begin(person), await begin(person)];
    await auth.ask(ended.caller, "mutation { signOut { sessionsEnded } }");
    const count = async () => auth.db.$count(sessions, eq(sessions.personId, person.userId));
    auth.time.now += 30 * day;
    const parts = { db: auth.db, clock: { now: () => auth.time.now } };
    await forgetFormerSessions(parts);
    expect(await count()).toBe(2);
    auth.time.now += 1;
    await Promise.all([forgetFormerSessions(parts), forgetFormerSessions(parts)]);
    expect(await count()).toBe(1);
    expect(await auth.refresh(expired.tokens.refreshToken)).toBeUndefined();
    auth.time.now += 30 * day;
    const { tokens } = await begin(person);
    await forgetFormerSessions(parts);
    expect(await count()).toBe(1);
    expect(await auth.refresh(tokens.refreshToken)).toBeDefined();
    expect(await auth.db.$count(refreshTokens)).toBe(2);
  });
});

function noTenant(): never {
  throw new Error("the person is in no tenant");
}
