import { describe, expect, it } from "@jest/globals";
import { SignJWT } from "jose";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { ExecutionResult } from "../../kernel/executor/executor.ts";
import type { CallerRequest } from "../../kernel/executor/signing-executor.ts";
import { generateSigningKey, privateKey } from "../../kernel/identity/signing-key.ts";
import { newPerson } from "../../tests/support/subgraph.ts";
import { createAuthenticate } from "./authenticate.ts";

const start = Date.UTC(2026, 4, 1, 12);
const person = newPerson({ role: "admin" });
const delegated = newPerson();

function open() {
  const time = { now: start };
  const asked: CallerRequest[] = [];
  const pairs = new Map([["k1", generateSigningKey()]]);
  const published = (): ExecutionResult => ({
    data: { accessTokenKeys: Array.from(pairs, ([keyId, { publicKey }]) => ({ keyId, publicKey })) },
  });
  const auth = { answer: async () => published() };
  const authenticate = createAuthenticate({
    auth: async (request) => {
      asked.push(request);
      return auth.answer();
    },
    verifyDelegated: async () => delegated,
    clock: { now: () => time.now },
  });
  async function token(kid: string, about: { typ?: string; audience?: string; issuer?: string; claims?: object } = {}) {
    const pair = pairs.get(kid) ?? generateSigningKey();
    return new SignJWT({ tenant: person.tenantId, role: person.role, ...about.claims })
      .setProtectedHeader({ alg: "EdDSA", typ: about.typ ?? "at+jwt", kid })
      .setIssuer(about.issuer ?? "airgraph")
      .setAudience(about.audience ?? "airgraph")
      .setSubject(person.userId)
      .setExpirationTime(start / 1000 + 3600)
      .sign(privateKey.parse(pair.privateKey));
  }
  return { time, asked, pairs, auth, authenticate, token };
}

const refused = { code: "UNAUTHENTICATED" };

describe("authenticate", () => {
  it.each([undefined, ""])("takes a caller without a header for anonymous: %j", async (header) => {
    expect(await open().authenticate(header)).toEqual({ caller: { kind: "anonymous" } });
  });

  it("knows the person that an access token was issued to, and until when", async () => {
    const { authenticate, token } = open();
    for (const scheme of ["Bearer ", "bearer  "]) {
      expect(await authenticate(scheme + (await token("k1")))).toEqual({
        caller: { kind: "person", userId: person.userId, tenantId: person.tenantId, role: "admin" },
        expiresAt: new Date(start + 3_600_000),
      });
    }
  });

  it("takes a delegated identity for the caller that it carries", async () => {
    const { authenticate, token, asked } = open();
    expect(await authenticate(`Bearer ${await token("k1", { typ: "airgraph-identity+jwt" })}`)).toEqual({
      caller: delegated,
    });
    expect(asked).toEqual([]);
  });

  it.each(["Bearer", "Bearer ", "Bearer a b", "Basic YTpi", "Bearer nonsense", "Bearer a.b.c", "null"])(
    "refuses the header %j instead of taking it for none",
    async (header) => {
      await expect(open().authenticate(header)).rejects.toMatchObject(refused);
    },
  );

  it.each([
    ["of another audience", { audience: "elsewhere" }],
    ["of another issuer", { issuer: "elsewhere" }],
    ["of another type", { typ: "JWT" }],
    ["with a role that there is not", { claims: { role: "god" } }],
    ["without a tenant", { claims: { tenant: undefined } }],
  ])("refuses a token %s", async (_what, about) => {
    const { authenticate, token } = open();
    await expect(authenticate(`Bearer ${await token("k1", about)}`)).rejects.toMatchObject(refused);
  });

  it("refuses a token that has expired, also one that held before", async () => {
    const { authenticate, token, time } = open();
    const header = `Bearer ${await token("k1")}`;
    await authenticate(header);
    time.now = start + 3_600_000;
    await expect(authenticate(header)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining("expired"),
    });
  });
});

describe("the keys of access tokens", () => {
  it("are asked for once, as the router, however many requests come at once", async () => {
    const { authenticate, token, asked } = open();
    const header = `Bearer ${await token("k1")}`;
    await Promise.all(Array.from({ length: 20 }, async () => authenticate(header)));
    await authenticate(header);
    expect(asked).toMatchObject([{ caller: { kind: "service", name: "router" } }]);
  });

  it("are asked for again when a token names an unknown one, but at most every five seconds", async () => {
    const { authenticate, token, asked, time, pairs } = open();
    await authenticate(`Bearer ${await token("k1")}`);
    pairs.set("k2", generateSigningKey());
    const rotated = `Bearer ${await token("k2")}`;
    time.now += 4_999;
    for (let times = 0; times < 10; times++) await expect(authenticate(rotated)).rejects.toMatchObject(refused);
    expect(asked).toHaveLength(1);
    time.now += 1;
    expect((await authenticate(rotated)).caller).toMatchObject({ userId: person.userId });
    await expect(authenticate(`Bearer ${await token("k3")}`)).rejects.toMatchObject(refused);
    expect(asked).toHaveLength(2);
  });

  it("that are withdrawn are good no more once others were asked for", async () => {
    const { authenticate, token, time, pairs } = open();
    const old = `Bearer ${await token("k1")}`;
    await authenticate(old);
    pairs.delete("k1");
    pairs.set("k2", generateSigningKey());
    time.now += 5_000;
    await authenticate(`Bearer ${await token("k2")}`);
    await expect(authenticate(old)).rejects.toMatchObject(refused);
  });

  it.each([
    [
      "is down",
      async () => Promise.reject(new AirgraphError("UPSTREAM_UNAVAILABLE", "The auth service is unavailable.")),
    ],
    ["answers with an error", async () => ({ data: null, errors: [{ message: "Something failed on our side." }] })],
    ["answers with something else", async () => ({ data: { accessTokenKeys: [{}] } })],
  ])("can't be had while the auth subgraph %s: nobody is told that their token is bad", async (_what, answer) => {
    const { authenticate, token, auth } = open();
    const header = `Bearer ${await token("k1")}`;
    const works = auth.answer;
    auth.answer = answer;
    await expect(authenticate(header)).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    auth.answer = works;
    expect((await authenticate(header)).caller).toMatchObject({ userId: person.userId });
  });

  it("that are known already do without the auth subgraph", async () => {
    const { authenticate, token, auth, time } = open();
    const header = `Bearer ${await token("k1")}`;
    await authenticate(header);
    auth.answer = async () => Promise.reject(new AirgraphError("UPSTREAM_UNAVAILABLE", "Down."));
    time.now += 60_000;
    expect((await authenticate(header)).caller).toMatchObject({ userId: person.userId });
  });
});
