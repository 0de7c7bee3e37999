import type { Audit } from "../../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { deleteGraphParts, lockGraphNames } from "../../store/graph-names.ts";
import { readGraphParts, withAllParts } from "./graph-parts.ts";
import { toPartId } from "./part-id.ts";

/**
 * Forgets a part that Airtable has no longer, and all that is in it. Should it come back, it is new.
 * @throws AirgraphError NOT_FOUND; CONFLICT while Airtable has it
 */
export async function dropPart(
  { db, audit }: { readonly db: Database; readonly audit: Audit },
  tenantId: TenantId,
  given: string,
): Promise<{ id: string }> {
  return db.transaction(async (transaction) => {
    await lockGraphNames(transaction, tenantId);
    const found = (await readGraphParts(transaction, tenantId)).find(given);
    const { part } = found;
    const id = toPartId(part);
    if (part.removedAt === null) {
      throw new AirgraphError("CONFLICT", `Airtable still has ${id}, which would be named anew: hide it instead.`);
    }
    const dropped = withAllParts(found).map(({ elementId }) => elementId);
    await deleteGraphParts(transaction, tenantId, part.baseId, dropped);
    await audit(transaction, {
      action: "graph_part.dropped",
      target: { kind: "graph_part", id },
      result: "SUCCEEDED",
      details: { name: part.name, parts: dropped.length },
    });
    return { id };
  });
}
