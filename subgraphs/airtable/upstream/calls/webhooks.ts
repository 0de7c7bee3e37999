import type { BaseId, TableId, WebhookId } from "../../ids.ts";
import type { AirtableAccess } from "../airtable-access.ts";
import {
  type CreatedWebhookAnswer,
  createdWebhookAnswer,
  emptyAnswer,
  type PayloadsAnswer,
  payloadsAnswer,
  refreshedWebhookAnswer,
  type WebhookAnswer,
  webhooksAnswer,
} from "../answers.ts";
import { type CallerParts, callAirtable } from "../call-airtable.ts";

export interface WebhookAddress {
  readonly baseId: BaseId;
  readonly webhookId: WebhookId;
}

/** What a webhook is told of (emulator/airtable-api.md 7). */
export interface WebhookFilters {
  readonly dataTypes: readonly ("tableData" | "tableFields" | "tableMetadata")[];
  readonly recordChangeScope?: TableId | undefined;
}

/** Webhooks (emulator/airtable-api.md 7). All throw as `callAirtable` does. */
export interface WebhookCalls {
  /** @param notificationUrl null: nobody is pinged, payloads are there to be read all the same */
  createWebhook(
    access: AirtableAccess,
    baseId: BaseId,
    webhook: { notificationUrl: string | null; filters: WebhookFilters },
  ): Promise<CreatedWebhookAnswer>;
  listWebhooks(access: AirtableAccess, baseId: BaseId): Promise<WebhookAnswer[]>;
  deleteWebhook(access: AirtableAccess, webhook: WebhookAddress): Promise<void>;
  enableNotifications(access: AirtableAccess, webhook: WebhookAddress): Promise<void>;
  /** @returns until when it lives now, if Airtable says */
  refreshWebhook(access: AirtableAccess, webhook: WebhookAddress): Promise<Date | null>;
  /** Up to 50 payloads from a cursor on, which starts at 1. */
  listPayloads(access: AirtableAccess, webhook: WebhookAddress, cursor: number): Promise<PayloadsAnswer>;
}

export function webhookCalls(parts: CallerParts): WebhookCalls {
  return {
    createWebhook: async (access, baseId, { notificationUrl, filters }) =>
      callAirtable(parts, access, baseId, {
        operation: "createWebhook",
        method: "POST",
        path: `/v0/bases/${baseId}/webhooks`,
        body: {
          kind: "json",
          value: {
            ...(notificationUrl === null ? {} : { notificationUrl }),
            specification: { options: { filters } },
          },
        },
        effect: "write",
        answer: createdWebhookAnswer,
      }),

    async listWebhooks(access, baseId) {
      const { webhooks } = await callAirtable(parts, access, baseId, {
        operation: "listWebhooks",
        method: "GET",
        path: `/v0/bases/${baseId}/webhooks`,
        effect: "read",
        answer: webhooksAnswer,
      });
      return webhooks;
    },

    async deleteWebhook(access, { baseId, webhookId }) {
      await callAirtable(parts, access, baseId, {
        operation: "deleteWebhook",
        method: "DELETE",
        path: `/v0/bases/${baseId}/webhooks/${webhookId}`,
        effect: "repeatable write",
        answer: emptyAnswer,
      });
    },

    async enableNotifications(access, { baseId, webhookId }) {
      await callAirtable(parts, access, baseId, {
        operation: "enableNotifications",
        method: "POST",
        path: `/v0/bases/${baseId}/webhooks/${webhookId}/enableNotifications`,
        body: { kind: "json", value: { enable: true } },
        effect: "repeatable write",
        answer: emptyAnswer,
      });
    },

    async refreshWebhook(access, { baseId, webhookId }) {
      const { expirationTime } = await callAirtable(parts, access, baseId, {
        operation: "refreshWebhook",
        method: "POST",
        path: `/v0/bases/${baseId}/webhooks/${webhookId}/refresh`,
        effect: "repeatable write",
        answer: refreshedWebhookAnswer,
      });
      return expirationTime ?? null;
    },

    listPayloads: async (access, { baseId, webhookId }, cursor) =>
      callAirtable(parts, access, baseId, {
        operation: "listPayloads",
        method: "GET",
        path: `/v0/bases/${baseId}/webhooks/${webhookId}/payloads?cursor=${cursor}`,
        effect: "read",
        answer: payloadsAnswer,
      }),
  };
}
