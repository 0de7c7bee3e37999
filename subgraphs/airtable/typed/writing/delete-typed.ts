import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import type { TenantAirtable } from "../../tenant-airtable.ts";
import { checkCount } from "../../writing/check-count.ts";
import { deleteRecords } from "../../writing/delete-records.ts";
import { refused, type WriteResult } from "../../writing/write-result.ts";
import type { TypedBase, TypedTable } from "../typed-graph.ts";
import { globalIdOf } from "./typed-id.ts";

/**
 * Deletes records of a table, each with a result of its own, in the order given.
 * @param ids `rec…` or global; what is no id of that table is refused by itself
 * @throws AirgraphError BAD_USER_INPUT for too many
 */
export async function deleteTyped(
  airtable: TenantAirtable,
  base: TypedBase,
  table: TypedTable,
  ids: readonly string[],
): Promise<WriteResult[]> {
  checkCount("ids", ids);
  const place = { baseId: base.id, tableId: table.id };
  const entries = ids.map((id): string | WriteResult => {
    try {
      return globalIdOf(place, id, "id");
    } catch (error) {
      if (error instanceof AirgraphError) return refused(id, error);
      throw error;
    }
  });
  const deleted = (
    await deleteRecords(
      airtable,
      entries.filter((entry) => typeof entry === "string"),
    )
  ).values();
  return entries.map((entry) => {
    const result = typeof entry === "string" ? deleted.next().value : entry;
    if (result === undefined) throw new Error("a deletion was not told its outcome");
    return result;
  });
}
