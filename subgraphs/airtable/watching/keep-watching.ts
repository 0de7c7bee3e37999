import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { watchId } from "../ids.ts";
import { reachBase } from "../reach-base.ts";
import { beginWatch, renewWatch } from "../store/watches.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";

/**
 * Says that somebody listens to what happens in a base, or will soon.
 * @returns whether its changes are told already
 * @throws AirgraphError NOT_FOUND for a base that the tenant does not have; why it can't be watched
 */
export async function keepWatching(
  parts: TenantAirtable & { readonly db: Database; readonly newId: () => string },
  tenantId: TenantId,
  given: string,
): Promise<{ active: boolean }> {
  const { base } = await reachBase(parts, given);
  const state =
    (await renewWatch(parts.db, tenantId, base.id)) ??
    (await beginWatch(parts.db, { id: watchId.parse(parts.newId()), tenantId, baseId: base.id }));
  if (state.kind === "failing") throw new AirgraphError(state.code, state.message);
  return { active: state.kind === "active" };
}
