import { z } from "zod";
import { insertFirings } from "../store/firings.ts";
import { type StoredTrigger, updateTrigger } from "../store/triggers.ts";
import { askAsPublisher } from "./ask-as-publisher.ts";
import { isOfKind, type PublishedTrigger } from "./published-trigger.ts";
import type { TriggerParts } from "./trigger-parts.ts";

const query = /* GraphQL */ `
  query UsageOfTrigger($since: DateTime!) {
    usage(since: $since) { operations operationsWithErrors airtableCalls }
  }
`;
const answer = z.object({
  usage: z.object({ operations: z.number(), operationsWithErrors: z.number(), airtableCalls: z.number() }),
});

/**
 * Has a trigger fire when the tenant has used more today than it says, once a day. Days are those of UTC.
 * @param stored in `cursor`, the day that it fired for last
 * @throws AirgraphError like `AskSupergraph`
 */
export async function lookAtUsage(
  parts: TriggerParts,
  found: PublishedTrigger,
  { cursor }: StoredTrigger,
): Promise<void> {
  if (!isOfKind(found, "usage")) return;
  const now = new Date(parts.clock.now());
  const day = now.toISOString().slice(0, 10);
  if (cursor === day) return;
  const { metric, above } = found.trigger;
  const variables = { since: `${day}T00:00:00.000Z` };
  const { usage } = answer.parse(await askAsPublisher(parts, found, { query, variables }));
  const value = metric === "errors" ? usage.operationsWithErrors : usage[metric];
  if (value <= above) return;
  await parts.db.transaction(async (transaction) => {
    const happening = { metric, value, above, day };
    await insertFirings(transaction, [{ trigger: found.key, kind: "usage", key: day, happening }], now);
    await updateTrigger(transaction, found.key, { cursor: day });
  });
}
