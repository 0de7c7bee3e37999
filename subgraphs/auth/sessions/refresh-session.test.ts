import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { and, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { decodeJwt } from "jose";
import { z } from "zod";
import type { ExecutionResult } from "../../../kernel/executor/executor.ts";
import { anonymous, codesOf, http, keptCookies, startAuth, type Tokens, webSocket } from "../fixtures/start-auth.ts";
import { hashSecretText } from "../secret-text.ts";
import { memberships, refreshTokens } from "../store/tables.ts";

let auth: Awaited<ReturnType<typeof startAuth>>;
beforeAll(async () => {
  auth = await startAuth({ SESSION_DAYS: "10", SESSION_MAX_DAYS: "25" });
});
afterAll(async () => auth.stop());

const seconds = 1_000;
const minute = 60 * seconds;
const day = 86_400 * seconds;
const refresh = "mutation ($token: String) { refreshSession(refreshToken: $token) { accessToken } }";

async function begin(): Promise<Tokens> {
  return auth.signIn(await auth.newPerson());
}

async function use(tokens: Tokens | undefined): Promise<Tokens> {
  const next = await auth.refresh(tokens?.refreshToken);
  if (next === undefined) throw new Error("a refresh token that should have been good was refused");
  return next;
}

async function works(tokens: Tokens): Promise<boolean> {
  return (await auth.callerOf(tokens.accessToken)) !== undefined;
}

describe("refreshSession", () => {
  it("gives new tokens for the same session, with the tenant, and the session lasts longer", async () => {
    const first = await begin();
    auth.time.now += 5 * minute;
    const next = await use(first);
    expect(next.user).toEqual(first.user);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    expect(next.expiresAt.getTime()).toBe(auth.time.now + 10 * minute);
    expect(next.refreshTokenExpiresAt.getTime()).toBe(auth.time.now + 10 * day);
    expect(await auth.callerOf(next.accessToken)).toEqual(await auth.callerOf(first.accessToken));
  });

  it("lets a session live on as long as it is used, but not longer than its maximum", async () => {
    let tokens = await begin();
    const begun = auth.time.now;
    for (let days = 9; days < 25; days += 9) {
      auth.time.now = begun + days * day;
      tokens = await use(tokens);
    }
    expect(tokens.refreshTokenExpiresAt.getTime()).toBe(begun + 25 * day);
    auth.time.now = begun + 25 * day;
    expect(await auth.refresh(tokens.refreshToken)).toBeUndefined();
    expect(await works(tokens)).toBe(false);
  });

  it("refuses the token of a session that was not used for too long", async () => {
    const tokens = await begin();
    auth.time.now += 10 * day;
    expect(await auth.refresh(tokens.refreshToken)).toBeUndefined();
  });

  it("goes on in no tenant when the person is no member of it any more", async () => {
    const person = await auth.newPerson(["editor", "owner"]);
    const [tenant = ""] = person.tenantIds;
    const tokens = await auth.signIn(person, { tenantId: tenant });
    await auth.db
      .delete(memberships)
      .where(and(eq(memberships.personId, person.userId), eq(memberships.tenantId, tenant)));
    const next = await use(tokens);
    expect(next.user.tenant).toBeNull();
    expect(await auth.callerOf(next.accessToken)).toMatchObject({ kind: "account", userId: person.userId });
  });

  it.each(["", "nonsense", "a".repeat(43), "ä\u0000", "a".repeat(100_000)])(
    "refuses %# what is no token of ours, with the answer that a used one gets",
    async (token) => {
      const { errors, data } = await auth.ask(anonymous, refresh, { token }, http);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    },
  );

  it("says so when there is no token at all", async () => {
    expect(codesOf(await auth.ask(anonymous, refresh, {}, http))).toEqual(["UNAUTHENTICATED"]);
  });

  it("stores no token that could be used", async () => {
    const tokens = await begin();
    const next = await use(tokens);
    const stored = JSON.stringify(await auth.db.select().from(refreshTokens));
    for (const { refreshToken } of [tokens, next]) expect(stored).not.toContain(refreshToken);
  });

  it("does not change a thing when it is asked over a WebSocket for a session in cookies", async () => {
    const { result } = await auth.signIn(await auth.newPerson(), { store: "COOKIES" });
    const token = cookieOf(result);
    expect(codesOf(await auth.ask(anonymous, refresh, { token }, webSocket))).toEqual(["BAD_USER_INPUT"]);
    const [stored] = await auth.db
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.hash, hashSecretText(token)));
    expect(stored?.usedAt).toBeNull();
  });
});

