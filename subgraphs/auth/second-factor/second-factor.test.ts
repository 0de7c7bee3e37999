import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { TOTP } from "otpauth";
import { createAuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";
import { generateSigningKey } from "../../../kernel/identity/signing-key.ts";
import {
  newPerson,
  newTenant,
  startTestSubgraph,
  statementsOf,
  type TestSubgraph,
} from "../../../tests/support/subgraph.ts";
import { accountCaller, password, storeAccount } from "../fixtures/account.ts";
import { createAsking } from "../fixtures/asking.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { mailTokens, memberships, recoveryCodes, sessions, signInChallenges, tenants, totps } from "../store/tables.ts";
import { auth } from "../subgraph.ts";
import { generateRecoveryCodes, hashRecoveryCode } from "./recovery-codes.ts";

const anonymous: Caller = { kind: "anonymous" };
const step = 30_000;
const minute = 60_000;
/** The beginning of a time step. Tests that move the clock only move it forward. */
let now = Date.UTC(2026, 4, 1, 12);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(auth, {
    clock: { now: () => now },
    env: {
      ACCESS_TOKEN_PRIVATE_KEY: generateSigningKey().privateKey,
      AUDIT_KEY: Buffer.alloc(32, 8).toString("base64"),
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    },
  });
});
afterAll(async () => subgraph.stop());

const { ask, codeOf } = createAsking(() => subgraph);

/** The code of an authenticator, `steps` time steps from now. */
const codeAt = (secret: string, steps = 0) => new TOTP({ secret }).generate({ timestamp: now + steps * step });

const start = "mutation { startTotp { secret uri } }";
const confirm = "mutation ($code: String!) { confirmTotp(code: $code) { codes } }";
const disable = "mutation { disableTotp { user { id hasSecondFactor } } }";
const renew = "mutation { renewRecoveryCodes { codes } }";
const signIn = `mutation ($login: String!) { signIn(input: { login: $login, password: "${password}" }) {
  __typename ... on SignedIn { accessToken } ... on SecondFactorRequired { challenge expiresAt }
} }`;
const complete = `mutation ($challenge: String!, $code: String!) {
  completeSignIn(input: { challenge: $challenge, code: $code }) { accessToken refreshToken user { id } }
}`;

interface Begun {
  signIn: { __typename: string; challenge: string; expiresAt: string };
}

/** Somebody whose second factor is set up, at a time step whose code is not used up. */
async function withSecondFactor() {
  const person = await storeAccount(subgraph.db, { now });
  const caller = () => accountCaller(person.id, now);
  const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller(), start);
  const { confirmTotp } = await ask<{ confirmTotp: { codes: string[] } }>(caller(), confirm, {
    code: codeAt(startTotp.secret, -1),
  });
  return { person, caller, secret: startTotp.secret, codes: confirmTotp.codes };
}

async function challengeFor({ email }: { email: string }): Promise<string> {
  return (await ask<Begun>(anonymous, signIn, { login: email })).signIn.challenge;
}

async function sessionsOf(id: UserId) {
  return subgraph.db.select({ secondFactor: sessions.secondFactor }).from(sessions).where(eq(sessions.personId, id));
}

