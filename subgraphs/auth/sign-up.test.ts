import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { Caller } from "../../kernel/identity/caller.ts";
import { tenantId, userId } from "../../kernel/identity/ids.ts";
import { generateSigningKey } from "../../kernel/identity/signing-key.ts";
import { newPerson, startTestSubgraph, type TestSubgraph } from "../../tests/support/subgraph.ts";
import { auth } from "./subgraph.ts";

const now = Date.UTC(2026, 4, 1, 12);
const anonymous: Caller = { kind: "anonymous" };
const router: Caller = { kind: "service", name: "router" };
const password = "correct horse battery";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(auth, {
    clock: { now: () => now },
    env: { ACCESS_TOKEN_PRIVATE_KEY: generateSigningKey().privateKey, ACCESS_TOKEN_MINUTES: "5" },
  });
});
afterAll(async () => subgraph.stop());

const session = "{ accessToken expiresAt user { id username email role createdAt tenant { id name } } }";

interface Session {
  accessToken: string;
  expiresAt: string;
  user: { id: string; username: string; email: string; tenant: { id: string; name: string } };
}

function newInput(about: Record<string, unknown> = {}) {
  const username = `u${randomUUID().slice(0, 12)}`;
  return { email: `${username}@example.com`, username, password, tenantName: "Acme", ...about };
}

async function signUp(about: Record<string, unknown> = {}) {
  const input = newInput(about);
  const query = `mutation ($input: SignUpInput!) { signUp(input: $input) ${session} }`;
  const { data, errors } = await subgraph.ask(anonymous, query, { input });
  return { input, session: data?.["signUp"] as Session | undefined, errors };
}

async function signedUp(about: Record<string, unknown> = {}) {
  const { input, session: begun, errors } = await signUp(about);
  if (begun === undefined) throw new Error(JSON.stringify(errors));
  const person: Caller = {
    kind: "person",
    userId: userId.parse(begun.user.id),
    tenantId: tenantId.parse(begun.user.tenant.id),
    role: "owner",
  };
  return { input, session: begun, person };
}

async function signIn(login: string, given = password) {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) ${session} }`;
  const { data, errors } = await subgraph.ask(anonymous, query, { input: { login, password: given } });
  return { session: data?.["signIn"] as Session | undefined, errors };
}

describe("signUp", () => {
  it("creates a person who owns a new tenant, and signs them in", async () => {
    const { input, session: begun } = await signedUp({ tenantName: "  Bäckerei 🥐 " });
    expect(begun).toEqual({
      accessToken: expect.any(String),
      expiresAt: new Date(now + 300_000).toISOString(),
      user: {
        id: expect.any(String),
        username: input.username,
        email: input.email,
        role: "OWNER",
        createdAt: new Date(now).toISOString(),
        tenant: { id: expect.any(String), name: "Bäckerei 🥐" },
      },
    });
    expect(decodeProtectedHeader(begun.accessToken)).toMatchObject({ alg: "EdDSA", typ: "at+jwt" });
    expect(decodeJwt(begun.accessToken)).toEqual({
      iss: "airgraph",
      aud: "airgraph",
      sub: begun.user.id,
      tenant: begun.user.tenant.id,
      role: "owner",
      iat: now / 1000,
      exp: now / 1000 + 300,
    });
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
    ["password", "of 11 characters", "a".repeat(11)],
    ["password", "of 201 characters", "a".repeat(201)],
    ["tenantName", "of blanks", " \t "],
    ["tenantName", "of 101 characters", "a".repeat(101)],
    ["tenantName", "with a NUL", "a\u0000b"],
  ])("refuses a %s %s", async (field, _what, value) => {
    const { session: begun, errors } = await signUp({ [field]: value });
    expect(begun).toBeUndefined();
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

  it("takes an email address once, whatever its case", async () => {
    const { input } = await signedUp();
    expect((await signUp({ email: input.email.toUpperCase() })).errors).toMatchObject([
      { extensions: { code: "CONFLICT" } },
    ]);
  });

  it("lets exactly one of many concurrent sign-ups have a username", async () => {
    const username = `u${randomUUID().slice(0, 12)}`;
    const outcomes = await Promise.all(Array.from({ length: 8 }, async () => signUp({ username })));
    expect(outcomes.filter(({ session: begun }) => begun !== undefined)).toHaveLength(1);
    const codes = outcomes.flatMap(({ errors }) => errors?.map(({ extensions }) => extensions?.["code"]) ?? []);
    expect(codes).toEqual(Array.from({ length: 7 }, () => "CONFLICT"));
  });

  it("leaves nothing behind when the name is taken", async () => {
    const { input } = await signedUp();
    const email = `${randomUUID()}@example.com`;
    await signUp({ username: input.username, email });
    expect((await signUp({ email })).errors).toBeUndefined();
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
    for (const stranger of [anonymous, router]) {
      const { data } = await subgraph.ask(stranger, query, { representations });
      expect(data).toEqual({ _entities: [null, null, null, null, null] });
    }
  });

  it("shows an email address to its owner only", async () => {
    const { person, session: begun } = await signedUp();
    const colleague = newPerson({ tenantId: tenantId.parse(begun.user.tenant.id) });
    const query = `{ _entities(representations: [{ __typename: "User", id: "${begun.user.id}" }]) { ... on User { username email } } }`;
    const { username, email } = begun.user;
    expect((await subgraph.ask(person, query)).data).toEqual({ _entities: [{ username, email }] });
    expect((await subgraph.ask(colleague, query)).data).toEqual({ _entities: [{ username, email: null }] });
  });
});
