import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eq } from "drizzle-orm";
import { decodeJwt } from "jose";
import { TOTP } from "otpauth";
import type { Account, Caller } from "../../../kernel/identity/caller.ts";
import { sessionId, type UserId } from "../../../kernel/identity/ids.ts";
import { generateSigningKey } from "../../../kernel/identity/signing-key.ts";
import { startTestSubgraph, type TestSubgraph } from "../../../tests/support/subgraph.ts";
import { accountCaller, password, storeAccount } from "../fixtures/account.ts";
import { type OidcServer, oidcClient, startOidcServer } from "../fixtures/oidc-server.ts";
import { externalIdentities, externalSignIns, people, sessions } from "../store/tables.ts";
import { auth } from "../subgraph.ts";

const anonymous: Caller = { kind: "anonymous" };
const minute = 60_000;
const redirectUris = ["http://localhost:8000/external-sign-in", "https://app.example.com/back"];

/** How far the subgraph's clock is ahead. The provider's is the system's. */
let ahead = 0;
const clock = { now: () => Date.now() + ahead };

let one: OidcServer;
let other: OidcServer;
let subgraph: TestSubgraph;
beforeAll(async () => {
  [one, other] = [await startOidcServer(redirectUris), await startOidcServer(redirectUris)];
  const settings = { clientId: oidcClient.id, clientSecret: oidcClient.secret };
  subgraph = await startTestSubgraph(auth, {
    clock,
    env: {
      ACCESS_TOKEN_PRIVATE_KEY: generateSigningKey().privateKey,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
      OIDC_PROVIDERS: JSON.stringify([
        { name: "one", label: "One", issuer: one.issuer, ...settings },
        { name: "other", label: "Other", issuer: other.issuer, ...settings },
      ]),
      OIDC_REDIRECT_URIS: redirectUris.join(", "),
    },
  });
});
afterAll(async () => {
  await subgraph.stop();
  await Promise.all([one.stop(), other.stop()]);
});

