import { randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { TOTP } from "otpauth";
import { accountCaller, storeAccount } from "../fixtures/account.ts";
import {
  anonymous,
  finish,
  redirectUris,
  type Start,
  start,
  useExternalSignIns,
} from "../fixtures/external-sign-ins.ts";
import { oidcClient } from "../fixtures/oidc-server.ts";
import { externalSignIns, people, sessions } from "../store/tables.ts";

const world = useExternalSignIns();
const { ask, codeOf, begin, comeBack, finished, newcomer, signedIn, signInAs } = world;

const minute = 60_000;
const identities = "{ externalIdentities { id provider email createdAt } }";

async function peopleWith(email: string) {
  return world.subgraph.db.select().from(people).where(eq(people.email, email));
}

describe("beginning", () => {
  it("tells whom one can sign in with, and nothing of how", async () => {
    expect(await ask(anonymous, "{ signInProviders { name label } }")).toEqual({
      signInProviders: [
        { name: "one", label: "One" },
        { name: "other", label: "Other" },
      ],
    });
  });

  it("leads to the provider with PKCE, a state and a nonce, and keeps none of them as they are", async () => {
    const begun = await begin();
    const url = new URL(begun.authorizationUrl);
    expect(url.origin).toBe(world.one.issuer);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code",
      client_id: oidcClient.id,
      redirect_uri: redirectUris[0],
      scope: "openid email",
      state: begun.state,
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: "S256",
    });
    expect(begun.authorizationUrl).not.toContain(begun.binding);
    const stored = JSON.stringify(await world.subgraph.db.select().from(externalSignIns));
    for (const secret of [begun.state, begun.binding, url.searchParams.get("nonce") ?? ""])
      expect(stored).not.toContain(secret);
  });

  it("takes the redirect URIs that the operator permits, letter by letter, and no other", async () => {
    const { startExternalSignIn } = await ask<{ startExternalSignIn: Start }>(anonymous, start, {
      input: { provider: "one", redirectUri: redirectUris[1] },
    });
    expect(new URL(startExternalSignIn.authorizationUrl).searchParams.get("redirect_uri")).toBe(redirectUris[1]);
    for (const redirectUri of [
      "",
      "https://evil.example.com/back",
      "https://app.example.com/back/",
      "https://app.example.com/back?next=//evil.example.com",
      "https://app.example.com/back/../other",
      "https://app.example.com@evil.example.com/back",
      "HTTPS://app.example.com/back",
      "//app.example.com/back",
      "javascript:alert(1)",
    ])
      expect(await codeOf(anonymous, start, { input: { provider: "one", redirectUri } })).toBe("BAD_USER_INPUT");
  });

  it.each(["", "One", "nobody", "__proto__"])("refuses the provider %p", async (provider) => {
    expect(await codeOf(anonymous, start, { input: { provider } })).toBe("BAD_USER_INPUT");
  });

  it("asks the provider of itself once in an hour", async () => {
    await begin(anonymous, "other");
    const before = world.other.asked.filter((path) => path.includes("well-known")).length;
    await Promise.all([begin(anonymous, "other"), begin(anonymous, "other")]);
    expect(world.other.asked.filter((path) => path.includes("well-known"))).toHaveLength(before);
  });
});

