import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { apiKeyPrefix, generateApiKey } from "../../../kernel/identity/api-key.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import { apiKeyId } from "../../../kernel/identity/ids.ts";
import type { ApiKeyModel } from "../models.ts";
import { hashSecretText } from "../secret-text.ts";
import { countApiKeys, insertApiKey } from "../store/api-keys.ts";
import { changeTenant, type TenantParts } from "../tenants/change-tenant.ts";
import { grantedScopes } from "../tenants/granted-scopes.ts";
import { mustHold } from "../tenants/must-hold.ts";
import { oneLine } from "../tenants/tenant-name.ts";

const mostKeys = 200;

/** A key and its secret, which is told once and stored nowhere. */
export interface ApiKeySecret {
  readonly apiKey: ApiKeyModel;
  readonly secret: string;
}

const input = z.object({ name: oneLine(100), scopes: grantedScopes, expiresAt: z.date().nullish() });

/**
 * Creates a key by which a machine acts in the tenant.
 * @throws AirgraphError BAD_USER_INPUT; FORBIDDEN when the caller lacks one of its scopes; CONFLICT when the tenant has 200 keys
 */
export async function createApiKey(
  parts: TenantParts,
  actor: Actor,
  given: { name: string; scopes: readonly string[]; expiresAt?: Date | null | undefined },
): Promise<ApiKeySecret> {
  const { name, scopes, expiresAt = null } = parseInput(input, given);
  const secret = generateApiKey();
  return changeTenant(
    parts,
    actor,
    { action: "api_key.created", needs: "keys:write" },
    async ({ transaction, tenant, now, held }) => {
      mustHold(held, scopes, "The key");
      if (expiresAt !== null && expiresAt <= now)
        throw new AirgraphError("BAD_USER_INPUT", "expiresAt must be in the future.", { field: "expiresAt" });
      if ((await countApiKeys(transaction, tenant.id)) >= mostKeys)
        throw new AirgraphError("CONFLICT", `The tenant has ${mostKeys} keys, which is the most: revoke some.`);
      const apiKey: ApiKeyModel = {
        id: apiKeyId.parse(randomUUID()),
        name,
        scopes,
        prefix: apiKeyPrefix(secret),
        createdBy: actor.kind === "person" ? actor.userId : null,
        createdAt: now,
        expiresAt,
        lastUsedAt: null,
        formerSecretExpiresAt: null,
        revokedAt: null,
      };
      await insertApiKey(transaction, tenant.id, apiKey, hashSecretText(secret));
      return { answer: { apiKey, secret }, told: keyTold(apiKey) };
    },
  );
}

/** What the audit log tells of a key. */
export function keyTold({ id, name, prefix, scopes }: ApiKeyModel) {
  return { target: { kind: "api_key", id }, details: { name, prefix, scopes: scopes.join(" ") } };
}
