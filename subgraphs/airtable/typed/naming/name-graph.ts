import type { Clock } from "../../../../kernel/clock.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { listGraphParts, lockGraphNames, saveGraphParts } from "../../store/graph-names.ts";
import type { TypedGraph } from "../typed-graph.ts";
import { pinNames } from "./pin-names.ts";
import type { ReservedNames } from "./reserved-names.ts";
import type { DescribedBase } from "./seen-parts.ts";
import { toGraph } from "./to-graph.ts";

export interface NamingParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly reserved: ReservedNames;
}

/**
 * The typed graph of a tenant's bases as they are now. What is new is named, for good; what Airtable has no longer stays, as
 * removed, and has its names again when it comes back. Processes that do this at once agree.
 * @param bases in the order in which the graph is to have them
 * @param complete whether these are all that the tenant has: others are removed. When some could not be asked for, others
 * stay as they were.
 */
export async function nameGraph(
  { db, clock, reserved }: NamingParts,
  tenantId: TenantId,
  bases: readonly DescribedBase[],
  { complete = true }: { readonly complete?: boolean } = {},
): Promise<TypedGraph> {
  const pin = async (from: Database) =>
    pinNames(await listGraphParts(from, tenantId), bases, { reserved, complete, now: new Date(clock.now()) });

  const { parts, changed } = await pin(db);
  if (changed.length === 0) return toGraph(parts);
  return db.transaction(async (transaction) => {
    await lockGraphNames(transaction, tenantId);
    const current = await pin(transaction);
    await saveGraphParts(transaction, tenantId, current.changed);
    return toGraph(current.parts);
  });
}
