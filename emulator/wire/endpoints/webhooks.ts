import { z } from "zod";
import { refusals } from "../../api-error.ts";
import { printAllUrls } from "../../attachments/print-urls.ts";
import { formatIsoInstant } from "../../dates/iso-date.ts";
import type { Json, JsonObject } from "../../json.ts";
import { newMacSecret } from "../../webhooks/mac.ts";
import { requireFitting } from "../../webhooks/require-fitting.ts";
import { type Specification, specificationSchema } from "../../webhooks/specification.ts";
import { afterlifeMs, dropOldPayloads, isActive, type Webhook, webhookLifeMs } from "../../webhooks/webhook.ts";
import {
  type ApiRequest,
  type BaseCall,
  type BaseEndpoint,
  parseJsonBody,
  readParameters,
  requireScope,
} from "../endpoint.ts";
import { integerText, textParameter } from "../query-parameters.ts";

/** Most webhooks in a base, and of those most by one OAuth integration (reference 2). */
const mostWebhooks = 10;
const mostOfIntegration = 2;

const managed = { target: "base", scope: "webhook:manage", role: "create" } as const;
const read = { ...managed, role: "read" } as const;

const creation = z.strictObject({
  notificationUrl: z.url({ protocol: /^https?$/ }).nullish(),
  specification: specificationSchema,
});

/** `POST /v0/bases/{base}/webhooks`; the only answer that tells the secret (reference 7). */
export const createWebhook: BaseEndpoint = {
  ...managed,
  prepare: (request) => {
    const { notificationUrl, specification } = readParameters(parseJsonBody(request), creation);
    return (call) => {
      requireDataScopes(call, specification);
      requireFitting(specification, call.reader);
      const webhook: Webhook = {
        id: call.service.newId("ach"),
        notificationUrl: notificationUrl ?? null,
        specification,
        macSecretBase64: newMacSecret(call.service.newId),
        integrationId: integrationOf(call),
        isHookEnabled: true,
        areNotificationsEnabled: true,
        expirationTime: call.now + webhookLifeMs,
        lastSuccessfulNotificationTime: null,
        lastNotificationResult: null,
        dueNotification: null,
        nextPayloadNumber: 1,
        payloads: [],
      };
      requireRoom(call, webhook.integrationId);
      call.base.webhooks.byId.set(webhook.id, webhook);
      const { id, macSecretBase64, expirationTime } = webhook;
      return { id, macSecretBase64, expirationTime: formatIsoInstant(expirationTime) };
    };
  },
};

/** `GET /v0/bases/{base}/webhooks` (reference 7). */
export const listWebhooks: BaseEndpoint = {
  ...read,
  prepare: () => (call) => ({ webhooks: remembered(call).map(shown) }),
};

/** `DELETE /v0/bases/{base}/webhooks/{webhook}` (reference 7). */
export const deleteWebhook: BaseEndpoint = {
  ...managed,
  prepare: (request) => (call) => {
    const webhook = webhookOf(call, request);
    call.base.webhooks.byId.delete(webhook.id);
    call.service.notifier.forget(webhook);
    return null;
  },
};

/** `POST …/{webhook}/enableNotifications`: payloads are made either way (reference 7). */
export const enableNotifications: BaseEndpoint = {
  ...managed,
  prepare: (request) => {
    const { enable } = readParameters(parseJsonBody(request), z.strictObject({ enable: z.boolean() }));
    return (call) => {
      const webhook = webhookOf(call, request);
      webhook.areNotificationsEnabled = enable;
      if (!enable) call.service.notifier.forget(webhook);
      return null;
    };
  },
};

/** `POST …/{webhook}/refresh`: another seven days, unless it expired (reference 7). */
export const refreshWebhook: BaseEndpoint = {
  ...managed,
  prepare: (request) => (call) => {
    const webhook = webhookOf(call, request);
    if (!isActive(webhook, call.now)) throw refusals.invalidRequest();
    webhook.expirationTime = call.now + webhookLifeMs;
    return { expirationTime: formatIsoInstant(webhook.expirationTime) };
  },
};

