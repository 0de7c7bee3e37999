import { createPublicKey, type KeyObject } from "node:crypto";
import { decodeProtectedHeader, errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { isStream } from "../../kernel/executor/executor.ts";
import type { CallerExecutor } from "../../kernel/executor/signing-executor.ts";
import { accessTokenAudience, accessTokenClaims, accessTokenIssuer } from "../../kernel/identity/access-token.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import type { IdentityVerifier } from "../../kernel/identity/signed-identity.ts";

/** Who asks, and until when that holds; an anonymous caller stays one for ever. */
export interface Authenticated {
  readonly caller: Caller;
  readonly expiresAt?: Date;
}

/** Turns the value of an Authorization header into a caller. */
export type Authenticate = (authorization: string | undefined) => Promise<Authenticated>;

/** An unknown key id asks the auth subgraph again, but not more often than this. */
const keysRefreshMs = 5_000;

/**
 * A caller without a header is anonymous; a header that does not hold is an error, never anonymity.
 * The returned function throws AirgraphError UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE when the keys can't be had.
 */
export function createAuthenticate(options: {
  auth: CallerExecutor;
  verifyDelegated: IdentityVerifier;
  clock: Clock;
}): Authenticate {
  const { auth, verifyDelegated, clock } = options;
  let keys = new Map<string, KeyObject>();
  let asked = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  return async (authorization) => {
    if (authorization === undefined || authorization === "") return { caller: { kind: "anonymous" } };
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw refused("The Authorization header must be `Bearer <token>`.");
    if (typeOf(token) === "airgraph-identity+jwt") return { caller: await verifyDelegated(token) };
    return verifyAccessToken(token);
  };

  async function verifyAccessToken(token: string): Promise<Authenticated> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => keyOf(kid), {
        issuer: accessTokenIssuer,
        audience: accessTokenAudience,
        algorithms: ["EdDSA"],
        typ: "at+jwt",
        currentDate: new Date(clock.now()),
      });
      const claims = accessTokenClaims.parse(payload);
      return {
        caller: { kind: "person", userId: claims.sub, tenantId: claims.tenant, role: claims.role },
        expiresAt: new Date(claims.exp * 1000),
      };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) throw refused("The access token has expired; sign in again.", cause);
      if (cause instanceof errors.JOSEError || cause instanceof z.ZodError)
        throw refused("The access token is not valid.", cause);
      throw cause;
    }
  }

  async function keyOf(keyId: string | undefined): Promise<KeyObject> {
    if (keyId === undefined) throw refused("The access token names no key.");
    if (!keys.has(keyId) && clock.now() - asked >= keysRefreshMs) {
      asking ??= askForKeys().finally(() => {
        asking = undefined;
      });
      await asking;
    }
    const key = keys.get(keyId);
    if (key === undefined) throw refused("The access token is signed with an unknown key.");
    return key;
  }

  async function askForKeys(): Promise<void> {
    const result = await auth({
      query: "query AccessTokenKeys { accessTokenKeys { keyId publicKey } }",
      caller: { kind: "service", name: "router" },
      requestId: "access-token-keys",
    });
    if (isStream(result)) throw new TypeError("a query answered with a stream");
    const { data: answer, error: cause } = keysAnswer.safeParse(result.data);
    if (answer === undefined)
      throw new AirgraphError("UPSTREAM_UNAVAILABLE", "Access tokens can't be verified at the moment.", {}, { cause });
    const { accessTokenKeys } = answer;
    keys = new Map(
      accessTokenKeys.map(({ keyId, publicKey }) => [
        keyId,
        createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" }),
      ]),
    );
    asked = clock.now();
  }
}

const keysAnswer = z.object({ accessTokenKeys: z.array(z.object({ keyId: z.string(), publicKey: z.string() })) });

function typeOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).typ;
  } catch (cause) {
    throw refused("The access token is not a JWT.", cause);
  }
}

function refused(message: string, cause?: unknown): AirgraphError {
  return new AirgraphError("UNAUTHENTICATED", message, {}, { cause });
}
