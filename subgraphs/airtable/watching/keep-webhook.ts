import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { appendEvents, lastSequence } from "../../../kernel/event-log/event-log.ts";
import type { Seal } from "../../../kernel/secrets/seal.ts";
import type { WatchId, WebhookId } from "../ids.ts";
import { existingWatches, markChecked, replaceWebhook } from "../store/watches.ts";
import type { AirtableAccess } from "../upstream/airtable-access.ts";
import type { AirtableClient } from "../upstream/airtable-client.ts";
import { changesMissed, recordStream } from "./change-events.ts";
import type { Watch, WatchedWebhook } from "./watch.ts";

export interface WebhookParts {
  readonly db: Database;
  readonly client: AirtableClient;
  readonly seal: Seal;
  readonly clock: Clock;
  /** Root under which Airtable reaches the router; undefined when it can't. */
  readonly publicUrl: string | undefined;
}

/** A webhook lives for seven days (emulator/airtable-api.md 7); this leaves several tries and a long weekend. */
const refreshBeforeMs = 4 * 24 * 3_600_000;

const dataTypes = ["tableData", "tableFields", "tableMetadata"] as const;

/** Where the webhook of a watch sends its notifications; null when there is nowhere. */
export function notificationUrlOf({ publicUrl }: WebhookParts, id: WatchId): string | null {
  return publicUrl === undefined ? null : `${addressPrefix(publicUrl)}${id}`;
}

function addressPrefix(publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, "")}/webhooks/airtable/`;
}

/**
 * Asks Airtable how a webhook is, prolongs its life, and has notifications sent that Airtable gave up sending.
 * @returns whether it goes on telling of changes
 */
export async function keepWebhook(
  parts: WebhookParts,
  access: AirtableAccess,
  { id, baseId }: Watch,
  webhook: WatchedWebhook,
): Promise<boolean> {
  const { db, client, clock } = parts;
  const listed = await client.listWebhooks(access, baseId);
  const found = listed.find((each) => each.id === webhook.id);
  if (found === undefined || !found.isHookEnabled) return false;
  const livesForMs = found.expirationTime ? found.expirationTime.getTime() - clock.now() : Number.POSITIVE_INFINITY;
  if (livesForMs <= 0) return false;

  const address = { baseId, webhookId: webhook.id };
  if (livesForMs < refreshBeforeMs) await client.refreshWebhook(access, address);
  if (webhook.notificationUrl !== null && !found.areNotificationsEnabled) {
    await client.enableNotifications(access, address);
  }
  await markChecked(db, id, new Date(clock.now()));
  return true;
}

/**
 * Makes a webhook in the place of the one that has ended, if there was one. Changes made until now may have gone
 * unnoticed, so those who listened before are told.
 */
export async function makeWebhook(parts: WebhookParts, access: AirtableAccess, watch: Watch): Promise<void> {
  const { db, client, seal, clock } = parts;
  const { id, tenantId, baseId } = watch;
  await removeStale(parts, access, watch);
  const notificationUrl = notificationUrlOf(parts, id);
  const created = await client.createWebhook(access, baseId, { notificationUrl, filters: { dataTypes } });
  const webhook: WatchedWebhook = {
    id: created.id,
    sealedSecret: seal.close({ tenantId, holder: id }, created.macSecretBase64),
    notificationUrl,
    cursor: 1,
    checkedAt: new Date(clock.now()),
  };
  const stored = await db.transaction(async (transaction) => {
    if (!(await replaceWebhook(transaction, id, watch.webhook?.id ?? null, webhook))) return false;
    const stream = recordStream(baseId);
    if ((await lastSequence(transaction, tenantId, stream)) > 0)
      await appendEvents(transaction, tenantId, stream, [changesMissed(baseId)]);
    return true;
  });
  // Another process took the watch over and has made its own.
  if (!stored) await removeWebhook(parts, access, watch, created.id);
}

/** Deletes a webhook, unless it is gone already. */
export async function removeWebhook(
  { client }: WebhookParts,
  access: AirtableAccess,
  { baseId }: Watch,
  webhookId: WebhookId,
): Promise<void> {
  try {
    await client.deleteWebhook(access, { baseId, webhookId });
  } catch (error) {
    if (!(error instanceof AirgraphError && error.code === "NOT_FOUND")) throw error;
  }
}

/**
 * A base takes ten webhooks, so those that would never be used again are deleted: the one before, and those with an
 * address of ours that belong to no watch, left by a process that ended at the wrong moment. Without an address ours
 * can't be told from other people's; Airtable deletes them after a week.
 */
async function removeStale(parts: WebhookParts, access: AirtableAccess, watch: Watch): Promise<void> {
  const stale = new Set<WebhookId>(watch.webhook === null ? [] : [watch.webhook.id]);
  if (parts.publicUrl !== undefined) {
    const prefix = addressPrefix(parts.publicUrl);
    const ours = (await parts.client.listWebhooks(access, watch.baseId)).flatMap(({ id, notificationUrl }) =>
      notificationUrl?.startsWith(prefix) === true ? [{ id, watchId: notificationUrl.slice(prefix.length) }] : [],
    );
    const existing = await existingWatches(
      parts.db,
      ours.map(({ watchId }) => watchId),
    );
    for (const { id, watchId } of ours) if (watchId === watch.id || !existing.has(watchId)) stale.add(id);
  }
  for (const id of stale) await removeWebhook(parts, access, watch, id);
}
