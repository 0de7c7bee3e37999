import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { countRefused } from "../store/refused-attempts.ts";
import type { Act, Audit } from "./audit.ts";

export interface RefusedParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly audit: Audit;
}

/**
 * Tells the audit logs of these tenants that something was tried and refused: the first time at once, then once a minute
 * with the number of attempts since, so that nobody fills a log by trying.
 * @param attempt.who id of the person or key that tries, or that somebody tries to be
 */
export async function tellRefused(
  { db, clock, audit }: RefusedParts,
  tenantIds: readonly TenantId[],
  { who, ...act }: Omit<Act, "result"> & { readonly who: string },
): Promise<void> {
  await db.transaction(async (transaction) => {
    const attempts = await countRefused(transaction, { who, action: act.action }, new Date(clock.now()));
    if (attempts === undefined) return;
    // In the order of their ids, as all who write to several logs.
    for (const tenantId of [...tenantIds].sort())
      await audit(transaction, tenantId, { ...act, result: "DENIED", details: { ...act.details, attempts } });
  });
}
