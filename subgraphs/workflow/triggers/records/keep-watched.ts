import { askAsPublisher } from "../ask-as-publisher.ts";
import { failToFire, passes } from "../fire.ts";
import { isOfKind, type PublishedTrigger } from "../published-trigger.ts";
import type { TriggerParts } from "../trigger-parts.ts";

const query = /* GraphQL */ `
  mutation KeepWatchingForTrigger($baseId: ID!) {
    keepWatching(baseId: $baseId) { active }
  }
`;

/**
 * Has the base of a trigger watched for a while, in the publisher's name. Where it can't be, a run that has failed says so,
 * once a day.
 * @throws AirgraphError what may pass
 */
export async function keepWatched(parts: TriggerParts, found: PublishedTrigger): Promise<void> {
  if (!isOfKind(found, "record")) return;
  const { key, trigger } = found;
  try {
    await askAsPublisher(parts, found, { query, variables: { baseId: trigger.baseId } });
  } catch (error) {
    if (passes(error)) throw error;
    const day = new Date(parts.clock.now()).toISOString().slice(0, 10);
    const idempotencyKey = ["watch", key.workflowId, key.id, day].join(":");
    await failToFire(parts, found, { brought: { baseId: trigger.baseId }, idempotencyKey }, error);
  }
}
