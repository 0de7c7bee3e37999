import type { KeyObject } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { AirgraphError } from "../errors/airgraph-error.ts";
import { type Caller, caller as callerSchema } from "./caller.ts";

/** The audience of identities under which workflow runs ask the whole supergraph. */
export const supergraphAudience = "supergraph";

/** Long enough for clocks that differ a little, short enough that a leaked identity is soon worthless. */
const lifetimeSeconds = 60;
/** A signed identity is used again until it is this old, so that a burst of requests signs once. */
const reuseMs = 20_000;
const clockToleranceSeconds = 5;
const maximumCached = 10_000;

/** Who may issue identities: the router for every caller; the workflow subgraph for the runs it executes. */
export type Issuer = "router" | "workflow";

export type IdentitySigner = (caller: Caller, audience: string) => Promise<string>;
export type IdentityVerifier = (token: string) => Promise<Caller>;

/** Signs callers for one audience at a time: what is good for one subgraph is worth nothing at another. */
export function createIdentitySigner(options: { issuer: Issuer; key: KeyObject; clock: Clock }): IdentitySigner {
  const { issuer, key, clock } = options;
  const recent = new Map<string, { token: Promise<string>; at: number }>();

  return (caller, audience) => {
    const now = clock.now();
    const cacheKey = `${audience} ${JSON.stringify(caller)}`;
    const known = recent.get(cacheKey);
    if (known !== undefined && now - known.at < reuseMs) return known.token;

    const seconds = Math.floor(now / 1000);
    const token = new SignJWT({ caller })
      .setProtectedHeader({ alg: "EdDSA", typ: "airgraph-identity+jwt" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + lifetimeSeconds)
      .sign(key);
    if (recent.size >= maximumCached) recent.clear();
    recent.set(cacheKey, { token, at: now });
    return token;
  };
}

const claims = z.object({ caller: callerSchema, exp: z.number() });

/**
 * Accepts identities that `issuer` signed for `audience` and that have not expired.
 * The returned function throws AirgraphError UNAUTHENTICATED for anything else.
 */
export function createIdentityVerifier(options: {
  issuer: Issuer;
  audience: string;
  key: KeyObject;
  clock: Clock;
}): IdentityVerifier {
  const { issuer, audience, key, clock } = options;
  const verified = new Map<string, { caller: Caller; expiresAt: number }>();

  return async (token) => {
    const known = verified.get(token);
    if (known !== undefined && clock.now() < known.expiresAt) return known.caller;
    try {
      const { payload } = await jwtVerify(token, key, {
        issuer,
        audience,
        algorithms: ["EdDSA"],
        typ: "airgraph-identity+jwt",
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(clock.now()),
      });
      const { caller, exp } = claims.parse(payload);
      if (verified.size >= maximumCached) verified.clear();
      verified.set(token, { caller, expiresAt: exp * 1000 });
      return caller;
    } catch (cause) {
      if (cause instanceof errors.JOSEError || cause instanceof z.ZodError) {
        throw new AirgraphError(
          "UNAUTHENTICATED",
          "The signed identity is missing, expired or not meant for this part.",
          {},
          { cause },
        );
      }
      throw cause;
    }
  };
}
