import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { Caller } from "../../../kernel/identity/caller.ts";
import { tenantId, userId } from "../../../kernel/identity/ids.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";
import { findMailedToken } from "../../../scripts/development/find-mail.ts";
import { newAccount, newPerson, startTestSubgraph, type TestSubgraph } from "../../../tests/support/subgraph.ts";
import { auth } from "../subgraph.ts";

const now = Date.UTC(2026, 4, 1, 12);
const anonymous: Caller = { kind: "anonymous" };
const router: Caller = { kind: "service", name: "router" };
const password = "correct horse battery";

const time = { now };
let mailFolder: string;
let subgraph: TestSubgraph;
beforeAll(async () => {
  mailFolder = await mkdtemp(join(tmpdir(), "airgraph-mail-"));
  subgraph = await startTestSubgraph(auth, {
    clock: { now: () => time.now },
    env: {
      ACCESS_TOKEN_MINUTES: "5",
      SESSION_DAYS: "7",
      MAIL_FOLDER: mailFolder,
      APP_URL: "https://app.example.com",
    },
  });
});
afterAll(async () => {
  await subgraph.stop();
  await rm(mailFolder, { recursive: true });
});

const session = `{
  ... on SignedIn {
    accessToken expiresAt refreshToken refreshTokenExpiresAt
    user { id username email role { id } createdAt tenant { id name } }
  }
}`;

interface Session {
  accessToken: string;
  expiresAt: string;
  refreshToken: string;
  user: { id: string; username: string; email: string; tenant: { id: string; name: string } | null };
}

function newInput(about: Record<string, unknown> = {}) {
  const username = `u${randomUUID().slice(0, 12)}`;
  return { email: `${username}@example.com`, username, password, tenantName: "Acme", ...about };
}

async function signUp(about: Record<string, unknown> = {}) {
  const input = newInput(about);
  const query = "mutation ($input: SignUpInput!) { signUp(input: $input) { email } }";
  const { data, errors } = await subgraph.ask(anonymous, query, { input });
  return { input, payload: data?.["signUp"], errors };
}

async function verifyEmail(token: string) {
  const query = `mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) ${session} }`;
  const { data, errors } = await subgraph.ask(anonymous, query, { input: { token } });
  return { session: data?.["verifyEmail"] as Session | undefined, errors };
}

const mailedToken = async (to: string) => findMailedToken(mailFolder, { to: to.toLowerCase(), page: "verify-email" });

async function mailsTo(address: string): Promise<string[]> {
  const names = await readdir(mailFolder);
  const mails = await Promise.all(names.map(async (name) => readFile(join(mailFolder, name), "utf8")));
  return mails.filter((mail) => mail.includes(`To: ${address}\n`));
}

async function signedUp(about: Record<string, unknown> = {}) {
  const { input, errors } = await signUp(about);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { session: begun } = await verifyEmail(await mailedToken(input.email));
  if (begun === undefined) throw new Error("the token from the mail did not do");
  const person = {
    kind: "person",
    userId: userId.parse(begun.user.id),
    tenantId: tenantId.parse(begun.user.tenant?.id ?? randomUUID()),
    roleId: "owner",
    scopes: builtInRoles.owner,
  } as const satisfies Caller;
  return { input, session: begun, person };
}

