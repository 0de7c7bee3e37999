import { createHmac, type KeyObject, randomBytes } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { SignJWT } from "jose";
import { newAccount, newPerson } from "../../tests/support/subgraph.ts";
import { accessTokenAudience, accessTokenIssuer } from "./access-token.ts";
import { scopes } from "./scopes.ts";
import {
  createIdentitySigner,
  createIdentityVerifier,
  type Identity,
  type Issuer,
  identity as identitySchema,
} from "./signed-identity.ts";
import { generateSigningKey, privateKey, publicKey } from "./signing-key.ts";

const start = Date.UTC(2026, 4, 1, 12);
const lifetimeMs = 60_000;
const toleranceMs = 60_000;
const wayMs = 5_000;

function pair() {
  const text = generateSigningKey();
  return { private: privateKey.parse(text.privateKey), public: publicKey.parse(text.publicKey) };
}

const keys = pair();
const secret = randomBytes(32);
const caller = newPerson({ role: "viewer" });
const person = { caller };

/** A router that signs and a file subgraph that verifies, each at a time that can be moved. */
function parts(about: { signer?: KeyObject; secret?: Buffer; issuer?: Issuer } = {}) {
  const time = { router: start, subgraph: start };
  const sign = createIdentitySigner({
    issuer: about.issuer ?? "router",
    key: about.signer ?? keys.private,
    secret: about.secret ?? secret,
    clock: { now: () => time.router },
  });
  return {
    time,
    sign,
    verify: createIdentityVerifier({
      issuer: "router",
      audience: "file",
      key: keys.public,
      secret,
      clock: { now: () => time.subgraph },
    }),
    move(ms: number) {
      time.router += ms;
      time.subgraph += ms;
    },
  };
}

/** The three parts of a token: who, for which one request, and the seal of both. */
function split(token: string) {
  const [jwt = "", proof = ""] = token.split("~");
  const [nonce = "", seconds = "", mac = ""] = proof.split(".");
  return { jwt, nonce, seconds, mac };
}

/** A token with a good seal, as only who has the secret can make it. */
function seal(jwt: string, { nonce = randomBytes(16).toString("base64url"), seconds = String(start / 1000) } = {}) {
  const once = `${nonce}.${seconds}`;
  return `${jwt}~${once}.${createHmac("sha256", secret).update(`${jwt}~${once}`).digest("base64url")}`;
}

const anySession = fc.record({ sessionId: fc.uuid(), confirmedAt: fc.nat(), secondFactor: fc.boolean() });
const someScopes = fc.subarray([...scopes]);
const anySource = fc.record(
  { transport: fc.constantFrom("http", "websocket"), address: fc.ipV6(), userAgent: fc.string({ unit: "binary" }) },
  { requiredKeys: ["transport", "address"] },
);

const anyCaller = fc.oneof(
  fc.constant({ kind: "anonymous" }),
  fc.constant({ kind: "service", name: "router" }),
  fc.record(
    {
      kind: fc.constant("person"),
      userId: fc.uuid(),
      tenantId: fc.uuid(),
      roleId: fc.string(),
      scopes: someScopes,
      email: fc.emailAddress(),
      session: anySession,
      runId: fc.uuid(),
      sagaId: fc.uuid(),
    },
    { requiredKeys: ["kind", "userId", "tenantId", "roleId", "scopes"] },
  ),
  fc.record(
    {
      kind: fc.constant("machine"),
      apiKeyId: fc.uuid(),
      tenantId: fc.uuid(),
      scopes: someScopes,
      runId: fc.uuid(),
      sagaId: fc.uuid(),
    },
    { requiredKeys: ["kind", "apiKeyId", "tenantId", "scopes"] },
  ),
  fc.record({ kind: fc.constant("account"), userId: fc.uuid(), session: anySession }),
);

const anyIdentity: fc.Arbitrary<Identity> = fc
  .record({ caller: anyCaller, source: anySource }, { requiredKeys: ["caller"] })
  .map((given) => identitySchema.parse(given));

const refused = { code: "UNAUTHENTICATED" };

