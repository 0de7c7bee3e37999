import { z } from "zod";
import { sessionId, tenantId, userId } from "./ids.ts";

/** What the auth subgraph puts into access tokens and the router reads out of them. */
export const accessTokenIssuer = "airgraph";
export const accessTokenAudience = "airgraph";

/**
 * Who holds the token, and nothing of what they may do: that is asked for by session, so that it can be taken away
 * while the token lives.
 */
export const accessTokenClaims = z.object({
  sub: userId,
  sid: sessionId,
  /** Absent for somebody who acts in no tenant. */
  tenant: tenantId.optional(),
  /** When the person last proved who they are, in seconds since the epoch. */
  auth_time: z.number().int().optional(),
  /** Seconds since the epoch. */
  iat: z.number(),
  exp: z.number(),
});
