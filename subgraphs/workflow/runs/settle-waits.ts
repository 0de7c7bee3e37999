import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import { wake } from "../engine/turn.ts";
import { findWaitsFor, settleWait, type WaitKind } from "../store/waits.ts";

/** Settles all that is waited for something, of whatever runs of the tenant, and wakes them. Locks their rows. */
export async function settleWaitsFor(
  transaction: Database,
  tenantId: TenantId,
  about: { kind: WaitKind; topic: string },
  settled: { outcome: unknown; at: Date },
): Promise<number> {
  const found = await findWaitsFor(transaction, tenantId, about);
  // In one order, so that two that settle the same do not wait for each other in a circle.
  for (const { runId, path } of found.toSorted((a, b) => (a.runId < b.runId ? -1 : 1))) {
    const run = { kind: "run", tenantId, id: runId } as const;
    await wake(transaction, run);
    await settleWait(transaction, run, path, settled);
  }
  return found.length;
}