describe("setting a second factor up", () => {
  it("takes a secret that an authenticator can read, and a first code", async () => {
    const person = await storeAccount(subgraph.db, { now });
    const caller = accountCaller(person.id, now);
    expect(await ask(caller, "{ me { hasSecondFactor } }")).toEqual({ me: { hasSecondFactor: false } });
    const { startTotp } = await ask<{ startTotp: { secret: string; uri: string } }>(caller, start);
    expect(startTotp.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(startTotp.uri);
    expect(uri.protocol).toBe("otpauth:");
    expect(decodeURIComponent(uri.pathname)).toBe(`/Airgraph:${person.email}`);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: "Airgraph",
      secret: startTotp.secret,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
    expect(await ask(caller, "{ me { hasSecondFactor } }")).toEqual({ me: { hasSecondFactor: false } });
    const { confirmTotp } = await ask<{ confirmTotp: { codes: string[] } }>(caller, confirm, {
      code: codeAt(startTotp.secret),
    });
    expect(new Set(confirmTotp.codes).size).toBe(10);
    for (const code of confirmTotp.codes) expect(code).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/);
    expect(await ask(caller, "{ me { hasSecondFactor } }")).toEqual({ me: { hasSecondFactor: true } });
  });

  it("is not asked for before it is confirmed", async () => {
    const person = await storeAccount(subgraph.db, { now });
    await ask(accountCaller(person.id, now), start);
    expect(await ask<Begun>(anonymous, signIn, { login: person.email })).toMatchObject({
      signIn: { __typename: "SignedIn" },
    });
  });

  it("keeps neither the secret nor a recovery code as they are", async () => {
    const { person, secret, codes } = await withSecondFactor();
    const stored = JSON.stringify([
      await subgraph.db.select().from(totps).where(eq(totps.personId, person.id)),
      await subgraph.db.select().from(recoveryCodes).where(eq(recoveryCodes.personId, person.id)),
    ]);
    expect(stored).not.toContain(secret);
    for (const code of codes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
    }
  });

  it("makes the former secret worthless when it is begun again", async () => {
    const caller = accountCaller((await storeAccount(subgraph.db, { now })).id, now);
    const former = await ask<{ startTotp: { secret: string } }>(caller, start);
    const latter = await ask<{ startTotp: { secret: string } }>(caller, start);
    expect(await codeOf(caller, confirm, { code: codeAt(former.startTotp.secret) })).toBe("BAD_USER_INPUT");
    expect(await codeOf(caller, confirm, { code: codeAt(latter.startTotp.secret) })).toBeUndefined();
  });

  it("is refused while one is set up, which stays as it is", async () => {
    const { caller, person, secret } = await withSecondFactor();
    expect(await codeOf(caller(), start)).toBe("CONFLICT");
    expect(await codeOf(caller(), confirm, { code: codeAt(secret) })).toBe("CONFLICT");
    const challenge = await challengeFor(person);
    expect(await codeOf(anonymous, complete, { challenge, code: codeAt(secret) })).toBeUndefined();
  });

  it("has to be confirmed within 15 minutes", async () => {
    const { id } = await storeAccount(subgraph.db, { now });
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(accountCaller(id, now), start);
    now += 15 * minute + step;
    expect(await codeOf(accountCaller(id, now), confirm, { code: codeAt(startTotp.secret) })).toBe("CONFLICT");
  });

  it("is refused with what is no code", async () => {
    const caller = accountCaller((await storeAccount(subgraph.db, { now })).id, now);
    expect(await codeOf(caller, confirm, { code: "123456" })).toBe("CONFLICT");
    await ask(caller, start);
    for (const code of [
      "",
      "12345",
      "1234567",
      "abcdef",
      "１２３４５６",
      "😀😀😀",
      "١٢٣٤٥٦",
      "\u0000",
      "1".repeat(1_000_000),
    ])
      expect(await codeOf(caller, confirm, { code })).toBe("BAD_USER_INPUT");
  });

  it("is confirmed by one of two at once", async () => {
    const caller = accountCaller((await storeAccount(subgraph.db, { now })).id, now);
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, start);
    const code = codeAt(startTotp.secret);
    const outcomes = await Promise.all([codeOf(caller, confirm, { code }), codeOf(caller, confirm, { code })]);
    expect(new Set(outcomes)).toEqual(new Set(["CONFLICT", undefined]));
  });

  it.each([
    ["startTotp", start],
    ["disableTotp", disable],
    ["renewRecoveryCodes", renew],
  ])("needs a recent sign-in for %s", async (_name, query) => {
    const { person } = await withSecondFactor();
    const stale = accountCaller(person.id, now - 16 * minute);
    expect(await codeOf(stale, query)).toBe("FORBIDDEN RECENT_SIGN_IN_NEEDED");
    expect(await codeOf(anonymous, query)).toBe("UNAUTHENTICATED");
  });
});

