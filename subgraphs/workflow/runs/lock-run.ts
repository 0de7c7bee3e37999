import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { runId, type TenantId } from "../../../kernel/identity/ids.ts";
import { lockRunOfTenant } from "../store/runs.ts";

/**
 * Locks a run for whoever may do something with it.
 * @throws AirgraphError NOT_FOUND
 */
export async function lockKnownRun(transaction: Database, tenantId: TenantId, id: string) {
  const parsed = runId.safeParse(id).data;
  const run = parsed === undefined ? undefined : await lockRunOfTenant(transaction, tenantId, parsed);
  if (run === undefined) throw new AirgraphError("NOT_FOUND", `There is no run ${id}.`);
  return run;
}