describe("a signed identity", () => {
  it("is the same caller again, whoever it is", async () => {
    const { sign, verify } = parts();
    await fc.assert(
      fc.asyncProperty(anyIdentity, async (given) => {
        expect(await verify(await sign(given, "file"))).toEqual(given);
      }),
    );
  });

  it("of one caller is never that of another, although signatures are used again", async () => {
    const { sign, verify } = parts();
    await fc.assert(
      fc.asyncProperty(fc.array(anyIdentity, { minLength: 2, maxLength: 8 }), async (given) => {
        const tokens = await Promise.all(given.map(async (identity) => sign(identity, "file")));
        expect(await Promise.all(tokens.map(verify))).toEqual(given);
      }),
      { numRuns: 30 },
    );
  });

  it("is good for the minute that clocks may differ, and for the seconds that it is under way", async () => {
    const { sign, verify, time } = parts();
    const late = await sign(person, "file");
    const tooLate = await sign(person, "file");
    time.subgraph = start + toleranceMs + wayMs;
    expect(await verify(late)).toEqual(person);
    time.subgraph = start + toleranceMs + wayMs + 1;
    await expect(verify(tooLate)).rejects.toMatchObject(refused);
  });

  it("is taken from a router whose clock is a minute behind or ahead, whenever in the life of a signature", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -toleranceMs, max: toleranceMs }),
        fc.array(fc.nat(40_000), { maxLength: 10 }),
        async (skew, pauses) => {
          const { sign, verify, time, move } = parts();
          time.subgraph += skew;
          for (const pause of [0, ...pauses]) {
            move(pause);
            expect(await verify(await sign(person, "file"))).toEqual(person);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is signed anew before it gets old, so that what is sent has time to arrive", async () => {
    const { sign, verify, move } = parts();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 * lifetimeMs }), async (later) => {
        move(later);
        const token = await sign(person, "file");
        move(30_000);
        expect(await verify(token)).toEqual(person);
      }),
      { numRuns: 50 },
    );
  });

  it("is signed once for a burst of requests, and sealed for each", async () => {
    const { sign } = parts();
    const [first, second] = await Promise.all([sign(person, "file"), sign(person, "file")]);
    expect(split(second).jwt).toBe(split(first).jwt);
    expect(split(second).nonce).not.toBe(split(first).nonce);
  });
});