async function signIn(login: string, given = password, about: Record<string, unknown> = {}) {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) ${session} }`;
  const input = { login, password: given, ...about };
  const { data, errors } = await subgraph.ask(anonymous, query, { input });
  return { session: data?.["signIn"] as Session | undefined, errors };
}

async function standings(of: readonly object[]) {
  const query = "query ($of: [StandingKey!]!) { standings(of: $of) { caller expiresAt } }";
  return subgraph.ask(router, query, { of });
}

describe("signUp", () => {
  it("leads by mail to a person who owns a new tenant and is signed in", async () => {
    const { input, payload } = await signUp({ tenantName: "  Bäckerei 🥐 " });
    expect(payload).toEqual({ email: input.email });
    const mailed = await mailedToken(input.email);
    expect(await mailsTo(input.email)).toEqual([
      expect.stringContaining(`\nhttps://app.example.com/verify-email?token=${mailed}\n`),
    ]);
    expect(mailed).toMatch(/^[\w-]{43}$/);
    const { session: begun } = await verifyEmail(mailed);
    expect(begun).toEqual({
      accessToken: expect.any(String),
      expiresAt: new Date(now + 300_000).toISOString(),
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      refreshTokenExpiresAt: new Date(now + 7 * 86_400_000).toISOString(),
      user: {
        id: expect.any(String),
        username: input.username,
        email: input.email,
        role: { id: "owner" },
        createdAt: new Date(now).toISOString(),
        tenant: { id: expect.any(String), name: "Bäckerei 🥐" },
      },
    });
    const token = begun?.accessToken ?? "";
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: "EdDSA", typ: "at+jwt", kid: expect.any(String) });
    expect(decodeJwt(token)).toEqual({
      iss: "airgraph",
      aud: "airgraph",
      auth_time: now / 1000,
      sub: begun?.user.id,
      sid: expect.any(String),
      tenant: begun?.user.tenant?.id,
      iat: now / 1000,
      exp: now / 1000 + 300,
    });
  });

  it.each([undefined, null])("makes no tenant when none is named: %j", async (tenantName) => {
    const { session: begun } = await signedUp({ tenantName });
    expect(begun.user.tenant).toBeNull();
    expect(decodeJwt(begun.accessToken)).not.toHaveProperty("tenant");
  });

  it.each([
    ["email", "empty", ""],
    ["email", "without a domain", "a@"],
    ["email", "with a blank", "a b@example.com"],
    ["email", "with a line feed behind it", "a@example.com\n"],
    ["email", "too long", `${"a".repeat(250)}@example.com`],
    ["username", "empty", ""],
    ["username", "of two letters", "ab"],
    ["username", "of 41 letters", "a".repeat(41)],
    ["username", "that is an email address", "a@example.com"],
    ["username", "that begins with a dot", ".abc"],
    ["username", "with a blank", "a bc"],
    ["username", "with a line feed behind it", "abc\n"],
    ["username", "with letters that only look like ASCII", "раypal"],
    ["username", "with a letter that becomes ASCII in lower case", "\u212Aelvin"],
    ["username", "in full-width letters", "ａｂｃ"],
    ["username", "with one Cyrillic letter", "p\u0430ypal"],
    ["username", "with a mark that turns the direction", "abc\u202Edef"],
    ["username", "with a space of no width", "abc\u200Bdef"],
    ["username", "with a combining accent", "e\u0301ric"],
    ["username", "with a NUL", "abc\u0000"],
    ["password", "of 11 characters", "a".repeat(11)],
    ["password", "of 201 characters", "a".repeat(201)],
    ["password", "of 1 MB", "a1".repeat(500_000)],
    ["password", "with a NUL", "correct\u0000horse battery"],
    ["password", "with half a character", "correct \uD800 horse battery"],
    ["password", "that is common", "password1234"],
    ["password", "that repeats itself", "abababababab"],
    ["tenantName", "of blanks", " \t "],
    ["tenantName", "of 101 characters", "a".repeat(101)],
    ["tenantName", "with a NUL", "a\u0000b"],
  ])("refuses a %s %s", async (field, _what, value) => {
    const { input, payload, errors } = await signUp({ [field]: value });
    expect(payload).toBeUndefined();
    expect(await mailsTo(input.email)).toEqual([]);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", field } }]);
    if (field === "password") expect(JSON.stringify(errors)).not.toContain(value);
  });

  it("takes a username once, whatever its case, and shows it as it was chosen", async () => {
    const { input, session: begun } = await signedUp({ username: `Zoe.${randomUUID().slice(0, 8)}` });
    expect(begun.user.username).toBe(input.username);
    for (const username of [input.username, input.username.toLowerCase(), input.username.toUpperCase()]) {
      expect((await signUp({ username })).errors).toMatchObject([{ extensions: { code: "CONFLICT" } }]);
    }
  });

  it("answers the same whether an address has an account or not, and leaves the account alone", async () => {
    const { input } = await signedUp();
    const again = await signUp({ email: input.email.toUpperCase(), password: "another horse battery" });
    expect([again.payload, again.errors]).toEqual([{ email: input.email }, undefined]);
    expect((await signIn(input.email)).session).toBeDefined();
    expect((await signIn(input.email, "another horse battery")).session).toBeUndefined();
  });

  it("leaves nothing behind when the name is taken", async () => {
    const { input } = await signedUp();
    const email = `${randomUUID()}@example.com`;
    await signUp({ username: input.username, email });
    expect(await mailsTo(email)).toEqual([]);
    expect((await signedUp({ email })).session.user.email).toBe(email);
  });
});