const paging = z.object({
  cursor: integerText.pipe(z.int().min(1)).default(1),
  limit: integerText.pipe(z.int().min(1).max(50)).default(50),
});

/** `GET …/{webhook}/payloads`: from the cursor on, oldest first; reading keeps the webhook alive (reference 7). */
export const listPayloads: BaseEndpoint = {
  ...read,
  changesState: true,
  queryKeys: Object.keys(paging.shape),
  prepare: (request) => {
    const { cursor, limit } = readParameters(
      { cursor: textParameter(request.query, "cursor"), limit: textParameter(request.query, "limit") },
      paging,
    );
    return (call) => {
      const webhook = webhookOf(call, request);
      requireDataScopes(call, webhook.specification);
      if (isActive(webhook, call.now)) webhook.expirationTime = call.now + webhookLifeMs;
      dropOldPayloads(webhook, call.now);
      const { payloads, nextPayloadNumber } = webhook;
      const oldest = nextPayloadNumber - payloads.length;
      const from = Math.max(cursor, oldest);
      const page = payloads.slice(from - oldest, from - oldest + limit);
      const next = page.length === 0 ? cursor : from + page.length;
      return {
        payloads: page.map(({ payload }) => printAllUrls(payload, request.printUrl)),
        cursor: next,
        mightHaveMore: page.length > 0 && next < nextPayloadNumber,
      };
    };
  },
};

/** What a webhook tells must be what the token may read anyway. */
function requireDataScopes(call: BaseCall, { options }: Specification): void {
  const { dataTypes } = options.filters;
  if (dataTypes.includes("tableData")) requireScope(call, "data.records:read");
  if (dataTypes.some((type) => type !== "tableData")) requireScope(call, "schema.bases:read");
}

function requireRoom(call: BaseCall, integrationId: string | null): void {
  const active = remembered(call).filter((webhook) => isActive(webhook, call.now));
  if (active.length >= mostWebhooks) throw refusals.tooManyWebhooks();
  const own = active.filter((webhook) => integrationId !== null && webhook.integrationId === integrationId);
  if (own.length >= mostOfIntegration) throw refusals.tooManyWebhooksOfIntegration();
}

/** Who counts as one integration: where a seed does not say which, the owner's OAuth tokens together. */
function integrationOf({ token }: BaseCall): string | null {
  return token.kind === "oauth" ? (token.clientId ?? token.userId) : null;
}

/** The webhooks of the base but for those whose afterlife is over, which are forgotten. */
function remembered({ base, service, now }: BaseCall): Webhook[] {
  for (const webhook of base.webhooks.byId.values()) {
    if (now < webhook.expirationTime + afterlifeMs) continue;
    base.webhooks.byId.delete(webhook.id);
    service.notifier.forget(webhook);
  }
  return [...base.webhooks.byId.values()];
}

function webhookOf(call: BaseCall, request: ApiRequest): Webhook {
  const webhook = remembered(call).find(({ id }) => id === request.webhookId);
  if (webhook === undefined) throw refusals.modelNotFound();
  return webhook;
}

function shown(webhook: Webhook): JsonObject {
  const { lastSuccessfulNotificationTime: lastSuccess, lastNotificationResult, specification } = webhook;
  return {
    id: webhook.id,
    specification: json.parse(specification),
    notificationUrl: webhook.notificationUrl,
    cursorForNextPayload: webhook.nextPayloadNumber,
    isHookEnabled: webhook.isHookEnabled,
    areNotificationsEnabled: webhook.areNotificationsEnabled,
    expirationTime: formatIsoInstant(webhook.expirationTime),
    lastSuccessfulNotificationTime: lastSuccess === null ? null : formatIsoInstant(lastSuccess),
    lastNotificationResult,
  };
}

const json: z.ZodType<Json> = z.json();
