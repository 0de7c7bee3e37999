import { createHash, createHmac, randomUUID } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { SignJWT } from "jose";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { generateApiKey } from "../../kernel/identity/api-key.ts";
import type { Delegation } from "../../kernel/identity/caller.ts";
import { runId, sagaId } from "../../kernel/identity/ids.ts";
import { generateSigningKey, privateKey, publicKey } from "../../kernel/identity/signing-key.ts";
import { newAccount, newMachine, newPerson } from "../../tests/support/subgraph.ts";
import { createAuthenticate } from "./authenticate.ts";
import type { Standing, StandingKey } from "./standings.ts";

const start = Date.UTC(2026, 4, 1, 12);
const startSeconds = start / 1000;
const account = newAccount();
const { session } = account;
const person = { ...newPerson({ role: "admin" }), userId: account.userId, session };
const machine = newMachine(["data:read"]);
const run = runId.parse(randomUUID());

interface About {
  readonly alg?: string;
  readonly typ?: string;
  readonly audience?: string;
  readonly issuer?: string;
  /** Seconds from now. */
  readonly expires?: number;
  readonly claims?: Record<string, unknown>;
}

function open(
  standingOf: (key: StandingKey) => Standing | Promise<Standing> = everybody,
  acting: Pick<Delegation, "runId" | "sagaId"> = { runId: run },
) {
  const time = { now: start };
  const pairs = new Map([["k1", generateSigningKey()]]);
  const asked: StandingKey[] = [];
  const delegated: Delegation = { onBehalfOf: { ...person, kind: "person" }, ...acting };
  const authenticate = createAuthenticate({
    keys: {
      find: async (keyId) => {
        const pair = pairs.get(keyId);
        return pair && publicKey.parse(pair.publicKey);
      },
      has: (keyId) => pairs.has(keyId),
      list: async () => new Map(),
    },
    standings: {
      find: async (key) => {
        asked.push(key);
        return standingOf(key);
      },
    },
    verifyDelegated: async () => delegated,
    clock: { now: () => time.now },
  });
  /** An access token as the auth subgraph issues it, or one that it would not. */
  async function token(kid: string, about: About = {}) {
    const pair = pairs.get(kid) ?? generateSigningKey();
    const claims = {
      iss: about.issuer ?? "airgraph",
      aud: about.audience ?? "airgraph",
      sub: person.userId,
      sid: session.sessionId,
      tenant: person.tenantId,
      iat: startSeconds,
      exp: startSeconds + (about.expires ?? 600),
      ...about.claims,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: about.alg ?? "EdDSA", typ: about.typ ?? "at+jwt", kid })
      .sign(privateKey.parse(pair.privateKey));
  }
  return { time, pairs, asked, authenticate, token };
}

/** Everybody is still what they were. */
function everybody(key: StandingKey): Standing {
  if ("session" in key) {
    return { caller: key.session.tenantId === undefined ? account : person, expiresAt: new Date(start + 86_400_000) };
  }
  const { session: _none, ...member } = person;
  return "member" in key ? { caller: member, expiresAt: undefined } : { caller: machine, expiresAt: undefined };
}

const nobody = () => undefined;
const refused = { code: "UNAUTHENTICATED" };

describe("authenticate", () => {
  it.each([undefined, ""])("takes a caller without a header for anonymous: %j", async (header) => {
    expect(await open().authenticate(header)).toEqual({ caller: { kind: "anonymous" } });
  });

  it.each([
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer Bearer a.b.c",
    "Bearer a.b.c, Bearer a.b.c",
    "Basic YTpi",
    "Bearer nonsense",
    "Bearer a.b.c",
    "Bearer agk_nonsense",
    "Bearer ~",
    "Bearer é.é.é",
    "null",
  ])("refuses the header %j instead of taking it for none", async (header) => {
    const { authenticate, asked } = open();
    await expect(authenticate(header)).rejects.toMatchObject(refused);
    expect(asked).toEqual([]);
  });
});

