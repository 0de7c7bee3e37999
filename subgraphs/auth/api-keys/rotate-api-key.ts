import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { apiKeyPrefix, generateApiKey } from "../../../kernel/identity/api-key.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { hashSecretText } from "../secret-text.ts";
import { setApiKeySecret } from "../store/api-keys.ts";
import { changeTenant, type TenantParts } from "../tenants/change-tenant.ts";
import { mustHold } from "../tenants/must-hold.ts";
import { type ApiKeySecret, keyTold } from "./create-api-key.ts";
import { mustFindKey } from "./find-key.ts";

const longestOverlap = 168;

const input = z.object({
  id: z.string(),
  overlapHours: z.int().min(0, `must be 0 to ${longestOverlap}`).max(longestOverlap, `must be 0 to ${longestOverlap}`),
});

/**
 * Gives a key another secret. The one until now holds for some hours more, so that machines can be told the new one
 * without an outage; the one before that ends at once.
 * @throws AirgraphError BAD_USER_INPUT; NOT_FOUND; FORBIDDEN when the caller lacks one of its scopes; CONFLICT for a key that
 *   was revoked or has expired
 */
export async function rotateApiKey(
  parts: TenantParts,
  actor: Actor,
  given: { id: string; overlapHours: number },
): Promise<ApiKeySecret> {
  const { id, overlapHours } = parseInput(input, given);
  const secret = generateApiKey();
  const target = { kind: "api_key", id };
  return changeTenant(
    parts,
    actor,
    { action: "api_key.rotated", needs: "keys:write", target },
    async ({ transaction, tenant, now, held }) => {
      const { apiKey, hash } = await mustFindKey(transaction, tenant.id, id);
      mustHold(held, apiKey.scopes, `The key ${apiKey.name}`);
      if (apiKey.revokedAt !== null) throw ended("was revoked");
      if (apiKey.expiresAt !== null && apiKey.expiresAt <= now) throw ended("has expired");
      const prefix = apiKeyPrefix(secret);
      const formerExpiresAt = overlapHours === 0 ? null : new Date(now.getTime() + overlapHours * 3_600_000);
      await setApiKeySecret(transaction, tenant.id, apiKey.id, {
        hash: hashSecretText(secret),
        prefix,
        formerHash: formerExpiresAt === null ? null : hash,
        formerExpiresAt,
      });
      const rotated = { ...apiKey, prefix, formerSecretExpiresAt: formerExpiresAt };
      const { details } = keyTold(rotated);
      return { answer: { apiKey: rotated, secret }, told: { target, details: { ...details, overlapHours } } };
    },
  );
}

function ended(how: string): AirgraphError {
  return new AirgraphError("CONFLICT", `The key ${how}: create another one.`, { field: "id" });
}
