import { createHmac } from "node:crypto";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Actor } from "../../../kernel/identity/caller.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { createExpiringCache } from "../expiring-cache.ts";
import { findDeniedData, listPolicies } from "../store/policies.ts";
import { type CallerRules, rulesFor } from "./caller-rules.ts";
import { type DeniedData, type StoredPolicy, subjectOf } from "./data-policy.ts";

/** A tenant's policies, and what they come to for those who ask. */
export interface TenantPolicies {
  readonly policies: readonly StoredPolicy[];
  readonly deniedData: DeniedData;
}

export interface PolicyBook {
  /** What a tenant's policies say of a caller. Like `policiesOf` never older than 5 s, and seldom than the last change. */
  rulesOf(actor: Actor): Promise<CallerRules>;
  policiesOf(tenantId: TenantId): Promise<TenantPolicies>;
  /** Has the policies of a tenant read anew. */
  forget(whose: TenantId | "all"): void;
  /** For `rulesFor`. */
  readonly sign: (text: string) => string;
}

interface Remembered extends TenantPolicies {
  /** By caller. Bounded by forgetting the tenant's policies every few seconds. */
  readonly rules: Map<string, CallerRules>;
}

/** The tenants' policies, as this process remembers them. @param parts.secret the same in all processes */
export function createPolicyBook(parts: { db: Database; clock: Clock; secret: Buffer }): PolicyBook {
  const { db, clock, secret } = parts;
  const tenants = createExpiringCache<Remembered>({ ttlMs: 5_000, maximum: 10_000, clock });
  const sign = (text: string) =>
    createHmac("sha256", secret).update("airtable cursor ").update(text).digest("base64url");

  const policiesOf = async (tenantId: TenantId) => tenants.get(tenantId, async () => load(tenantId));

  async function load(tenantId: TenantId): Promise<Remembered> {
    const [policies, deniedData] = await Promise.all([listPolicies(db, tenantId), findDeniedData(db, tenantId)]);
    return { policies, deniedData, rules: new Map() };
  }

  return {
    sign,
    policiesOf,
    async rulesOf(actor) {
      const { policies, deniedData, rules } = await policiesOf(actor.tenantId);
      const asked = subjectOf(actor);
      const address = actor.kind === "person" ? actor.email : undefined;
      const key = JSON.stringify([asked, address ?? null]);
      const known = rules.get(key);
      if (known !== undefined) return known;
      const found = rulesFor(asked, { policies, deniedData, address, sign });
      rules.set(key, found);
      return found;
    },
    forget(whose) {
      tenants.forget((key) => whose === "all" || key === whose);
    },
  };
}