describe("signing in", () => {
  it("makes an account without a password for somebody new, and knows them again", async () => {
    const { login, email } = newcomer({ email: `Zoë.Q-${randomUUID().slice(0, 8)}+tag@Example.com`.replace("ë", "e") });
    const first = await signInAs(login);
    expect(first).toMatchObject({
      __typename: "SignedIn",
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      user: {
        email: email.toLowerCase(),
        username: email.toLowerCase().split("+")[0],
        hasSecondFactor: false,
        tenant: null,
      },
    });
    const [stored] = await peopleWith(email.toLowerCase());
    expect(stored).toMatchObject({ passwordHash: null, emailVerifiedAt: expect.any(Date) });
    const again = await signInAs(login);
    expect(again.user).toEqual(first.user);
    expect(await ask(accountCaller(first.user.id, world.clock.now()), identities)).toEqual({
      externalIdentities: [
        { id: expect.any(String), provider: "one", email: email.toLowerCase(), createdAt: expect.any(String) },
      ],
    });
  });

  it("knows somebody by the provider's id, whatever becomes of the address", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const taken = await signedIn();
    world.one.claims.set(login, { email: taken.email, email_verified: true });
    expect((await signInAs(login)).user).toEqual(user);
    world.one.claims.set(login, {});
    expect((await signInAs(login)).user).toEqual(user);
  });

  it("takes one id at two providers for two people", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    world.other.claims.set(login, { email: `other-${login}@example.com`, email_verified: true });
    const elsewhere = await finished((await comeBack(login, anonymous, world.other)).input);
    expect(elsewhere.user.id).not.toBe(user.id);
  });

  it.each([{ email_verified: false }, {}])(
    "makes no account for an address that nobody vouches for: %p",
    async (about) => {
      const login = `s-${randomUUID()}`;
      const email = `${login}@example.com`;
      world.one.claims.set(login, { email, ...about });
      const { input } = await comeBack(login);
      expect(await codeOf(anonymous, finish, { input })).toBe("FORBIDDEN EMAIL_NOT_VERIFIED");
      expect(await peopleWith(email)).toEqual([]);
    },
  );

  it("makes no account without an address", async () => {
    const login = `s-${randomUUID()}`;
    expect(await codeOf(anonymous, finish, { input: (await comeBack(login)).input })).toBe(
      "FORBIDDEN EMAIL_NOT_VERIFIED",
    );
  });

  it("never gives somebody an account because it has their address", async () => {
    const { id, email } = await signedIn();
    const { login } = newcomer({ email: email.toUpperCase() });
    const { input } = await comeBack(login);
    expect(await codeOf(anonymous, finish, { input })).toBe("CONFLICT ACCOUNT_EXISTS");
    expect(await ask(accountCaller(id, world.clock.now()), identities)).toEqual({ externalIdentities: [] });
  });

  it("lets nobody have who registered with the address and never proved it, nor be in the way", async () => {
    const { login, email } = newcomer();
    const squatter = await storeAccount(world.subgraph.db, { now: world.clock.now(), email, isVerified: false });
    const { user } = await signInAs(login);
    expect(user.id).not.toBe(squatter.id);
    expect(await peopleWith(email)).toMatchObject([{ id: user.id, passwordHash: null }]);
  });

  it("asks for the second factor of who has one", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const caller = accountCaller(user.id, world.clock.now());
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, "mutation { startTotp { secret } }");
    const code = new TOTP({ secret: startTotp.secret }).generate({ timestamp: world.clock.now() });
    await ask(caller, `mutation { confirmTotp(code: "${code}") { codes } }`);
    const before = await world.subgraph.db.select().from(sessions).where(eq(sessions.personId, user.id));
    expect(await signInAs(login)).toEqual({ __typename: "SecondFactorRequired", challenge: expect.any(String) });
    expect(await world.subgraph.db.select().from(sessions).where(eq(sessions.personId, user.id))).toHaveLength(
      before.length,
    );
  });

  it("makes one account of two first sign-ins at once", async () => {
    const { login, email } = newcomer();
    const inputs = [(await comeBack(login)).input, (await comeBack(login)).input, (await comeBack(login)).input];
    const results = await Promise.all(inputs.map(async (input) => finished(input)));
    expect(new Set(results.map(({ user }) => user.id)).size).toBe(1);
    expect(await peopleWith(email)).toHaveLength(1);
  });

  it("gives people of one name different usernames", async () => {
    const name = `n${randomUUID().slice(0, 8)}`;
    const users = [];
    for (const domain of ["a", "b", "c"])
      users.push((await signInAs(newcomer({ email: `${name}@${domain}.example.com` }).login)).user.username);
    expect(users[0]).toBe(name);
    expect(new Set(users).size).toBe(3);
  });

  it("fails when the provider was not told of the challenge", async () => {
    const { login } = newcomer();
    const url = new URL((await begin()).authorizationUrl);
    url.searchParams.delete("code_challenge");
    url.searchParams.delete("code_challenge_method");
    expect(await world.one.visit(url.href, { login })).toContain("error=invalid_request");
  });
});

