import { type KeyObject } from "node:crypto";
import { SignJWT } from "jose";
import { accessTokenAudience, accessTokenIssuer } from "../../../kernel/identity/access-token.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import { sessionId, tenantId, userId } from "../../../kernel/identity/ids.ts";
import { builtInRoles } from "../../../kernel/identity/scopes.ts";

/** Who asks in every request to Airgraph. */
export const person = {
  kind: "person",
  userId: userId.parse("6f1c1b1e-58a5-4f0e-9d7e-3a1f0c8f2b01"),
  tenantId: tenantId.parse("6f1c1b1e-58a5-4f0e-9d7e-3a1f0c8f2b02"),
  roleId: "viewer",
  scopes: builtInRoles.viewer,
  session: {
    sessionId: sessionId.parse("6f1c1b1e-58a5-4f0e-9d7e-3a1f0c8f2b03"),
    confirmedAt: 1_700_000_000,
    secondFactor: false,
  },
} satisfies Person;

export const accessTokenKeyId = "bench";

/** An access token as the auth subgraph would sign it, good for as long as a run of the benchmark can take. */
export async function signAccessToken(key: KeyObject): Promise<string> {
  const { sessionId: sid, confirmedAt } = person.session;
  return new SignJWT({ sid, tenant: person.tenantId, auth_time: confirmedAt })
    .setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid: accessTokenKeyId })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setSubject(person.userId)
    .setIssuedAt()
    .setExpirationTime("3h")
    .sign(key);
}