describe("signing in with a second factor", () => {
  it("ends with a code of the authenticator, and the session knows it", async () => {
    const { person, secret } = await withSecondFactor();
    const { signIn: begun } = await ask<Begun>(anonymous, signIn, { login: person.email });
    expect(begun).toMatchObject({
      __typename: "SecondFactorRequired",
      expiresAt: new Date(now + 5 * minute).toISOString(),
    });
    expect(await sessionsOf(person.id)).toEqual([]);
    expect(await ask(anonymous, complete, { challenge: begun.challenge, code: codeAt(secret) })).toEqual({
      completeSignIn: {
        accessToken: expect.any(String),
        refreshToken: expect.any(String),
        user: { id: person.id },
      },
    });
    expect(await sessionsOf(person.id)).toEqual([{ secondFactor: true }]);
  });

  it("is not led round by a link from a mail", async () => {
    const { person } = await withSecondFactor();
    const token = generateSecretText();
    await subgraph.db.insert(mailTokens).values({
      hash: hashSecretText(token),
      purpose: "verify_email",
      email: person.email,
      personId: person.id,
      createdAt: new Date(now),
      expiresAt: new Date(now + minute),
    });
    const query = "mutation ($token: String!) { verifyEmail(input: { token: $token }) { __typename } }";
    expect(await ask(anonymous, query, { token })).toEqual({ verifyEmail: { __typename: "SecondFactorRequired" } });
    expect(await sessionsOf(person.id)).toEqual([]);
  });

  it.each([-1, 0, 1])("takes the code of %i time steps from now", async (steps) => {
    now += 3 * step;
    const person = await storeAccount(subgraph.db, { now });
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(accountCaller(person.id, now), start);
    await ask(accountCaller(person.id, now), confirm, { code: codeAt(startTotp.secret) });
    now += 3 * step;
    const challenge = await challengeFor(person);
    const code = codeAt(startTotp.secret, steps);
    expect(await codeOf(anonymous, complete, { challenge, code })).toBeUndefined();
  });

  it.each([-2, 2])("refuses the code of %i time steps from now", async (steps) => {
    const { person, secret } = await withSecondFactor();
    now += 5 * step;
    const challenge = await challengeFor(person);
    const code = codeAt(secret, steps);
    expect(await codeOf(anonymous, complete, { challenge, code })).toBe("UNAUTHENTICATED WRONG_CODE");
  });

  it("takes each code once, the one that set it up too, and none that is older than the last", async () => {
    const { person, secret } = await withSecondFactor();
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code: codeAt(secret, -1) })).toBe(
      "UNAUTHENTICATED WRONG_CODE",
    );
    const code = codeAt(secret, 1);
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code })).toBeUndefined();
    for (const used of [code, codeAt(secret)])
      expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code: used })).toBe(
        "UNAUTHENTICATED WRONG_CODE",
      );
  });

  it("lets one of eight have a code that they use at once", async () => {
    const { person, secret } = await withSecondFactor();
    const challenges = await Promise.all(Array.from({ length: 8 }, async () => challengeFor(person)));
    const code = codeAt(secret);
    const outcomes = await Promise.all(
      challenges.map(async (challenge) => codeOf(anonymous, complete, { challenge, code })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(await sessionsOf(person.id)).toHaveLength(1);
  });

  it("takes a recovery code once, however it is typed", async () => {
    const { person, codes } = await withSecondFactor();
    const typed = [
      codes[0] ?? "",
      (codes[1] ?? "").toUpperCase(),
      ` ${(codes[2] ?? "").replaceAll("-", " ")}\n`,
      (codes[3] ?? "").replaceAll("-", ""),
      (codes[4] ?? "").replaceAll("-", "–"),
    ];
    for (const code of typed) {
      const challenge = await challengeFor(person);
      expect(await codeOf(anonymous, complete, { challenge, code })).toBeUndefined();
      expect(await codeOf(anonymous, complete, { challenge: await challengeFor(person), code })).toBe(
        "UNAUTHENTICATED WRONG_CODE",
      );
    }
  });

  it("lets one of eight have a recovery code that they use at once", async () => {
    const { person, codes } = await withSecondFactor();
    const challenges = await Promise.all(Array.from({ length: 8 }, async () => challengeFor(person)));
    const outcomes = await Promise.all(
      challenges.map(async (challenge) => codeOf(anonymous, complete, { challenge, code: codes[0] })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
  });

  it("takes no code of somebody else", async () => {
    const [one, other] = [await withSecondFactor(), await withSecondFactor()];
    const challenge = await challengeFor(one.person);
    for (const code of [codeAt(other.secret), other.codes[0]])
      expect(await codeOf(anonymous, complete, { challenge, code })).toBe("UNAUTHENTICATED WRONG_CODE");
  });
});

describe("a challenge", () => {
  it("is good for one session", async () => {
    const { person, codes } = await withSecondFactor();
    const challenge = await challengeFor(person);
    const outcomes = await Promise.all(
      codes.slice(0, 4).map(async (code) => codeOf(anonymous, complete, { challenge, code })),
    );
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(await codeOf(anonymous, complete, { challenge, code: codes[9] })).toBe("UNAUTHENTICATED CHALLENGE_ENDED");
    expect(await sessionsOf(person.id)).toHaveLength(1);
  });

  it("ends after five minutes", async () => {
    const { person, secret } = await withSecondFactor();
    const challenge = await challengeFor(person);
    now += 5 * minute;
    expect(await codeOf(anonymous, complete, { challenge, code: codeAt(secret) })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it("ends with the fifth wrong code, also when all come at once", async () => {
    const { person, secret } = await withSecondFactor();
    const challenge = await challengeFor(person);
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async () => codeOf(anonymous, complete, { challenge, code: "no code" })),
    );
    expect(outcomes.filter((outcome) => outcome === "UNAUTHENTICATED WRONG_CODE")).toHaveLength(5);
    expect(await codeOf(anonymous, complete, { challenge, code: codeAt(secret) })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it("is nowhere as it is", async () => {
    const { person } = await withSecondFactor();
    const challenge = await challengeFor(person);
    expect(JSON.stringify(await subgraph.db.select().from(signInChallenges))).not.toContain(challenge);
    const [stored] = await subgraph.db.select().from(signInChallenges).where(eq(signInChallenges.personId, person.id));
    const code = "123456";
    expect(await codeOf(anonymous, complete, { challenge: stored?.hash, code })).toBe(
      "UNAUTHENTICATED CHALLENGE_ENDED",
    );
  });

  it.each(["", "x", "\u0000", "a".repeat(1_000_000)])("is refused when it is none (%#)", async (challenge) => {
    expect(await codeOf(anonymous, complete, { challenge, code: "123456" })).toBe("UNAUTHENTICATED CHALLENGE_ENDED");
  });
});

describe("taking a second factor away", () => {
  it("ends the sign-ins that wait for it, and the recovery codes", async () => {
    const { person, caller, codes } = await withSecondFactor();
    const challenge = await challengeFor(person);
    expect(await ask(caller(), disable)).toEqual({ disableTotp: { user: { id: person.id, hasSecondFactor: false } } });
    expect(await codeOf(anonymous, complete, { challenge, code: codes[0] })).toBe("UNAUTHENTICATED CHALLENGE_ENDED");
    expect(await ask<Begun>(anonymous, signIn, { login: person.email })).toMatchObject({
      signIn: { __typename: "SignedIn" },
    });
    expect(await codeOf(caller(), disable)).toBe("CONFLICT");
    expect(await codeOf(caller(), renew)).toBe("CONFLICT");
  });

  it("is refused where none was confirmed, and what was begun can go on", async () => {
    const caller = accountCaller((await storeAccount(subgraph.db, { now })).id, now);
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, start);
    expect(await codeOf(caller, disable)).toBe("CONFLICT");
    expect(await codeOf(caller, confirm, { code: codeAt(startTotp.secret) })).toBeUndefined();
  });
});

describe("renewing recovery codes", () => {
  it("makes the former ones worthless", async () => {
    const { person, caller, codes } = await withSecondFactor();
    const { renewRecoveryCodes } = await ask<{ renewRecoveryCodes: { codes: string[] } }>(caller(), renew);
    const challenge = await challengeFor(person);
    expect(await codeOf(anonymous, complete, { challenge, code: codes[0] })).toBe("UNAUTHENTICATED WRONG_CODE");
    expect(await codeOf(anonymous, complete, { challenge, code: renewRecoveryCodes.codes[0] })).toBeUndefined();
  });

  it("leaves ten, also when two do it at once", async () => {
    const { person, caller } = await withSecondFactor();
    await Promise.all(Array.from({ length: 4 }, async () => ask(caller(), renew)));
    const left = await subgraph.db.select().from(recoveryCodes).where(eq(recoveryCodes.personId, person.id));
    expect(left).toHaveLength(10);
  });

  it("makes codes whose hash is the same in any case, with any blanks and dashes", () => {
    const [code = ""] = generateRecoveryCodes();
    const filler = fc.array(fc.constantFrom(" ", "-", "–", "\t"), { maxLength: 2 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), filler), { minLength: 16, maxLength: 16 }), (shapes) => {
        const typed = code
          .replaceAll("-", "")
          .split("")
          .map((letter, index) => {
            const [upper, after] = shapes[index] ?? [false, ""];
            return `${upper ? letter.toUpperCase() : letter}${after}`;
          })
          .join("");
        expect(hashRecoveryCode(typed)).toBe(hashRecoveryCode(code));
      }),
    );
  });
});

describe("the audit logs of a person's tenants", () => {
  it("tell what becomes of the second factor, and hold no code", async () => {
    const [one, other] = [newTenant(), newTenant()];
    const { id: personId, email } = await storeAccount(subgraph.db, { now });
    for (const id of [one, other]) {
      await subgraph.db.insert(tenants).values({ id, name: "Acme", createdAt: new Date(now) });
      await subgraph.db
        .insert(memberships)
        .values({ tenantId: id, personId, roleId: "viewer", createdAt: new Date(now) });
    }
    const caller = accountCaller(personId, now);
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, start);
    await ask(caller, confirm, { code: codeAt(startTotp.secret) });
    const { renewRecoveryCodes } = await ask<{ renewRecoveryCodes: { codes: string[] } }>(caller, renew);
    const [code] = renewRecoveryCodes.codes;
    await ask(anonymous, complete, { challenge: await challengeFor({ email }), code });
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor({ email }), code })).toBe(
      "UNAUTHENTICATED WRONG_CODE",
    );
    await ask(caller, disable);
    const log = createAuditLog({ keys: { current: Buffer.alloc(32, 8), former: [] }, clock: { now: () => now } });
    for (const tenantId of [one, other]) {
      const { nodes } = await log.read(subgraph.db, tenantId, { first: 100, after: undefined });
      const told = nodes.filter(({ action }) => action.startsWith("second_factor"));
      expect(told.map(({ action }) => action)).toEqual([
        "second_factor.disabled",
        "second_factor.recovery_code_used",
        "second_factor.recovery_codes_renewed",
        "second_factor.enabled",
      ]);
      for (const entry of told)
        expect(entry).toMatchObject({ actor: { kind: "person", userId: personId }, result: "SUCCEEDED" });
      expect(JSON.stringify(nodes)).not.toContain(code);
    }
  });
});