describe("an access token", () => {
  it("is taken for what its session may do now in the tenant that it names", async () => {
    const { authenticate, token, asked } = open();
    for (const scheme of ["Bearer ", "bearer  "]) {
      expect(await authenticate(scheme + (await token("k1")))).toMatchObject({
        caller: person,
        // When it is refused, a minute after it says: clocks may differ.
        expiresAt: new Date(start + 660_000),
      });
    }
    const key = { session: { id: session.sessionId, tenantId: person.tenantId } };
    expect(asked).toEqual([key, key]);
  });

  it("that names no tenant is an account's", async () => {
    const { authenticate, token } = open();
    const bearer = `Bearer ${await token("k1", { claims: { tenant: undefined } })}`;
    expect((await authenticate(bearer)).caller).toEqual(account);
  });

  it("of an ended session, or of somebody who is no member any more, is refused from the moment that is known", async () => {
    let ended = false;
    const { authenticate, token } = open((key) => (ended ? undefined : everybody(key)));
    const bearer = `Bearer ${await token("k1")}`;
    await authenticate(bearer);
    ended = true;
    await expect(authenticate(bearer)).rejects.toMatchObject(refused);
  });

  it("can't be looked up while the auth subgraph is away: nobody is told that it is bad", async () => {
    const { authenticate, token } = open(async () => {
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "The auth service is unavailable.");
    });
    await expect(authenticate(`Bearer ${await token("k1")}`)).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it.each<[string, About]>([
    ["of another audience", { audience: "elsewhere" }],
    ["of another issuer", { issuer: "elsewhere" }],
    ["of another type", { typ: "JWT" }],
    ["of no type", { typ: "" }],
    ["that never expires", { claims: { exp: undefined } }],
    ["that was never issued", { claims: { iat: undefined } }],
    ["that is issued more than a minute from now", { claims: { iat: startSeconds + 61 } }],
    ["that is not good yet for more than a minute", { claims: { nbf: startSeconds + 61 } }],
    ["that names nobody", { claims: { sub: undefined } }],
    ["that names somebody without an id", { claims: { sub: "admin" } }],
    ["of another person than its session's", { claims: { sub: randomUUID() } }],
    ["of no session", { claims: { sid: undefined } }],
    ["of a session without an id", { claims: { sid: "' or 1=1" } }],
    ["of a tenant without an id", { claims: { tenant: "*" } }],
  ])("%s is refused", async (_what, about) => {
    const { authenticate, token } = open();
    await expect(authenticate(`Bearer ${await token("k1", about)}`)).rejects.toMatchObject(refused);
  });

  it("signed with another key under a known id, or with a key of an unknown id, is refused", async () => {
    const { authenticate, token, pairs } = open();
    const good = await token("k1");
    pairs.set("k1", generateSigningKey());
    await expect(authenticate(`Bearer ${good}`)).rejects.toMatchObject(refused);
    await expect(authenticate(`Bearer ${await token("k2")}`)).rejects.toMatchObject(refused);
  });

  it("that nobody signed, or that is signed with the public key as a shared secret, is refused", async () => {
    const { authenticate, token, pairs } = open();
    const [, payload] = (await token("k1")).split(".");
    const pair = pairs.get("k1");
    for (const alg of ["none", "None", "NONE"]) {
      const header = encode({ alg, typ: "at+jwt", kid: "k1" });
      for (const end of ["", "."]) {
        await expect(authenticate(`Bearer ${header}.${payload}${end}`)).rejects.toMatchObject(refused);
      }
    }
    const signed = `${encode({ alg: "HS256", typ: "at+jwt", kid: "k1" })}.${payload}`;
    for (const secret of [pair?.publicKey ?? "", Buffer.from(pair?.publicKey ?? "", "base64")]) {
      const signature = createHmac("sha256", secret).update(signed).digest("base64url");
      await expect(authenticate(`Bearer ${signed}.${signature}`)).rejects.toMatchObject(refused);
    }
  });

  it("is taken when clocks differ by a minute, in either direction", async () => {
    const { authenticate, token, time } = open();
    const early = await token("k1", { claims: { iat: startSeconds + 60, nbf: startSeconds + 60 } });
    expect((await authenticate(`Bearer ${early}`)).caller).toEqual(person);
    const late = `Bearer ${await token("k1")}`;
    time.now = start + 600_000 + 59_999;
    expect((await authenticate(late)).caller).toEqual(person);
  });

  it("that has expired is refused, also one that held before", async () => {
    const { authenticate, token, time } = open();
    const header = `Bearer ${await token("k1")}`;
    await authenticate(header);
    time.now = start + 660_000;
    await expect(authenticate(header)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining("expired"),
    });
  });
});

describe("an API key", () => {
  it("is a machine, asked for by its hash", async () => {
    const { authenticate, asked } = open();
    const key = generateApiKey();
    expect((await authenticate(`Bearer ${key}`)).caller).toEqual(machine);
    expect(asked).toEqual([{ apiKeyHash: createHash("sha256").update(key).digest("base64url") }]);
  });

  it("that was mistyped costs the auth subgraph nothing", async () => {
    const { authenticate, asked } = open();
    const key = generateApiKey();
    const changed = key.slice(0, 10) + (key[10] === "a" ? "b" : "a") + key.slice(11);
    for (const wrong of [changed, key.slice(0, -1), `${key}0`, key.toLowerCase(), key.toUpperCase()]) {
      await expect(authenticate(`Bearer ${wrong}`)).rejects.toMatchObject(refused);
    }
    expect(asked).toEqual([]);
  });

  it("that is unknown, expired or revoked is refused", async () => {
    await expect(open(nobody).authenticate(`Bearer ${generateApiKey()}`)).rejects.toMatchObject(refused);
  });
});

describe("a delegated identity", () => {
  it("acts as the one who started the run, with what they may do now", async () => {
    const { authenticate, token, asked } = open();
    const { session: _none, ...member } = person;
    expect(await authenticate(`Bearer ${await token("k1", { typ: "airgraph-identity+jwt" })}`)).toEqual({
      caller: { ...member, runId: run },
      expiresAt: new Date(start + 60_000),
    });
    expect(asked).toEqual([{ member: { userId: person.userId, tenantId: person.tenantId } }]);
  });

  it("of a saga acts as the one who started it", async () => {
    const saga = sagaId.parse(randomUUID());
    const { authenticate, token } = open(everybody, { sagaId: saga });
    const { caller } = await authenticate(`Bearer ${await token("k1", { typ: "airgraph-identity+jwt" })}`);
    expect(caller).toMatchObject({ userId: person.userId, sagaId: saga });
    expect(caller).not.toHaveProperty("runId");
  });

  it("of somebody who is no member any more may do nothing", async () => {
    const { authenticate, token } = open(nobody);
    const bearer = `Bearer ${await token("k1", { typ: "airgraph-identity+jwt" })}`;
    await expect(authenticate(bearer)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
