import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseFilter } from "../filter/parse-filter.ts";
import { listTables } from "../list-tables.ts";
import type { TableModel } from "../models.ts";
import type { TenantAirtable } from "../tenant-airtable.ts";
import { beyondPolicies } from "./beyond-policies.ts";
import type { StoredPolicy } from "./data-policy.ts";
import { checkDecidable } from "./decide-new-record.ts";

/**
 * Why a policy does not, or not wholly, say what it was written for; null when nothing is wrong with it.
 * @throws those of `callAirtable`, when it can't be known
 */
export async function problemOf(airtable: TenantAirtable, policy: StoredPolicy): Promise<string | null> {
  const { baseId, tableId } = policy;
  let tables: ReadonlyMap<string, TableModel>;
  try {
    tables = await listTables(beyondPolicies(airtable), baseId);
  } catch (error) {
    if (!(error instanceof AirgraphError && error.code === "NOT_FOUND")) throw error;
    return `The base ${baseId} is not among the tenant's bases (any more).`;
  }
  if (tableId === null) return null;
  const table = tables.get(tableId);
  return table === undefined ? `The base has no table ${tableId} (any more).` : problemIn(table, policy);
}

/** The same, of a policy on a table that is there. */
function problemIn(table: TableModel, { fieldIds, rows, effect, operations }: StoredPolicy): string | null {
  const gone = (fieldIds ?? []).filter((id) => !table.fields.has(id));
  if (gone.length > 0) return `The table has no field ${gone.join(", ")} (any more).`;
  if (rows === null) return null;
  try {
    parseFilter(table, rows, "rows");
    if (operations.includes("CREATE")) checkDecidable(table, rows);
    return null;
  } catch (error) {
    if (!(error instanceof AirgraphError && error.code === "BAD_USER_INPUT")) throw error;
    const meanwhile = effect === "DENY" ? "it denies every record" : "it allows no record";
    return `Its filter does not fit the table any more, so ${meanwhile}: ${error.message}`;
  }
}
