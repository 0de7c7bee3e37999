import type { Actor } from "../../../kernel/identity/caller.ts";
import type { ApiKeyModel } from "../models.ts";
import { markRevoked } from "../store/api-keys.ts";
import { changeTenant, type TenantParts } from "../tenants/change-tenant.ts";
import { mustHold } from "../tenants/must-hold.ts";
import { keyTold } from "./create-api-key.ts";
import { mustFindKey } from "./find-key.ts";

/**
 * Revokes a key and both of its secrets, which are refused within seconds. Revoked again it stays as it is.
 * @throws AirgraphError NOT_FOUND; FORBIDDEN when the caller lacks one of its scopes
 */
export async function revokeApiKey(parts: TenantParts, actor: Actor, given: { id: string }): Promise<ApiKeyModel> {
  const target = { kind: "api_key", id: given.id };
  return changeTenant(
    parts,
    actor,
    { action: "api_key.revoked", needs: "keys:write", target },
    async ({ transaction, tenant, now, held }) => {
      const { apiKey } = await mustFindKey(transaction, tenant.id, given.id);
      mustHold(held, apiKey.scopes, `The key ${apiKey.name}`);
      if (apiKey.revokedAt !== null) return { answer: apiKey, told: undefined };
      await markRevoked(transaction, tenant.id, apiKey.id, now);
      return { answer: { ...apiKey, revokedAt: now }, told: keyTold(apiKey) };
    },
  );
}
