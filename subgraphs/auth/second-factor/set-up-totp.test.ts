import { describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { decodeJwt } from "jose";
import { createAuditLog } from "../../../kernel/audit-log/audit-log.ts";
import type { Caller } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";
import { until } from "../../../tests/support/eventually.ts";
import { newPerson, newTenant, statementsOf } from "../../../tests/support/subgraph.ts";
import { accountCaller, storeAccount } from "../fixtures/account.ts";
import {
  anonymous,
  auditKey,
  type Begun,
  complete,
  confirm,
  disable,
  minute,
  renew,
  signIn,
  start,
  step,
  useSecondFactors,
} from "../fixtures/second-factors.ts";
import { memberships, recoveryCodes, tenants, totps } from "../store/tables.ts";
import { generateRecoveryCodes, hashRecoveryCode } from "./recovery-codes.ts";

const router: Caller = { kind: "service", name: "router" };
const world = useSecondFactors();
const { ask, codeOf, codeAt, withSecondFactor, challengeFor } = world;

describe("setting a second factor up", () => {
  it("takes a secret that an authenticator can read, and a first code", async () => {
    const person = await storeAccount(world.subgraph.db, { now: world.now() });
    const caller = accountCaller(person.id, world.now());
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

  it("makes no recent sign-in of one with the password alone, by which it could be taken away", async () => {
    const person = await storeAccount(world.subgraph.db, { now: world.now() });
    const { signIn: begun } = await ask<{ signIn: { accessToken: string } }>(anonymous, signIn, {
      login: person.email,
    });
    const { sid } = decodeJwt(begun.accessToken);
    const standing = async () => {
      const query = "query ($of: [StandingKey!]!) { standings(of: $of) { caller } }";
      const { standings } = await ask<{ standings: [{ caller: Caller }] }>(router, query, {
        of: [{ session: { id: sid } }],
      });
      return standings[0].caller;
    };
    const caller = accountCaller(person.id, world.now());
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, start);
    expect(await standing()).toMatchObject({ session: { confirmedAt: Math.floor(world.now() / 1000) } });
    await ask(caller, confirm, { code: codeAt(startTotp.secret) });
    const thief = await standing();
    for (const operation of [disable, renew])
      expect(await codeOf(thief, operation)).toBe("FORBIDDEN RECENT_SIGN_IN_NEEDED");
    expect(await ask(thief, "{ me { hasSecondFactor } }")).toEqual({ me: { hasSecondFactor: true } });
  });

  it("is not asked for before it is confirmed", async () => {
    const person = await storeAccount(world.subgraph.db, { now: world.now() });
    await ask(accountCaller(person.id, world.now()), start);
    expect(await ask<Begun>(anonymous, signIn, { login: person.email })).toMatchObject({
      signIn: { __typename: "SignedIn" },
    });
  });

  it("keeps neither the secret nor a recovery code as they are", async () => {
    const { person, secret, codes } = await withSecondFactor();
    const stored = JSON.stringify([
      await world.subgraph.db.select().from(totps).where(eq(totps.personId, person.id)),
      await world.subgraph.db.select().from(recoveryCodes).where(eq(recoveryCodes.personId, person.id)),
    ]);
    expect(stored).not.toContain(secret);
    for (const code of codes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
    }
  });

  it("makes the former secret worthless when it is begun again", async () => {
    const caller = accountCaller((await storeAccount(world.subgraph.db, { now: world.now() })).id, world.now());
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
    const { id } = await storeAccount(world.subgraph.db, { now: world.now() });
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(accountCaller(id, world.now()), start);
    world.goAhead(15 * minute + step);
    expect(await codeOf(accountCaller(id, world.now()), confirm, { code: codeAt(startTotp.secret) })).toBe("CONFLICT");
  });

  it("is refused with what is no code", async () => {
    const caller = accountCaller((await storeAccount(world.subgraph.db, { now: world.now() })).id, world.now());
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
    const caller = accountCaller((await storeAccount(world.subgraph.db, { now: world.now() })).id, world.now());
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
    const stale = accountCaller(person.id, world.now() - 16 * minute);
    expect(await codeOf(stale, query)).toBe("FORBIDDEN RECENT_SIGN_IN_NEEDED");
    expect(await codeOf(anonymous, query)).toBe("UNAUTHENTICATED");
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
    const caller = accountCaller((await storeAccount(world.subgraph.db, { now: world.now() })).id, world.now());
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
    const left = await world.subgraph.db.select().from(recoveryCodes).where(eq(recoveryCodes.personId, person.id));
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
  it("tell what becomes of the second factor and of wrong codes, and hold no code", async () => {
    const [one, other] = [newTenant(), newTenant()];
    const { id: personId, email } = await storeAccount(world.subgraph.db, { now: world.now() });
    for (const id of [one, other]) {
      await world.subgraph.db.insert(tenants).values({ id, name: "Acme", createdAt: new Date(world.now()) });
      await world.subgraph.db
        .insert(memberships)
        .values({ tenantId: id, personId, roleId: "viewer", createdAt: new Date(world.now()) });
    }
    const caller = accountCaller(personId, world.now());
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, start);
    await ask(caller, confirm, { code: codeAt(startTotp.secret) });
    const { renewRecoveryCodes } = await ask<{ renewRecoveryCodes: { codes: string[] } }>(caller, renew);
    const [code] = renewRecoveryCodes.codes;
    await ask(anonymous, complete, { challenge: await challengeFor({ email }), code });
    expect(await codeOf(anonymous, complete, { challenge: await challengeFor({ email }), code })).toBe(
      "UNAUTHENTICATED WRONG_CODE",
    );
    await ask(caller, disable);
    const log = createAuditLog({ keys: { current: auditKey, former: [] }, clock: { now: world.now } });
    const entriesOf = async (tenantId: TenantId) =>
      (await log.read(world.subgraph.db, tenantId, { first: 100, after: undefined })).nodes;
    const isRefusal = ({ result }: { result: string }) => result === "DENIED";
    for (const tenantId of [one, other]) {
      // Told in the background, so that the answer does not wait for it.
      await until(async () => (await entriesOf(tenantId)).some(isRefusal));
      const nodes = await entriesOf(tenantId);
      expect(nodes.filter(isRefusal)).toMatchObject([
        { action: "session.started", target: { id: personId }, details: { factor: "second factor", attempts: 1 } },
      ]);
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
    await world.subgraph.db.insert(tenants).values({ id: tenantId, name: "Acme", createdAt: new Date(world.now()) });
    const people = [await withSecondFactor(), await withSecondFactor()].map(({ person }) => person.id);
    people.push((await storeAccount(world.subgraph.db, { now: world.now() })).id);
    await world.subgraph.db
      .insert(memberships)
      .values(people.map((personId) => ({ tenantId, personId, roleId: "viewer", createdAt: new Date(world.now()) })));
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
