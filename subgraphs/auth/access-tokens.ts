import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import type { Clock } from "../../kernel/clock.ts";
import { accessTokenAudience, accessTokenIssuer } from "../../kernel/identity/access-token.ts";
import type { SessionId, TenantId, UserId } from "../../kernel/identity/ids.ts";

export interface AccessTokens {
  /** A signed token of a session, and when it stops being good. @param holder `tenantId` undefined: acts in no tenant */
  issue(holder: {
    userId: UserId;
    sessionId: SessionId;
    tenantId: TenantId | undefined;
  }): Promise<{ token: string; expiresAt: Date }>;
  /** What verifies them. */
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
}

/** Access tokens are JWTs (RFC 9068's profile without its scopes), signed with Ed25519. */
export function createAccessTokens(options: { key: KeyObject; minutes: number; clock: Clock }): AccessTokens {
  const { key, minutes, clock } = options;
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" });
  const keyId = createHash("sha256").update(publicKey).digest("base64url").slice(0, 16);

  return {
    keys: [{ keyId, publicKey: publicKey.toString("base64") }],
    async issue({ userId, sessionId, tenantId }) {
      const now = Math.floor(clock.now() / 1000);
      const expires = now + minutes * 60;
      const token = await new SignJWT({ sid: sessionId, ...(tenantId === undefined ? {} : { tenant: tenantId }) })
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: keyId })
        .setIssuer(accessTokenIssuer)
        .setAudience(accessTokenAudience)
        .setSubject(userId)
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key);
      return { token, expiresAt: new Date(expires * 1000) };
    },
  };
}
