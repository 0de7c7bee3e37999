import type { Database } from "../../../kernel/database/database.ts";
import type { PublishedVersion } from "../definitions/published-version.ts";
import type { Trigger, TriggerKind } from "../definitions/triggers.ts";
import type { Starter } from "../starter.ts";
import { findPublished } from "../store/definitions.ts";
import type { TriggerKey } from "../store/triggers.ts";

/** A trigger as its workflow's published version has it. */
export interface PublishedTrigger {
  readonly key: TriggerKey;
  readonly trigger: Trigger;
  readonly published: PublishedVersion;
  /** In whose name it acts. */
  readonly publishedBy: Starter;
}

export interface PublishedOfKind<Kind extends TriggerKind> extends PublishedTrigger {
  readonly trigger: Extract<Trigger, { kind: Kind }>;
}

/** Undefined for one that fires no more: another version was published, or the workflow was disabled or archived. */
export async function findPublishedTrigger(db: Database, key: TriggerKey): Promise<PublishedTrigger | undefined> {
  const published = await findPublished(db, key.tenantId, key.workflowId);
  if (published?.enabled !== true || published.publishedBy === undefined) return undefined;
  const trigger = published.definition.triggers.find(({ id }) => id === key.id);
  return trigger && { key, trigger, published, publishedBy: published.publishedBy };
}

/** Whether it is of a kind. */
export function isOfKind<Kind extends TriggerKind>(
  found: PublishedTrigger,
  kind: Kind,
): found is PublishedOfKind<Kind> {
  return found.trigger.kind === kind;
}