describe("hasSecondFactor", () => {
  it("is told to oneself and to who manages members, with one statement for all", async () => {
    const tenantId = newTenant();
    await subgraph.db.insert(tenants).values({ id: tenantId, name: "Acme", createdAt: new Date(now) });
    const people = [await withSecondFactor(), await withSecondFactor()].map(({ person }) => person.id);
    people.push((await storeAccount(subgraph.db, { now })).id);
    await subgraph.db
      .insert(memberships)
      .values(people.map((personId) => ({ tenantId, personId, roleId: "viewer", createdAt: new Date(now) })));
    const query = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on User { hasSecondFactor } }
    }`;
    const representations = people.map((id) => ({ __typename: "User", id }));
    const admin = newPerson({ tenantId, role: "admin" });
    const asked = async (caller: Caller) =>
      Object.values(
        await ask<Record<string, { hasSecondFactor: boolean | null }[]>>(caller, query, { representations }),
      ).flatMap((found) => found.map(({ hasSecondFactor }) => hasSecondFactor));
    let told: (boolean | null)[] = [];
    const statements = await statementsOf(async () => {
      told = await asked(admin);
    });
    expect(told).toEqual([true, true, false]);
    expect(statements.filter((statement) => statement.includes('"totp"'))).toHaveLength(1);
    expect(await asked(newPerson({ tenantId, role: "viewer" }))).toEqual([null, null, null]);
    const [first] = people;
    if (first === undefined) throw new Error("nobody");
    const oneself: Caller = { ...newPerson({ tenantId }), userId: first, scopes: builtInRoles.viewer };
    expect(await asked(oneself)).toEqual([true, null, null]);
  });
});
