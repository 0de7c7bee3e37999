import { createHash, randomBytes } from "node:crypto";
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from "openid-client";
import { z } from "zod";
import type { Audit } from "../../../kernel/audit-log/audit.ts";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { Person } from "../../../kernel/identity/caller.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import { insertState } from "../store/oauth-states.ts";
import type { OAuthServer } from "./oauth-server.ts";

/** Those that Airgraph can make use of. */
const usefulScopes = [
  "data.records:read",
  "data.records:write",
  "data.recordComments:read",
  "data.recordComments:write",
  "schema.bases:read",
  "schema.bases:write",
  "user.email:read",
  "webhook:manage",
];

const input = z.object({
  scopes: z
    .array(z.string().regex(/^[A-Za-z.]{1,50}:[a-z]{1,20}$/, "must be scopes like data.records:read"))
    .max(20, "must be 20 scopes at most")
    .refine((scopes) => scopes.includes("schema.bases:read"), "must include schema.bases:read")
    .nullish(),
});

const stateBytes = 32;
const lifeMs = 10 * 60_000;

export interface OAuthStart {
  readonly authorizationUrl: string;
  readonly state: string;
  readonly expiresAt: Date;
}

/**
 * Begins a connection by OAuth. What comes back from Airtable is good for the person who began, once, for ten minutes.
 * @throws AirgraphError BAD_USER_INPUT for scopes; NOT_FOUND when OAuth is not set up
 */
export async function startOAuth(
  { db, seal, clock, audit, oauth }: { db: Database; seal: Seal; clock: Clock; audit: Audit; oauth: () => OAuthServer },
  { tenantId, userId }: Pick<Person, "tenantId" | "userId">,
  given: { scopes?: readonly string[] | null | undefined },
): Promise<OAuthStart> {
  const server = oauth();
  const scopes = parseInput(input, given).scopes ?? usefulScopes;
  const state = randomBytes(stateBytes).toString("base64url");
  const verifier = randomPKCECodeVerifier();
  const now = clock.now();
  const expiresAt = new Date(now + lifeMs);
  const stateHash = hashState(state);
  const sealedVerifier = seal.close({ tenantId, holder: stateHash }, verifier);
  await db.transaction(async (transaction) => {
    await insertState(transaction, { stateHash, tenantId, userId, sealedVerifier, expiresAt }, new Date(now));
    await audit(transaction, {
      action: "airtable_connection.authorization_started",
      result: "SUCCEEDED",
      details: { scopes: scopes.join(" ") },
    });
  });
  const challenge = await calculatePKCECodeChallenge(verifier);
  return { authorizationUrl: server.authorizationUrl({ scopes, state, challenge }), state, expiresAt };
}

/** As a state is stored: nobody can finish what is begun with what the database holds. */
export function hashState(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}