describe("two refreshes at once", () => {
  it("both get tokens that work, however many there are", async () => {
    const tokens = await begin();
    const all = await Promise.all(Array.from({ length: 50 }, async () => use(tokens)));
    expect(new Set(all.map(({ refreshToken }) => refreshToken)).size).toBe(50);
    // … and whichever of them the client has kept goes on.
    const next = await Promise.all(all.map(async (sibling) => use(sibling)));
    expect(await Promise.all(next.map(works))).not.toContain(false);
  });

  it("in two processes both get tokens that work", async () => {
    const other = await auth.startAnother();
    const tokens = await begin();
    const token = tokens.refreshToken;
    const results = await Promise.all(
      Array.from({ length: 20 }, async (_, index) =>
        index % 2 === 0
          ? auth.ask(anonymous, refresh, { token }, http)
          : auth.askOf(other, anonymous, refresh, { token }, http),
      ),
    );
    expect(results.flatMap(codesOf)).toEqual([]);
    await other.stop();
  });

  it("leave a client that kept either of the answers signed in for as long as it likes", async () => {
    for (const kept of [0, 1]) {
      const tokens = await begin();
      const answers = [await use(tokens), await use(tokens)];
      auth.time.now += 9 * day;
      expect(await works(await use(answers[kept]))).toBe(true);
    }
  });
});

describe("an answer that got lost", () => {
  it("costs nothing when the client asks again within half a minute", async () => {
    const tokens = await begin();
    await use(tokens); // Stored, and never arrived.
    auth.time.now += 30 * seconds;
    const again = await use(tokens);
    auth.time.now += 5 * minute;
    expect(await works(await use(again))).toBe(true);
  });

  it("because the process was killed before it had stored anything costs nothing either", async () => {
    const tokens = await begin();
    // A transaction that broke off: the row lock is gone with it.
    await auth.db
      .transaction(async (transaction) => {
        await transaction.update(refreshTokens).set({ usedAt: new Date(auth.time.now) });
        await transaction.execute(sql`select 1 / 0`);
      })
      .catch(() => {});
    auth.time.now += 5 * minute;
    expect(await works(await use(tokens))).toBe(true);
  });
});

describe("a token that somebody else has too", () => {
  it("ends the session at the victim's next refresh when the thief was first", async () => {
    const stolen = await begin();
    const thief = await use(stolen);
    auth.time.now += 31 * seconds;
    expect(await auth.refresh(stolen.refreshToken)).toBeUndefined();
    expect(await works(thief)).toBe(false);
    expect(await auth.refresh(thief.refreshToken)).toBeUndefined();
  });

  it("ends the session when the thief comes after the victim", async () => {
    const stolen = await begin();
    const victim = await use(stolen);
    auth.time.now += 31 * seconds;
    expect(await auth.refresh(stolen.refreshToken)).toBeUndefined();
    expect(await works(victim)).toBe(false);
    expect(await auth.refresh(victim.refreshToken)).toBeUndefined();
  });

  it("ends the session also when both used it within the overlap, at the next use of the second of them", async () => {
    const stolen = await begin();
    const both = [await use(stolen), await use(stolen)];
    auth.time.now += 10 * minute;
    const next = await use(both[0]);
    auth.time.now += 31 * seconds;
    expect(await auth.refresh(both[1]?.refreshToken)).toBeUndefined();
    expect(await works(next)).toBe(false);
  });

  it("ends the session when it is an old one, days later", async () => {
    const stolen = await begin();
    let tokens = stolen;
    for (let days = 0; days < 5; days++) {
      auth.time.now += day;
      tokens = await use(tokens);
    }
    expect(await auth.refresh(stolen.refreshToken)).toBeUndefined();
    expect(await works(tokens)).toBe(false);
  });

  it("is told to the audit log, with where it came from and without any token", async () => {
    const stolen = await begin();
    await use(stolen);
    auth.time.now += minute;
    await auth.refresh(stolen.refreshToken, { ...http, address: "203.0.113.9" });
    const tenant = stolen.user.tenant?.id;
    const rows = await auth.db.execute(
      sql`select data from events.event where tenant_id = ${tenant} and stream = 'audit' order by sequence`,
    );
    expect(rows.at(-1)).toMatchObject({
      data: {
        action: "session.theft_detected",
        actor: { kind: "anonymous" },
        source: { address: "203.0.113.9" },
        details: { userId: stolen.user.id },
      },
    });
    expect(JSON.stringify(rows)).not.toContain(stolen.refreshToken);
  });

  it("costs nobody else's session, and no other session of the person's", async () => {
    const person = await auth.newPerson();
    const [stolen, other] = [await auth.signIn(person), await auth.signIn(person)];
    await use(stolen);
    auth.time.now += minute;
    expect(await auth.refresh(stolen.refreshToken)).toBeUndefined();
    expect(await works(await use(other))).toBe(true);
  });
});