async function ask<Data>(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<Data> {
  const { data, errors } = await subgraph.ask(caller, query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

async function codeOf(caller: Caller, query: string, variables?: Record<string, unknown>): Promise<string | undefined> {
  const { errors } = await subgraph.ask(caller, query, variables);
  const { code, reason } = errors?.[0]?.extensions ?? {};
  return reason === undefined ? (code as string | undefined) : `${String(code)} ${String(reason)}`;
}

const start = `mutation ($input: StartExternalSignInInput!) {
  startExternalSignIn(input: $input) { authorizationUrl state binding expiresAt }
}`;
const finish = `mutation ($input: FinishExternalSignInInput!) {
  finishExternalSignIn(input: $input) {
    __typename
    ... on SignedIn { accessToken refreshToken user { id username email hasSecondFactor tenant { id } } }
    ... on SecondFactorRequired { challenge }
  }
}`;
const identities = "{ externalIdentities { id provider email createdAt } }";
const remove = "mutation ($id: ID!) { removeExternalIdentity(id: $id) { user { id } } }";

interface Start {
  readonly authorizationUrl: string;
  readonly state: string;
  readonly binding: string;
  readonly expiresAt: string;
}
interface Finished {
  readonly __typename: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly challenge: string;
  readonly user: { id: UserId; username: string; email: string };
}

async function begin(caller: Caller = anonymous, provider = "one"): Promise<Start> {
  return (await ask<{ startExternalSignIn: Start }>(caller, start, { input: { provider } })).startExternalSignIn;
}

/** Somebody at a provider, with a verified address unless told otherwise. */
function newcomer(
  about: { email?: string; email_verified?: boolean } = {},
  at = one,
): { login: string; email: string } {
  const login = `s-${randomUUID()}`;
  const email = about.email ?? `e-${login}@example.com`;
  at.claims.set(login, { email, email_verified: about.email_verified ?? true });
  return { login, email };
}

/** All the way to what is given to `finishExternalSignIn`. */
async function comeBack(login: string, caller: Caller = anonymous, at = one) {
  const begun = await begin(caller, at === one ? "one" : "other");
  return { begun, input: { callback: await at.visit(begun.authorizationUrl, { login }), binding: begun.binding } };
}

async function finished(input: object, caller: Caller = anonymous): Promise<Finished> {
  return (await ask<{ finishExternalSignIn: Finished }>(caller, finish, { input })).finishExternalSignIn;
}

/** Signs in with an external account. */
async function signInAs(login: string): Promise<Finished> {
  return finished((await comeBack(login)).input);
}

/** Somebody with a password, signed in by it. */
async function signedIn(about: { email?: string } = {}): Promise<{ id: UserId; email: string; caller: Account }> {
  const person = await storeAccount(subgraph.db, { now: clock.now(), ...about });
  const query = `mutation ($login: String!) { signIn(input: { login: $login, password: "${password}" }) {
    ... on SignedIn { accessToken } } }`;
  const { signIn } = await ask<{ signIn: { accessToken: string } }>(anonymous, query, { login: person.email });
  const caller = accountCaller(person.id, clock.now());
  const id = sessionId.parse(decodeJwt(signIn.accessToken)["sid"]);
  return { ...person, caller: { ...caller, session: { ...caller.session, sessionId: id } } };
}

async function peopleWith(email: string) {
  return subgraph.db.select().from(people).where(eq(people.email, email));
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
    expect(url.origin).toBe(one.issuer);
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
    const stored = JSON.stringify(await subgraph.db.select().from(externalSignIns));
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
    const before = other.asked.filter((path) => path.includes("well-known")).length;
    await Promise.all([begin(anonymous, "other"), begin(anonymous, "other")]);
    expect(other.asked.filter((path) => path.includes("well-known"))).toHaveLength(before);
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
    expect(await ask(accountCaller(first.user.id, clock.now()), identities)).toEqual({
      externalIdentities: [
        { id: expect.any(String), provider: "one", email: email.toLowerCase(), createdAt: expect.any(String) },
      ],
    });
  });

  it("knows somebody by the provider's id, whatever becomes of the address", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const taken = await signedIn();
    one.claims.set(login, { email: taken.email, email_verified: true });
    expect((await signInAs(login)).user).toEqual(user);
    one.claims.set(login, {});
    expect((await signInAs(login)).user).toEqual(user);
  });

  it("takes one id at two providers for two people", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    other.claims.set(login, { email: `other-${login}@example.com`, email_verified: true });
    const elsewhere = await finished((await comeBack(login, anonymous, other)).input);
    expect(elsewhere.user.id).not.toBe(user.id);
  });

  it.each([{ email_verified: false }, {}])(
    "makes no account for an address that nobody vouches for: %p",
    async (about) => {
      const login = `s-${randomUUID()}`;
      const email = `${login}@example.com`;
      one.claims.set(login, { email, ...about });
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
    expect(await ask(accountCaller(id, clock.now()), identities)).toEqual({ externalIdentities: [] });
  });

  it("lets nobody have who registered with the address and never proved it, nor be in the way", async () => {
    const { login, email } = newcomer();
    const squatter = await storeAccount(subgraph.db, { now: clock.now(), email, isVerified: false });
    const { user } = await signInAs(login);
    expect(user.id).not.toBe(squatter.id);
    expect(await peopleWith(email)).toMatchObject([{ id: user.id, passwordHash: null }]);
  });

  it("asks for the second factor of who has one", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const caller = accountCaller(user.id, clock.now());
    const { startTotp } = await ask<{ startTotp: { secret: string } }>(caller, "mutation { startTotp { secret } }");
    const code = new TOTP({ secret: startTotp.secret }).generate({ timestamp: clock.now() });
    await ask(caller, `mutation { confirmTotp(code: "${code}") { codes } }`);
    const before = await subgraph.db.select().from(sessions).where(eq(sessions.personId, user.id));
    expect(await signInAs(login)).toEqual({ __typename: "SecondFactorRequired", challenge: expect.any(String) });
    expect(await subgraph.db.select().from(sessions).where(eq(sessions.personId, user.id))).toHaveLength(before.length);
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
    expect(await one.visit(url.href, { login })).toContain("error=invalid_request");
  });
});

