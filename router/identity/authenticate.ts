import { createHash, type KeyObject } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import { createBoundedCache } from "../../kernel/bounded-cache.ts";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { accessTokenAudience, accessTokenClaims, accessTokenIssuer } from "../../kernel/identity/access-token.ts";
import { isApiKey } from "../../kernel/identity/api-key.ts";
import type { Caller, Delegation } from "../../kernel/identity/caller.ts";
import { identityTokenType, type Verifier } from "../../kernel/identity/signed-identity.ts";
import type { AccessTokenKeys } from "./access-token-keys.ts";
import type { StandingKey, Standings } from "./standings.ts";

/** Who asks, until when that holds, and what to ask the auth subgraph to learn whether it still does. */
export interface Authenticated {
  readonly caller: Caller;
  /** Absent for an anonymous caller, who stays one for ever. */
  readonly expiresAt?: Date | undefined;
  readonly standingKey?: StandingKey;
}

/** Turns credentials, `Bearer …`, into a caller. */
export type Authenticate = (authorization: string | undefined) => Promise<Authenticated>;

/** Of clocks that differ. */
const clockToleranceSeconds = 60;
/** A run or a saga signs each of its requests; what one of them opened may not stay open for ever. */
const delegatedMs = 60_000;
/** In characters; a token is some 400. */
const verifiedBounds = { total: 8_000_000, longest: 4_000 };

/** One object for all of them, by which others know what they have made for it. */
const anonymous: Authenticated = { caller: { kind: "anonymous" } };

interface VerifiedToken {
  readonly userId: string;
  readonly keyId: string;
  readonly expiresAt: Date;
  readonly standingKey: StandingKey;
}

/**
 * A caller without a header is anonymous; a header that does not hold is an error, never anonymity.
 * The returned function throws AirgraphError UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE when the auth subgraph can't be asked.
 */
export function createAuthenticate(options: {
  keys: AccessTokenKeys;
  standings: Standings;
  verifyDelegated: Verifier<Delegation>;
  clock: Clock;
}): Authenticate {
  const { keys, standings, verifyDelegated, clock } = options;
  const verified = createBoundedCache<VerifiedToken>(verifiedBounds);

  return async (authorization) => {
    if (authorization === undefined || authorization === "") return anonymous;
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw refused("The Authorization header must be `Bearer <token>`.");
    // Most requests come with a token that came before; reading its header would tell nothing new.
    const known = verified.get(token);
    if (known !== undefined && isStillGood(known)) return findSession(known);
    if (token.startsWith("agk_")) return authenticateApiKey(token);
    if (typeOf(token) === identityTokenType) return authenticateDelegate(await verifyDelegated(token));
    return findSession(await verify(token));
  };

  async function authenticateApiKey(key: string): Promise<Authenticated> {
    // Costs no question to the auth subgraph: most of what is guessed or mistyped ends here.
    if (!isApiKey(key)) throw refused("The API key is not valid: it was cut off or mistyped.");
    const standingKey = { apiKeyHash: createHash("sha256").update(key).digest("base64url") };
    const standing = await standings.find(standingKey);
    if (standing === undefined) throw refused("The API key is unknown, expired or revoked.");
    return { ...standing, standingKey };
  }

  /** What a run or a saga may do is what the one who started it may do now. */
  async function authenticateDelegate({ onBehalfOf, runId, sagaId }: Delegation): Promise<Authenticated> {
    const { kind, tenantId } = onBehalfOf;
    const standing = await standings.find(
      kind === "person"
        ? { member: { userId: onBehalfOf.userId, tenantId } }
        : { apiKey: { id: onBehalfOf.apiKeyId, tenantId } },
    );
    const caller = standing?.caller;
    if (caller?.kind !== "person" && caller?.kind !== "machine")
      throw new AirgraphError("FORBIDDEN", "Whoever started this may no longer act in the tenant.");
    const acting = { ...(runId === undefined ? {} : { runId }), ...(sagaId === undefined ? {} : { sagaId }) };
    return { caller: { ...caller, ...acting }, expiresAt: new Date(clock.now() + delegatedMs) };
  }

  /** The signature of a token is verified once; when it expires, and whether its key is still good, is looked at each time. */
  function isStillGood({ expiresAt, keyId }: VerifiedToken): boolean {
    return clock.now() < expiresAt.getTime() && keys.has(keyId);
  }

  async function findSession({ userId, expiresAt, standingKey }: VerifiedToken): Promise<Authenticated> {
    const standing = await standings.find(standingKey);
    if (standing === undefined)
      throw refused("The session has ended, or you are no longer a member of this tenant; sign in again.");
    const { caller } = standing;
    if (!("userId" in caller) || caller.userId !== userId) throw refused("The access token is not of this session.");
    return { caller, expiresAt, standingKey };
  }

  async function verify(token: string): Promise<VerifiedToken> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, ({ kid }) => keyOf(kid), {
        issuer: accessTokenIssuer,
        audience: accessTokenAudience,
        algorithms: ["EdDSA"],
        typ: "at+jwt",
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(clock.now()),
      });
      const { sub, sid, tenant, auth_time, iat, exp } = accessTokenClaims.parse(payload);
      if (iat > clock.now() / 1000 + clockToleranceSeconds)
        throw refused("The access token is not good yet; is your clock right?");
      const result = {
        userId: sub,
        keyId: protectedHeader.kid ?? "",
        expiresAt: new Date((exp + clockToleranceSeconds) * 1000),
        standingKey: { session: { id: sid, tenantId: tenant, confirmedAt: auth_time } },
      };
      verified.set(token, result);
      return result;
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw refused("The access token has expired; renew it.", cause);
      if (cause instanceof errors.JOSEError || cause instanceof z.ZodError)
        throw refused("The access token is not valid.", cause);
      throw cause;
    }
  }

  async function keyOf(keyId: string | undefined): Promise<KeyObject> {
    if (keyId === undefined) throw refused("The access token names no key.");
    const key = await keys.find(keyId);
    if (key === undefined) throw refused("The access token is signed with an unknown key.");
    return key;
  }
}

function typeOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token.split("~")[0] ?? "").typ;
  } catch (cause) {
    throw refused("The access token is not a JWT.", cause);
  }
}

function refused(message: string, cause?: unknown): AirgraphError {
  return new AirgraphError("UNAUTHENTICATED", message, {}, { cause });
}