describe("verifyEmail", () => {
  const used = [{ extensions: { code: "BAD_USER_INPUT", field: "token" } }];

  it("takes the token of a mail once, also when it comes ten times at once", async () => {
    const { input } = await signUp();
    const token = await mailedToken(input.email);
    const outcomes = await Promise.all(Array.from({ length: 10 }, async () => verifyEmail(token)));
    expect(outcomes.filter(({ session: begun }) => begun !== undefined)).toHaveLength(1);
    expect((await verifyEmail(token)).errors).toMatchObject(used);
  });

  it.each(["", "nonsense", "\u0000", "a".repeat(1_000_000)])("refuses what no mail has told (%#)", async (token) => {
    expect((await verifyEmail(token)).errors).toMatchObject(used);
  });

  it("takes a token for two days", async () => {
    const { input } = await signUp();
    const token = await mailedToken(input.email);
    time.now = now + 48 * 3_600_000;
    const { errors } = await verifyEmail(token);
    time.now = now;
    expect(errors).toMatchObject(used);
    expect((await verifyEmail(token)).session).toBeDefined();
  });

  it("comes before the first sign-in", async () => {
    const { input } = await signUp();
    const before = await signIn(input.username);
    expect(before.errors).toEqual((await signIn("nobody")).errors);
    await verifyEmail(await mailedToken(input.email));
    expect((await signIn(input.username)).session?.user.email).toBe(input.email);
  });
});

