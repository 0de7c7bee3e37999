import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { findWriters } from "../../store/writers.ts";
import type { PublishedTrigger } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";
import type { RecordsChanged, SeenChange } from "./change.ts";

/** Runs that start runs by what they write, one after the other, before that is taken for going round in circles. */
export const mostHops = 10;
/** How long after a run was started a change is thought to be its. */
const recentMs = 300_000;

/**
 * How many runs led to these changes, one by what the other wrote, by the record's id; those missing were led to by none.
 * Airtable does not tell which run wrote a record, only whether it came over the API, so it is looked up which recent runs of
 * the tenant have written it.
 */
export async function findHops(
  { db, clock }: TriggerParts,
  { key: { tenantId } }: PublishedTrigger,
  { source }: RecordsChanged,
  changes: readonly SeenChange[],
): Promise<ReadonlyMap<string, number>> {
  if (source !== "publicApi" || changes.length === 0) return new Map();
  const since = new Date(clock.now() - recentMs);
  const ids = [...new Set(changes.map(({ id }) => id))];
  const writers = await findWriters(db, tenantId, { recordIds: ids, since });
  return new Map([...writers].map(([id, depth]) => [id, depth + 1]));
}

/** Why no run is started any more. */
export function chainTooLong(): AirgraphError {
  return new AirgraphError(
    "COST_LIMIT_EXCEEDED",
    `${mostHops} runs have started each other by what they wrote, one after the other; the workflow goes round in circles. Give its trigger a condition, or fields, that its own writes do not meet.`,
  );
}