describe("what came back", () => {
  it("is good once, also when it comes twice at once", async () => {
    const { input } = await comeBack(newcomer().login);
    const outcomes = await Promise.all([codeOf(anonymous, finish, { input }), codeOf(anonymous, finish, { input })]);
    expect(new Set(outcomes)).toEqual(new Set(["BAD_USER_INPUT", undefined]));
    expect(await codeOf(anonymous, finish, { input })).toBe("BAD_USER_INPUT");
  });

  it("is good for ten minutes", async () => {
    const { input, begun } = await comeBack(newcomer().login);
    expect(Date.parse(begun.expiresAt) - world.clock.now()).toBeLessThanOrEqual(10 * minute);
    world.goAhead(10 * minute);
    expect(await codeOf(anonymous, finish, { input })).toBe("BAD_USER_INPUT");
  });

  it("is good with its binding only, and a wrong one does not use it up", async () => {
    const attacker = await comeBack(newcomer().login);
    const victim = await begin();
    for (const binding of ["", "x", victim.binding, attacker.begun.state, "\u0000", "x".repeat(1_000_000)])
      expect(await codeOf(anonymous, finish, { input: { ...attacker.input, binding } })).toBe("BAD_USER_INPUT");
    expect(await codeOf(anonymous, finish, { input: attacker.input })).toBeUndefined();
  });

  it("is good with its own state only", async () => {
    const [mine, theirs] = [await comeBack(newcomer().login), await begin()];
    const callback = new URLSearchParams(mine.input.callback);
    for (const state of ["", "x", theirs.state]) {
      callback.set("state", state);
      const input = { ...mine.input, callback: callback.toString() };
      expect(await codeOf(anonymous, finish, { input })).toBe("BAD_USER_INPUT");
    }
    callback.delete("state");
    expect(await codeOf(anonymous, finish, { input: { ...mine.input, callback: callback.toString() } })).toBe(
      "BAD_USER_INPUT",
    );
  });

  it("is refused with the code of another sign-in", async () => {
    const [mine, theirs] = [await comeBack(newcomer().login), await comeBack(newcomer().login)];
    const callback = new URLSearchParams(mine.input.callback);
    callback.set("code", new URLSearchParams(theirs.input.callback).get("code") ?? "");
    const input = { ...mine.input, callback: callback.toString() };
    expect(await codeOf(anonymous, finish, { input })).toBe("UPSTREAM_REJECTED");
  });

  it.each([
    ["an `iss` of another provider", (callback: URLSearchParams) => callback.set("iss", world.other.issuer)],
    ["no `iss`", (callback: URLSearchParams) => callback.delete("iss")],
    ["two codes", (callback: URLSearchParams) => callback.append("code", "second")],
    ["no code", (callback: URLSearchParams) => callback.delete("code")],
    ["a code of nobody's", (callback: URLSearchParams) => callback.set("code", "made-up")],
  ])("is refused with %s", async (_what, change) => {
    const { input } = await comeBack(newcomer().login);
    const callback = new URLSearchParams(input.callback);
    change(callback);
    const asked = world.one.asked.length;
    expect(await codeOf(anonymous, finish, { input: { ...input, callback: callback.toString() } })).toBe(
      "UPSTREAM_REJECTED",
    );
    if (callback.get("iss") !== world.one.issuer) expect(world.one.asked).toHaveLength(asked);
  });

  it("is no answer of another provider, whose code the first one never sees", async () => {
    const { login } = newcomer({}, world.other);
    const [atOne, atOther] = [await begin(), await begin(anonymous, "other")];
    const callback = new URLSearchParams(await world.other.visit(atOther.authorizationUrl, { login }));
    callback.set("state", atOne.state);
    const asked = world.one.asked.length;
    const input = { callback: callback.toString(), binding: atOne.binding };
    expect(await codeOf(anonymous, finish, { input })).toBe("UPSTREAM_REJECTED");
    expect(world.one.asked).toHaveLength(asked);
  });

  it("is told as such when the person turned away", async () => {
    const begun = await begin();
    const callback = await world.one.visit(begun.authorizationUrl, "nobody");
    expect(callback).toContain("error=access_denied");
    const input = { callback, binding: begun.binding };
    expect(await codeOf(anonymous, finish, { input })).toBe("FORBIDDEN ACCESS_DENIED");
    expect(await codeOf(anonymous, finish, { input })).toBe("BAD_USER_INPUT");
  });

  it.each(["", "?", "state", "\u0000", "%", "a=b&".repeat(100_000)])(
    "is refused when it is nothing (%#)",
    async (callback) => {
      expect(await codeOf(anonymous, finish, { input: { callback, binding: (await begin()).binding } })).toBe(
        "BAD_USER_INPUT",
      );
    },
  );
});
