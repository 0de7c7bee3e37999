import type { Audit } from "../../../../kernel/audit-log/audit.ts";
import type { Database } from "../../../../kernel/database/database.ts";
import type { TenantId } from "../../../../kernel/identity/ids.ts";
import { lockGraphNames, saveGraphParts } from "../../store/graph-names.ts";
import { type ListedPart, readGraphParts } from "./graph-parts.ts";
import { toPartId } from "./part-id.ts";

/**
 * Leaves a part out of the tenant's graph, or takes it in again.
 * @throws AirgraphError NOT_FOUND
 */
export async function setHidden(
  { db, audit }: { readonly db: Database; readonly audit: Audit },
  tenantId: TenantId,
  id: string,
  hidden: boolean,
): Promise<ListedPart> {
  return db.transaction(async (transaction) => {
    await lockGraphNames(transaction, tenantId);
    const found = (await readGraphParts(transaction, tenantId)).find(id);
    const part = { ...found.part, hidden };
    await saveGraphParts(transaction, tenantId, [part]);
    await audit(transaction, {
      action: hidden ? "graph_part.hidden" : "graph_part.shown",
      target: { kind: "graph_part", id: toPartId(part) },
      result: "SUCCEEDED",
    });
    return { ...found, part };
  });
}
