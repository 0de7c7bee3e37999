import { z } from "zod";
import { role } from "./caller.ts";
import { tenantId, userId } from "./ids.ts";

/** What the auth subgraph puts into access tokens and the router reads out of them. */
export const accessTokenIssuer = "airgraph";
export const accessTokenAudience = "airgraph";

export const accessTokenClaims = z.object({
  sub: userId,
  tenant: tenantId,
  role,
  /** Seconds since the epoch. */
  exp: z.number(),
});
