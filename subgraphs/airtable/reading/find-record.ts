import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { parseGlobalId } from "../global-id.ts";
import type { Loaders } from "../loaders.ts";
import type { RecordModel } from "../models.ts";
import type { CellSelection } from "./record-needs.ts";

/**
 * A record by its global id.
 * @throws AirgraphError NOT_FOUND, the same for another tenant's record and for an id that can be nobody's
 */
export async function findRecord(loaders: Loaders, id: string, selection: CellSelection): Promise<RecordModel> {
  const record = parseGlobalId(id) === undefined ? null : await loaders.record.load(id, selection);
  if (record === null)
    throw new AirgraphError("NOT_FOUND", `There is no record ${JSON.stringify(id)} among the tenant's bases.`);
  return record;
}

const maximumIds = 1000;
const input = z.object({ ids: z.array(z.string()).max(maximumIds, `must name at most ${maximumIds} records`) });

/**
 * Records by their global ids, in that order; null in the place of one that does not exist, and one that could not be
 * read fails in its place alone.
 * @throws AirgraphError BAD_USER_INPUT for more than 1000
 */
export async function findRecords(
  loaders: Loaders,
  ids: readonly string[],
  selection: CellSelection,
): Promise<(RecordModel | null | Promise<never>)[]> {
  parseInput(input, { ids });
  const read = await Promise.allSettled(ids.map(async (id) => loaders.record.load(id, selection)));
  return read.map((one) => (one.status === "fulfilled" ? one.value : Promise.reject(one.reason)));
}