describe("what came back", () => {
  it("is good once, also when it comes twice at once", async () => {
    const { input } = await comeBack(newcomer().login);
    const outcomes = await Promise.all([codeOf(anonymous, finish, { input }), codeOf(anonymous, finish, { input })]);
    expect(outcomes.toSorted()).toEqual(["BAD_USER_INPUT", undefined]);
    expect(await codeOf(anonymous, finish, { input })).toBe("BAD_USER_INPUT");
  });

  it("is good for ten minutes", async () => {
    const { input, begun } = await comeBack(newcomer().login);
    expect(Date.parse(begun.expiresAt) - clock.now()).toBeLessThanOrEqual(10 * minute);
    ahead += 10 * minute;
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
    ["an `iss` of another provider", (callback: URLSearchParams) => callback.set("iss", other.issuer)],
    ["no `iss`", (callback: URLSearchParams) => callback.delete("iss")],
    ["two codes", (callback: URLSearchParams) => callback.append("code", "second")],
    ["no code", (callback: URLSearchParams) => callback.delete("code")],
    ["a code of nobody's", (callback: URLSearchParams) => callback.set("code", "made-up")],
  ])("is refused with %s", async (_what, change) => {
    const { input } = await comeBack(newcomer().login);
    const callback = new URLSearchParams(input.callback);
    change(callback);
    const asked = one.asked.length;
    expect(await codeOf(anonymous, finish, { input: { ...input, callback: callback.toString() } })).toBe(
      "UPSTREAM_REJECTED",
    );
    if (callback.get("iss") !== one.issuer) expect(one.asked).toHaveLength(asked);
  });

  it("is no answer of another provider, whose code the first one never sees", async () => {
    const { login } = newcomer({}, other);
    const [atOne, atOther] = [await begin(), await begin(anonymous, "other")];
    const callback = new URLSearchParams(await other.visit(atOther.authorizationUrl, { login }));
    callback.set("state", atOne.state);
    const asked = one.asked.length;
    const input = { callback: callback.toString(), binding: atOne.binding };
    expect(await codeOf(anonymous, finish, { input })).toBe("UPSTREAM_REJECTED");
    expect(one.asked).toHaveLength(asked);
  });

  it("is told as such when the person turned away", async () => {
    const begun = await begin();
    const callback = await one.visit(begun.authorizationUrl, "nobody");
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

describe("adding an external account to one's own", () => {
  it("lets the person sign in with it, whatever address it has", async () => {
    const { id, caller } = await signedIn();
    const { login, email } = newcomer({ email_verified: false });
    const { input } = await comeBack(login, caller);
    const added = await finished(input, caller);
    expect(added).toMatchObject({ __typename: "SignedIn", refreshToken: null, user: { id } });
    expect(decodeJwt(added.accessToken)["sid"]).toBe(caller.session.sessionId);
    expect(await ask(caller, identities)).toMatchObject({ externalIdentities: [{ provider: "one", email }] });
    expect((await signInAs(login)).user.id).toBe(id);
  });

  it("can be done twice", async () => {
    const { caller } = await signedIn();
    const { login } = newcomer();
    const inputs = [(await comeBack(login, caller)).input, (await comeBack(login, caller)).input];
    await Promise.all(inputs.map(async (input) => finished(input, caller)));
    expect((await ask<{ externalIdentities: unknown[] }>(caller, identities)).externalIdentities).toHaveLength(1);
  });

  it("is refused when it is somebody else's", async () => {
    const { login } = newcomer();
    const { user } = await signInAs(login);
    const { caller } = await signedIn();
    const { input } = await comeBack(login, caller);
    expect(await codeOf(caller, finish, { input })).toBe("CONFLICT");
    expect((await signInAs(login)).user).toEqual(user);
  });

  it("is finished by nobody but who began", async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const { input } = await comeBack(newcomer().login, mine.caller);
    for (const caller of [anonymous, theirs.caller])
      expect(await codeOf(caller, finish, { input })).toBe("BAD_USER_INPUT");
    expect(await codeOf(mine.caller, finish, { input })).toBeUndefined();
    expect(await ask(theirs.caller, identities)).toEqual({ externalIdentities: [] });
  });

  it("needs a recent sign-in", async () => {
    const { id } = await signedIn();
    const stale = accountCaller(id, clock.now() - 16 * minute);
    expect(await codeOf(stale, start, { input: { provider: "one" } })).toBe("FORBIDDEN RECENT_SIGN_IN_NEEDED");
  });
});

describe("taking an external account away", () => {
  async function withIdentity(caller: Caller): Promise<string> {
    const { login } = newcomer();
    await finished((await comeBack(login, caller)).input, caller);
    return login;
  }
  async function idsOf(caller: Caller): Promise<string[]> {
    const { externalIdentities: found } = await ask<{ externalIdentities: { id: string }[] }>(caller, identities);
    return found.map(({ id }) => id);
  }

  it("ends signing in with it", async () => {
    const { id: personId, caller } = await signedIn();
    const login = await withIdentity(caller);
    const [id] = await idsOf(caller);
    expect(await ask(caller, remove, { id })).toEqual({ removeExternalIdentity: { user: { id: personId } } });
    expect(await idsOf(caller)).toEqual([]);
    expect((await signInAs(login)).user.id).not.toBe(personId);
    expect(await codeOf(caller, remove, { id })).toBe("NOT_FOUND");
  });

  it("is refused for the last way to sign in, also when two are taken away at once", async () => {
    const { user } = await signInAs(newcomer().login);
    const caller = accountCaller(user.id, clock.now());
    const [first] = await idsOf(caller);
    expect(await codeOf(caller, remove, { id: first })).toBe("CONFLICT");
    await subgraph.db.insert(externalIdentities).values({
      id: randomUUID(),
      personId: user.id,
      provider: "other",
      subject: randomUUID(),
      createdAt: new Date(clock.now()),
    });
    const outcomes = await Promise.all((await idsOf(caller)).map(async (id) => codeOf(caller, remove, { id })));
    expect(outcomes.toSorted()).toEqual(["CONFLICT", undefined]);
    expect(await idsOf(caller)).toHaveLength(1);
  });

  it("takes none of somebody else's, and needs a recent sign-in", async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    await withIdentity(mine.caller);
    const [id] = await idsOf(mine.caller);
    expect(await codeOf(theirs.caller, remove, { id })).toBe("NOT_FOUND");
    expect(await codeOf(theirs.caller, remove, { id: "no id" })).toBe("NOT_FOUND");
    expect(await codeOf(accountCaller(mine.id, clock.now() - 16 * minute), remove, { id })).toBe(
      "FORBIDDEN RECENT_SIGN_IN_NEEDED",
    );
    expect(await idsOf(mine.caller)).toEqual([id]);
  });
});
