import { SignJWT } from "jose";
import type { Clock } from "../../../kernel/clock.ts";
import { accessTokenAudience, accessTokenIssuer } from "../../../kernel/identity/access-token.ts";
import type { SessionId, TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { SigningKeys } from "./signing-keys.ts";

export interface AccessTokens {
  /**
   * A signed token of a session, and when it stops being good.
   * @param holder `tenantId` undefined: acts in no tenant; `confirmedAt`: when the person last proved who they are
   */
  issue(holder: {
    userId: UserId;
    sessionId: SessionId;
    tenantId: TenantId | undefined;
    confirmedAt: Date;
  }): Promise<{ token: string; expiresAt: Date }>;
}

/** Access tokens are JWTs (RFC 9068's profile without its scopes), signed with Ed25519. */
export function createAccessTokens(options: { keys: SigningKeys; minutes: number; clock: Clock }): AccessTokens {
  const { keys, minutes, clock } = options;
  return {
    async issue({ userId, sessionId, tenantId, confirmedAt }) {
      const { id, key } = await keys.current();
      const now = Math.floor(clock.now() / 1000);
      const expires = now + minutes * 60;
      const token = await new SignJWT({
        sid: sessionId,
        auth_time: Math.floor(confirmedAt.getTime() / 1000),
        ...(tenantId === undefined ? {} : { tenant: tenantId }),
      })
        .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: id })
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
