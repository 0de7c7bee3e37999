import { createHmac, type KeyObject } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { SignJWT } from "jose";
import { newPerson } from "../../tests/support/subgraph.ts";
import { accessTokenAudience, accessTokenIssuer } from "./access-token.ts";
import { type Caller, caller as callerSchema, roles } from "./caller.ts";
import { createIdentitySigner, createIdentityVerifier, type Issuer } from "./signed-identity.ts";
import { generateSigningKey, privateKey, publicKey } from "./signing-key.ts";

const start = Date.UTC(2026, 4, 1, 12);
const lifetimeMs = 60_000;
const toleranceMs = 5_000;

function pair() {
  const text = generateSigningKey();
  return { private: privateKey.parse(text.privateKey), public: publicKey.parse(text.publicKey) };
}

const keys = pair();
const person = newPerson({ role: "viewer" });

/** A router that signs and a file subgraph that verifies, at one time that can be moved. */
function parts(about: { signer?: KeyObject; issuer?: Issuer } = {}) {
  const time = { now: start };
  const clock = { now: () => time.now };
  return {
    time,
    sign: createIdentitySigner({ issuer: about.issuer ?? "router", key: about.signer ?? keys.private, clock }),
    verify: createIdentityVerifier({ issuer: "router", audience: "file", key: keys.public, clock }),
  };
}

const anyCaller: fc.Arbitrary<Caller> = fc
  .oneof(
    fc.constant({ kind: "anonymous" }),
    fc.constant({ kind: "service", name: "router" }),
    fc.record(
      {
        kind: fc.constant("person"),
        userId: fc.uuid(),
        tenantId: fc.uuid(),
        role: fc.constantFrom(...roles),
        runId: fc.uuid(),
      },
      { requiredKeys: ["kind", "userId", "tenantId", "role"] },
    ),
  )
  .map((given) => callerSchema.parse(given));

const refused = { code: "UNAUTHENTICATED" };

describe("a signed identity", () => {
  it("is the same caller again, whoever it is", async () => {
    const { sign, verify } = parts();
    await fc.assert(
      fc.asyncProperty(anyCaller, async (caller) => {
        expect(await verify(await sign(caller, "file"))).toEqual(caller);
      }),
    );
  });

  it("of one caller is never that of another, although signatures are used again", async () => {
    const { sign, verify } = parts();
    await fc.assert(
      fc.asyncProperty(fc.array(anyCaller, { minLength: 2, maxLength: 8 }), async (callers) => {
        const tokens = await Promise.all(callers.map(async (caller) => sign(caller, "file")));
        expect(await Promise.all(tokens.map(verify))).toEqual(callers);
      }),
      { numRuns: 30 },
    );
  });

  it("is good for a minute, and for the few seconds that clocks may differ", async () => {
    const { sign, verify, time } = parts();
    const token = await sign(person, "file");
    time.now = start + lifetimeMs + toleranceMs - 1;
    expect(await verify(token)).toEqual(person);
    time.now = start + lifetimeMs + toleranceMs;
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it("that was verified before does not outlive its expiry", async () => {
    const { sign, verify, time } = parts();
    const token = await sign(person, "file");
    expect(await verify(token)).toEqual(person);
    time.now = start + lifetimeMs + toleranceMs;
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it("is signed anew before it gets old, so that what is sent has time to arrive", async () => {
    const { sign, verify, time } = parts();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 10 * lifetimeMs }), async (later) => {
        time.now += later;
        const token = await sign(person, "file");
        time.now += 30_000;
        expect(await verify(token)).toEqual(person);
      }),
      { numRuns: 50 },
    );
  });

  it("is signed once for a burst of requests", async () => {
    const { sign } = parts();
    const [first, second] = await Promise.all([sign(person, "file"), sign(person, "file")]);
    expect(second).toBe(first);
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

  it("when nobody signed it", async () => {
    const { sign, verify } = parts();
    const [, payload = ""] = (await sign(person, "file")).split(".");
    for (const alg of ["none", "None", "NONE"]) {
      const header = encode({ alg, typ: "airgraph-identity+jwt" });
      for (const signature of ["", "."]) {
        await expect(verify(`${header}.${payload}${signature}`)).rejects.toMatchObject(refused);
      }
    }
  });

  it("when the public key was taken for a shared secret", async () => {
    const { sign, verify } = parts();
    const [, payload = ""] = (await sign(person, "file")).split(".");
    const signed = `${encode({ alg: "HS256", typ: "airgraph-identity+jwt" })}.${payload}`;
    for (const format of ["pem", "der"] as const) {
      const secret = keys.public.export({ format, type: "spki" } as { format: "pem"; type: "spki" });
      const signature = createHmac("sha256", secret).update(signed).digest("base64url");
      await expect(verify(`${signed}.${signature}`)).rejects.toMatchObject(refused);
    }
  });

  it.each([
    ["an access token", { typ: "at+jwt" }, { caller: person }],
    ["a token without a type", {}, { caller: person }],
    ["a token that names no caller", { typ: "airgraph-identity+jwt" }, { sub: person.userId }],
    ["a caller of an unknown kind", { typ: "airgraph-identity+jwt" }, { caller: { ...person, kind: "root" } }],
    ["a person without a tenant", { typ: "airgraph-identity+jwt" }, { caller: { ...person, tenantId: undefined } }],
    ["a role that there is not", { typ: "airgraph-identity+jwt" }, { caller: { ...person, role: "god" } }],
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
        .setExpirationTime(start / 1000 + 60)
        .sign(keys.private);
      await expect(verify(token)).rejects.toMatchObject(refused);
    }
  });

  it("when it never expires", async () => {
    const { verify } = parts();
    const token = await new SignJWT({ caller: person })
      .setProtectedHeader({ alg: "EdDSA", typ: "airgraph-identity+jwt" })
      .setIssuer("router")
      .setAudience("file")
      .sign(keys.private);
    await expect(verify(token)).rejects.toMatchObject(refused);
  });

  it("when its payload was changed under its signature", async () => {
    const { sign, verify } = parts();
    const [header, payload = "", signature] = (await sign(person, "file")).split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { caller: Caller };
    const raised = encode({ ...claims, caller: { ...person, role: "owner" } });
    await expect(verify(`${header}.${raised}.${signature}`)).rejects.toMatchObject(refused);
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
