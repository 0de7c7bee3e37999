import type { JsonObject } from "../json.ts";
import type { Specification } from "./specification.ts";

/** Life of a webhook and of its payloads, ms (reference 7). */
const week = 7 * 24 * 60 * 60 * 1000;
export const webhookLifeMs = week;
/** How long an expired webhook can still be listed and read. */
export const afterlifeMs = week;
const payloadLifeMs = week;

/** How a ping went (`lastNotificationResult` of reference 7). */
export type NotificationResult = {
  /** ISO 8601, UTC. */
  readonly completionTimestamp: string;
  readonly durationMs: number;
  /** 0 for the first attempt. */
  readonly retryNumber: number;
} & (
  | { readonly success: true }
  | { readonly success: false; readonly error: { readonly message: string }; readonly willBeRetried: boolean }
);

/** A webhook and its payloads: plain data, times in ms, so that it can be stored as it is. */
export interface Webhook {
  readonly id: string;
  readonly notificationUrl: string | null;
  readonly specification: Specification;
  readonly macSecretBase64: string;
  /** The OAuth integration that made it; null for personal access tokens. */
  readonly integrationId: string | null;
  /** False for good once its specification cannot be followed any more. */
  isHookEnabled: boolean;
  areNotificationsEnabled: boolean;
  expirationTime: number;
  lastSuccessfulNotificationTime: number | null;
  lastNotificationResult: NotificationResult | null;
  /** A ping that is owed. From its time on it is being sent. */
  dueNotification: DueNotification | null;
  /** The number the next payload gets; the first is 1, and it is never reset. */
  nextPayloadNumber: number;
  /** The newest payloads in order; the last has the number `nextPayloadNumber - 1`. */
  readonly payloads: StoredPayload[];
}

interface DueNotification {
  readonly at: number;
  /** 0 for the first attempt. */
  readonly retryNumber: number;
  /** Whether there is news since it was sent: one more ping follows. */
  readonly moreToTell: boolean;
}

interface StoredPayload {
  readonly time: number;
  readonly payload: JsonObject;
}

/** The webhooks of a base. */
export interface BaseWebhooks {
  readonly byId: Map<string, Webhook>;
  /** Number of writes so far (`baseTransactionNumber`). */
  transactions: number;
}

/** Whether changes still become payloads. */
export function isActive(webhook: Webhook, now: number): boolean {
  return webhook.isHookEnabled && now < webhook.expirationTime;
}

/** Adds a payload and lets go of those past their time. */
export function addPayload(webhook: Webhook, payload: JsonObject, now: number): void {
  webhook.payloads.push({ time: now, payload });
  webhook.nextPayloadNumber += 1;
  dropOldPayloads(webhook, now);
}

export function dropOldPayloads(webhook: Webhook, now: number): void {
  const kept = webhook.payloads.findIndex(({ time }) => now < time + payloadLifeMs);
  webhook.payloads.splice(0, kept < 0 ? webhook.payloads.length : kept);
}