describe("signIn", () => {
  it("takes the username or the email address, in any case, with blanks around", async () => {
    const { input, session: begun } = await signedUp();
    for (const login of [input.username, input.username.toUpperCase(), input.email, ` ${input.email.toUpperCase()} `]) {
      expect((await signIn(login)).session?.user).toEqual(begun.user);
    }
  });

  it("gives one answer to a wrong password, an unknown account and what can be neither", async () => {
    const { input } = await signedUp();
    const wrong = await signIn(input.username, "wrong horse battery");
    expect(wrong.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
    for (const [login, given] of [
      ["nobody", password],
      ["nobody@example.com", password],
      ["", ""],
      ["\u0000", password],
      [input.username, ""],
      [input.username, password.toUpperCase()],
      [input.username, "a".repeat(100_000)],
      [`${input.username}' or '1'='1`, password],
    ] as const) {
      expect(await signIn(login, given)).toEqual(wrong);
    }
  });

  it("takes every character of a password", async () => {
    const long = `${"pä🥐".repeat(30)}-end`;
    const { input } = await signedUp({ password: long });
    expect((await signIn(input.username, long)).errors).toBeUndefined();
    expect((await signIn(input.username, `${long.slice(0, -1)}x`)).session).toBeUndefined();
  });
});

describe("signing in to a tenant", () => {
  it("leads to the tenant that was asked for", async () => {
    const { input, person } = await signedUp();
    const { session: begun } = await signIn(input.username, password, { tenantId: person.tenantId });
    expect(begun?.user.tenant?.id).toBe(person.tenantId);
  });

  it("is refused for somebody else's", async () => {
    const [one, other] = [await signedUp(), await signedUp()];
    const { errors } = await signIn(one.input.username, password, { tenantId: other.person.tenantId });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });

  it.each(["", "nonsense", "*"])("is refused for what is no tenant's id: %j", async (tenant) => {
    const { input } = await signedUp();
    expect((await signIn(input.username, password, { tenantId: tenant })).errors).toMatchObject([
      { extensions: { code: expect.stringMatching(/FORBIDDEN|BAD_USER_INPUT/) } },
    ]);
  });
});

describe("standings", () => {
  const keyOf = (token: string, tenant?: string) => {
    const { sid } = decodeJwt(token);
    return { session: { id: sid, tenantId: tenant } };
  };

  it("tell what somebody may do now, in the order asked for, and null for what is not so", async () => {
    const [one, other] = [await signedUp(), await signedUp()];
    const { data, errors } = await standings([
      keyOf(one.session.accessToken, one.person.tenantId),
      keyOf(one.session.accessToken),
      keyOf(one.session.accessToken, other.person.tenantId),
      { session: { id: randomUUID() } },
      { member: { userId: one.person.userId, tenantId: one.person.tenantId } },
      { member: { userId: one.person.userId, tenantId: other.person.tenantId } },
      { apiKeyHash: "A".repeat(43) },
      { apiKey: { id: randomUUID(), tenantId: one.person.tenantId } },
      {},
    ]);
    expect(errors).toBeUndefined();
    const proof = {
      sessionId: decodeJwt(one.session.accessToken)["sid"],
      confirmedAt: now / 1000,
      secondFactor: false,
    };
    const expiresAt = new Date(now + 7 * 86_400_000).toISOString();
    const member = { ...one.person, email: one.input.email };
    expect(data).toEqual({
      standings: [
        { caller: { ...member, session: proof }, expiresAt },
        { caller: { kind: "account", userId: one.person.userId, session: proof }, expiresAt },
        null,
        null,
        { caller: member, expiresAt: null },
        null,
        null,
        null,
        null,
      ],
    });
  });

  it("know nothing of a session that was not used for too long", async () => {
    const { session: begun } = await signedUp();
    time.now = now + 7 * 86_400_000;
    const { data } = await standings([keyOf(begun.accessToken)]);
    time.now = now;
    expect(data).toEqual({ standings: [null] });
  });

  it.each([
    ["a session without an id", [{ session: { id: "x" } }]],
    ["a hash that is none", [{ apiKeyHash: "x" }]],
    ["501 of them", Array.from({ length: 501 }, () => ({}))],
  ])("refuse %s", async (_what, of) => {
    expect((await standings(of)).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  it("are told to nobody but the router", async () => {
    const { person } = await signedUp();
    const query = `{ standings(of: [{ member: { userId: "${person.userId}", tenantId: "${person.tenantId}" } }]) { caller } }`;
    for (const caller of [anonymous, person, newAccount()]) {
      const { data, errors } = await subgraph.ask(caller, query);
      expect([data, errors?.[0]?.extensions?.["code"]]).toEqual([null, "FORBIDDEN"]);
    }
  });
});

describe("who asks", () => {
  it("is `me`, or nobody", async () => {
    const { person, session: begun } = await signedUp();
    expect((await subgraph.ask(person, "{ me { id email } }")).data).toEqual({
      me: { id: begun.user.id, email: begun.user.email },
    });
    expect(await subgraph.ask(anonymous, "{ me { id } }")).toEqual({ data: { me: null } });
    expect(await subgraph.ask(newPerson(), "{ me { id } }")).toEqual({ data: { me: null } });
  });

  it("has to be a service to see the keys of access tokens", async () => {
    const query = "{ accessTokenKeys { keyId publicKey } }";
    const { session: begun, person } = await signedUp();
    const { data } = await subgraph.ask(router, query);
    expect(data).toEqual({
      accessTokenKeys: [{ keyId: decodeProtectedHeader(begun.accessToken).kid, publicKey: expect.any(String) }],
    });
    for (const caller of [anonymous, person]) {
      expect((await subgraph.ask(caller, query)).errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
    }
  });
});

describe("_entities", () => {
  it("resolves people of the caller's own tenant in order, and nobody else", async () => {
    const [one, other] = [await signedUp(), await signedUp()];
    const ids = [other.session.user.id, one.session.user.id, randomUUID(), "no-uuid", one.session.user.id];
    const query =
      "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on User { id } } }";
    const representations = ids.map((id) => ({ __typename: "User", id }));
    const own = { id: one.session.user.id };
    expect(await subgraph.ask(one.person, query, { representations })).toEqual({
      data: { _entities: [null, own, null, null, own] },
    });
    for (const stranger of [anonymous, router, newAccount(), newPerson({ role: "owner" })]) {
      const { data } = await subgraph.ask(stranger, query, { representations });
      expect(data).toEqual({ _entities: [null, null, null, null, null] });
    }
  });

  it("shows an email address to its owner, and to those who manage members", async () => {
    const { person, session: begun } = await signedUp();
    const colleague = newPerson({ tenantId: person.tenantId });
    const query = `{ _entities(representations: [{ __typename: "User", id: "${begun.user.id}" }]) { ... on User { username email } } }`;
    const { username, email } = begun.user;
    expect((await subgraph.ask(person, query)).data).toEqual({ _entities: [{ username, email }] });
    expect((await subgraph.ask(colleague, query)).data).toEqual({ _entities: [{ username, email: null }] });
    const admin = newPerson({ tenantId: person.tenantId, role: "admin" });
    expect((await subgraph.ask(admin, query)).data).toEqual({ _entities: [{ username, email }] });
  });
});