it("a session goes on if and only if no token was used again behind its overlap", async () => {
  const step = fc.record({
    waitMs: fc.constantFrom(0, 1_000, 29_999, 30_000, 30_001, 600_000),
    pick: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const first = await begin();
      const held = [{ token: first.refreshToken, usedAt: undefined as number | undefined }];
      let ended = false;
      for (const { waitMs, pick } of steps) {
        auth.time.now += waitMs;
        const chosen = held[pick % held.length];
        if (chosen === undefined) throw new Error("nothing is held");
        ended ||= chosen.usedAt !== undefined && auth.time.now - chosen.usedAt > 30_000;
        const next = await auth.refresh(chosen.token);
        expect(next === undefined).toBe(ended);
        if (next === undefined) continue;
        if (chosen.usedAt === undefined) for (const one of held) one.usedAt ??= auth.time.now;
        held.push({ token: next.refreshToken, usedAt: undefined });
      }
      expect(await works(first)).toBe(!ended);
    }),
    { numRuns: 40 },
  );
});

describe("a session in cookies", () => {
  it("tells its tokens for cookies alone, and goes on by what comes in a cookie", async () => {
    const { result, ...begun } = await auth.signIn(await auth.newPerson(), { store: "COOKIES" });
    expect(begun).toMatchObject({ accessToken: null, refreshToken: null });
    const refreshToken = cookieOf(result);
    const next = await auth.ask(anonymous, refresh, {}, { ...http, refreshToken });
    expect(next.data).toEqual({ refreshSession: { accessToken: null } });
    expect(cookieOf(next)).not.toBe(refreshToken);
  });

  it("is forgotten by the browser once it has ended", async () => {
    const { result } = await auth.signIn(await auth.newPerson(), { store: "COOKIES" });
    const refreshToken = cookieOf(result);
    await auth.ask(anonymous, refresh, {}, { ...http, refreshToken });
    auth.time.now += minute;
    const refused = await auth.ask(anonymous, refresh, {}, { ...http, refreshToken });
    expect(codesOf(refused)).toEqual(["UNAUTHENTICATED"]);
    expect(refused.extensions).toEqual({ sessionCookies: { action: "forget" } });
  });
});

it("keeps tokens until they have expired, and no longer", async () => {
  const first = await begin();
  const sid = decodeJwt(first.accessToken ?? "")["sid"];
  const count = async () => auth.db.$count(refreshTokens, eq(refreshTokens.sessionId, z.string().parse(sid)));
  const second = await use(await use(first));
  expect(await count()).toBe(3);
  auth.time.now += 9 * day;
  const third = await use(second);
  expect(await count()).toBe(4);
  auth.time.now += 2 * day;
  await use(third);
  expect(await count()).toBe(2);
});

function cookieOf(result: ExecutionResult): string {
  return keptCookies(result).refreshToken ?? "";
}
