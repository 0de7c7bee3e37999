import { type DueFiring, startedKeys } from "../../store/firings.ts";
import { failToFire, fire, type Shot } from "../fire.ts";
import { idempotencyKeyOf } from "../idempotency-key.ts";
import type { PublishedOfKind } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";
import { type RecordsChanged, recordsChanged, type SeenChange } from "./change.ts";
import { chainTooLong, findHops, mostHops } from "./hops.ts";
import { keepNewlyMatching } from "./keep-newly-matching.ts";
import { seeChanges } from "./see-changes.ts";

/**
 * Starts a run for each record that a trigger is about. What is done again after a failure starts no run again.
 * @throws AirgraphError what may pass, and what nothing of it could be told for
 */
export async function fireForRecords(
  parts: TriggerParts,
  found: PublishedOfKind<"record">,
  firing: DueFiring,
): Promise<void> {
  const told = recordsChanged.parse(firing.happening);
  const seen = await seeChanges(parts, found, told);
  if (seen.length === 0) return;
  const wanted = await keepNewlyMatching(parts, found, { changes: seen, since: firing.key });
  const keys = wanted.map((change) => idempotencyKeyOf(firing, recordOf(change)));
  const done = await startedKeys(parts.db, found.key, keys);
  const left = wanted.flatMap((change, index) => {
    const idempotencyKey = keys[index] ?? "";
    return done.has(idempotencyKey) ? [] : [{ change, idempotencyKey }];
  });
  const hops = await findHops(
    parts,
    found,
    told,
    left.map(({ change }) => change),
  );
  for (const { change, idempotencyKey } of left) {
    const depth = hops.get(change.id) ?? 0;
    const shot: Shot = { brought: toBrought(told, change, depth), idempotencyKey };
    if (depth > mostHops) await failToFire(parts, found, shot, chainTooLong());
    else await fire(parts, found, shot);
  }
}

function recordOf({ id }: SeenChange): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

function toBrought({ at, source, actor }: RecordsChanged, change: SeenChange, depth: number): Shot["brought"] {
  const { kind, id, cells } = change;
  const changedFields = change.changedFields.map(({ name }) => name);
  // Whether the publisher could read a record that is gone is not known: they are not told who deleted it.
  if (kind === "DELETED") return { change: kind, record: { id, cells }, changedFields, at, depth };
  return { change: kind, record: { id, cells }, changedFields, at, source, actor, depth };
}