describe("an identity is refused", () => {
  it("for another audience", async () => {
    const { sign, verify } = parts();
    await expect(verify(await sign(person, "workflow"))).rejects.toMatchObject(refused);
  });

  it("by another key", async () => {
    const { sign, verify } = parts({ signer: pair().private });
    await expect(verify(await sign(person, "file"))).rejects.toMatchObject(refused);
  });

  it("by another issuer", async () => {
    const { sign, verify } = parts({ issuer: "workflow" });
    await expect(verify(await sign(person, "file"))).rejects.toMatchObject(refused);
  });

  it("with the seal of another secret", async () => {
    const { sign, verify } = parts({ secret: randomBytes(32) });
    await expect(verify(await sign(person, "file"))).rejects.toMatchObject(refused);
  });

  it("the second time, however soon", async () => {
    const { sign, verify } = parts();
    const token = await sign(person, "file");
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, async () => verify(token)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it("the second time, also with something behind it", async () => {
    const { sign, verify } = parts();
    const token = await sign(person, "file");
    await verify(token);
    for (const more of ["~", "~x", ".", ".x", " "]) await expect(verify(token + more)).rejects.toMatchObject(refused);
  });

  it("with the seal of another identity, or of another request", async () => {
    const { sign, verify } = parts();
    const [mine, theirs] = [split(await sign(person, "file")), split(await sign({ caller: newAccount() }, "file"))];
    for (const mixed of [
      `${mine.jwt}~${theirs.nonce}.${theirs.seconds}.${theirs.mac}`,
      `${theirs.jwt}~${mine.nonce}.${mine.seconds}.${mine.mac}`,
      `${mine.jwt}~${theirs.nonce}.${mine.seconds}.${mine.mac}`,
      `${mine.jwt}~${mine.nonce}.${Number(mine.seconds) + 1}.${mine.mac}`,
    ]) {
      await expect(verify(mixed)).rejects.toMatchObject(refused);
    }
  });

  it.each([
    ["long ago", start / 1000 - 66],
    ["in the future", start / 1000 + 66],
    ["of no kind", "soon"],
    ["of nothing", ""],
    ["in hexadecimal", `0x${(start / 1000).toString(16)}`],
    ["beyond all numbers", "Infinity"],
  ])("with a good seal of a time %s", async (_what, seconds) => {
    const { sign, verify } = parts();
    const { jwt } = split(await sign(person, "file"));
    await expect(verify(seal(jwt, { seconds: String(seconds) }))).rejects.toMatchObject(refused);
    expect(await verify(seal(jwt))).toEqual(person);
  });

  it("when parts of it are missing", async () => {
    const { sign, verify } = parts();
    const { jwt, nonce, seconds, mac } = split(await sign(person, "file"));
    for (const cut of [
      jwt,
      `${jwt}~`,
      `${jwt}~${nonce}.${seconds}`,
      `${jwt}~${nonce}.${seconds}.`,
      `${jwt}~${nonce}.${mac}`,
      `~${nonce}.${seconds}.${mac}`,
      `${nonce}.${seconds}.${mac}`,
    ]) {
      await expect(verify(cut)).rejects.toMatchObject(refused);
    }
  });

  it("when nobody signed it", async () => {
    const { sign, verify } = parts();
    const [, payload = ""] = split(await sign(person, "file")).jwt.split(".");
    for (const alg of ["none", "None", "NONE"]) {
      const header = encode({ alg, typ: "airgraph-identity+jwt" });
      for (const signature of ["", "."]) {
        await expect(verify(seal(`${header}.${payload}${signature}`))).rejects.toMatchObject(refused);
      }
    }
  });

  it("when the public key was taken for a shared secret", async () => {
    const { sign, verify } = parts();
    const [, payload = ""] = split(await sign(person, "file")).jwt.split(".");
    const signed = `${encode({ alg: "HS256", typ: "airgraph-identity+jwt" })}.${payload}`;
    for (const format of ["pem", "der"] as const) {
      const asSecret = keys.public.export({ format, type: "spki" } as { format: "pem"; type: "spki" });
      const signature = createHmac("sha256", asSecret).update(signed).digest("base64url");
      await expect(verify(seal(`${signed}.${signature}`))).rejects.toMatchObject(refused);
    }
  });

  it.each([
    ["an access token", { typ: "at+jwt" }, { caller }],
    ["a token without a type", {}, { caller }],
    ["a token that names no caller", { typ: "airgraph-identity+jwt" }, { sub: caller.userId }],
    ["a caller of an unknown kind", { typ: "airgraph-identity+jwt" }, { caller: { ...caller, kind: "root" } }],
    ["a person without a tenant", { typ: "airgraph-identity+jwt" }, { caller: { ...caller, tenantId: undefined } }],
    ["a scope that there is not", { typ: "airgraph-identity+jwt" }, { caller: { ...caller, scopes: ["god"] } }],
  ])("when it is %s, signed by the right key", async (_what, header, payload) => {
    const { verify } = parts();
    for (const [issuer, audience] of [
      ["router", "file"],
      [accessTokenIssuer, accessTokenAudience],
    ] as const) {
      const token = await new SignJWT(payload)
        .setProtectedHeader({ alg: "EdDSA", ...header })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(start / 1000)
        .setExpirationTime(start / 1000 + 60)
        .sign(keys.private);
      await expect(verify(seal(token))).rejects.toMatchObject(refused);
    }
  });

  it("when it never expires", async () => {
    const { verify } = parts();
    const token = await new SignJWT({ ...person })
      .setProtectedHeader({ alg: "EdDSA", typ: "airgraph-identity+jwt" })
      .setIssuer("router")
      .setAudience("file")
      .setIssuedAt(start / 1000)
      .sign(keys.private);
    await expect(verify(seal(token))).rejects.toMatchObject(refused);
  });

  it("when its payload was changed under its signature", async () => {
    const { sign, verify } = parts();
    const [header, payload = "", signature] = split(await sign(person, "file")).jwt.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Identity;
    const raised = encode({ ...claims, caller: { ...caller, scopes } });
    await expect(verify(seal(`${header}.${raised}.${signature}`))).rejects.toMatchObject(refused);
  });

  it("when any character of it was changed", async () => {
    const { sign, verify } = parts();
    const token = await sign(person, "file");
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 2), fc.constantFrom("A", "z", ".", "-", "é"), async (at, character) => {
        fc.pre(token[at] !== character);
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        await expect(verify(changed)).rejects.toMatchObject(refused);
      }),
    );
  });

  it("when it is any other text", async () => {
    const { verify } = parts();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: "binary" })), async (text) => {
        await expect(verify(text)).rejects.toMatchObject(refused);
      }),
    );
  });
});

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
