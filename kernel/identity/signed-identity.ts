import { createHmac, createSecretKey, type KeyObject, randomFillSync, timingSafeEqual } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { createBoundedCache } from "../bounded-cache.ts";
import type { Clock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { caller, delegation } from "./caller.ts";
import { createFirstUseCheck } from "./first-use.ts";
import { source } from "./source.ts";

/** The audience of identities under which workflow runs and sagas ask the whole supergraph. */
export const supergraphAudience = "supergraph";

/** Short enough that a leaked identity is soon worthless. */
const lifetimeSeconds = 60;
/** A signed identity is used again until it is this old, so that a burst of requests signs once. */
const reuseMs = 20_000;
/** Of clocks that differ. */
const clockToleranceSeconds = 60;
/** Besides, requests are under way for a while, and their times are whole seconds. */
const wayToleranceSeconds = 5;
/** The part of a token that is made for one request: nonce, seconds, mac. */
const proofShape = /^([\w-]{22})\.(\d{1,12})\.([\w-]{43})$/;
/** In characters. An identity is some 1,000. */
const cacheBounds = { total: 16_000_000, longest: 16_000 };

/** Who may issue identities: the router for every caller; the workflow subgraph for the runs and sagas it carries out. */
export type Issuer = "router" | "workflow";

/** What the router tells a subgraph: who asks, and for the auth subgraph where from. */
export const identity = z.object({ caller, source: source.optional() });
export type Identity = z.infer<typeof identity>;

export type Signer<Claims> = (claims: Claims, audience: string) => Promise<string>;
export type Verifier<Claims> = (token: string) => Promise<Claims>;
export type IdentitySigner = Signer<Identity>;
export type IdentityVerifier = Verifier<Identity>;

interface SigningOptions {
  readonly issuer: Issuer;
  /** Ed25519, private. */
  readonly key: KeyObject;
  /** 32 bytes that the parts share. Alone it is worth nothing. */
  readonly secret: Buffer;
  readonly clock: Clock;
}

interface VerifyingOptions extends SigningOptions {
  readonly audience: string;
}

/**
 * Signs callers for one audience at a time: what is good for one subgraph is worth nothing at another. A token is
 * `<jwt>~<nonce>.<seconds>.<mac>`: the JWT says who, is signed with Ed25519 and used again for a while; the rest is made for one
 * request, cheaply, and makes the whole good for one use. Each process remembers for itself what was used there.
 */
export function createIdentitySigner(options: SigningOptions): IdentitySigner {
  return createSigner(options);
}

/**
 * Accepts identities that `issuer` signed for `audience`, that have not expired and were not used before.
 * The returned function throws AirgraphError UNAUTHENTICATED for anything else.
 */
export function createIdentityVerifier(options: VerifyingOptions): IdentityVerifier {
  return createVerifier(options, identity);
}

/** Signs in whose name a run or a saga asks the supergraph. */
export function createDelegationSigner(options: SigningOptions): Signer<z.infer<typeof delegation>> {
  return createSigner(options);
}

/** Like `createIdentityVerifier`, for runs and sagas. */
export function createDelegationVerifier(options: VerifyingOptions): Verifier<z.infer<typeof delegation>> {
  return createVerifier(options, delegation);
}

export const identityTokenType = "airgraph-identity+jwt";

function createSigner<Claims extends Record<string, unknown>>({
  issuer,
  key,
  secret,
  clock,
}: SigningOptions): Signer<Claims> {
  const recent = createBoundedCache<Signed>(cacheBounds);
  // Most fetches of a request come with the very same claims, and printing them costs more than finding them.
  const byClaims = new WeakMap<Claims, Signed>();
  const macKey = createSecretKey(secret);
  const newNonce = createNonces();

  return async (claims, audience) => {
    const now = clock.now();
    let known = byClaims.get(claims);
    if (known === undefined || known.audience !== audience || !isFresh(known, now)) {
      known = find(claims, audience, now);
      byClaims.set(claims, known);
    }
    const jwt = await known.token;
    const once = `${newNonce()}.${Math.floor(now / 1000)}`;
    return `${jwt}~${once}.${mac(macKey, jwt, once)}`;
  };

  function find(claims: Claims, audience: string, now: number): Signed {
    const cacheKey = `${audience} ${JSON.stringify(claims)}`;
    const known = recent.get(cacheKey);
    if (known !== undefined && isFresh(known, now)) return known;
    const seconds = Math.floor(now / 1000);
    const token = new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", typ: identityTokenType })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
      .sign(key);
    const signed = { audience, token, at: now };
    recent.set(cacheKey, signed);
    return signed;
  }
}

interface Signed {
  readonly audience: string;
  readonly token: Promise<string>;
  readonly at: number;
}

/** A clock that was set back says nothing about the age of what was signed before. */
function isFresh({ at }: Signed, now: number): boolean {
  return now >= at && now - at < reuseMs;
}

function createVerifier<Claims>(options: VerifyingOptions, schema: z.ZodType<Claims>): Verifier<Claims> {
  const { issuer, audience, key, secret, clock } = options;
  const claimsAndExpiry = z.object({ exp: z.number() }).loose();
  const verified = createBoundedCache<{ claims: Claims; expiresAt: number }>(cacheBounds);
  const macKey = createSecretKey(secret);
  const isFirstUse = createFirstUseCheck({ clock, windowSeconds: clockToleranceSeconds + wayToleranceSeconds });

  return async (token) => {
    const end = token.indexOf("~");
    const [, nonce, seconds, given] = proofShape.exec(token.slice(end + 1)) ?? [];
    if (end === -1 || nonce === undefined || seconds === undefined || given === undefined) throw refused();
    const jwt = token.slice(0, end);
    // Before the signature, which costs thirty times as much: what is forged without the secret ends here.
    const expected = mac(macKey, jwt, `${nonce}.${seconds}`);
    if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) throw refused();
    const known = verified.get(jwt);
    const claims = known !== undefined && clock.now() < known.expiresAt ? known.claims : await verifyJwt(jwt);
    if (!isFirstUse(nonce, Number(seconds))) throw refused();
    return claims;
  };

  async function verifyJwt(jwt: string): Promise<Claims> {
    try {
      const { payload } = await jwtVerify(jwt, key, {
        issuer,
        audience,
        algorithms: ["EdDSA"],
        typ: identityTokenType,
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(clock.now()),
      });
      const { exp } = claimsAndExpiry.parse(payload);
      const claims = schema.parse(payload);
      verified.set(jwt, { claims, expiresAt: (exp + clockToleranceSeconds) * 1000 });
      return claims;
    } catch (cause) {
      if (cause instanceof errors.JOSEError || cause instanceof z.ZodError) throw refused(cause);
      throw cause;
    }
  }
}

function mac(key: KeyObject, jwt: string, once: string): string {
  return createHmac("sha256", key).update(`${jwt}~${once}`).digest("base64url");
}

/** 128 random bits as base64url. Each call of the operating system's source costs as much as the seal, so it fills many at once. */
function createNonces(): () => string {
  const bytes = 16;
  const pool = Buffer.alloc(256 * bytes);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    const nonce = pool.toString("base64url", next, next + bytes);
    next += bytes;
    return nonce;
  };
}

function refused(cause?: unknown): AirgraphError {
  return new AirgraphError(
    "UNAUTHENTICATED",
    "The signed identity is missing, expired, used or not meant for this part.",
    {},
    { cause },
  );
}
