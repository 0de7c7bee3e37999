import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseGlobalId } from "./global-id.ts";
import type { Loaders } from "./loaders.ts";
import type { RecordModel } from "./models.ts";

/**
 * A record by its global id.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's record and for an id that can be nobody's
 */
export async function findRecord(loaders: Loaders, id: string): Promise<RecordModel> {
  const record = parseGlobalId(id) === undefined ? null : await loaders.record.load(id);
  if (record === null)
    throw new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
  return record;
}
