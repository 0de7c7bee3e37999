import type { ErrorCode } from "../../../kernel/errors/error-code.ts";
import type { TenantId } from "../../../kernel/identity/ids.ts";
import type { BaseId, WatchId, WebhookId } from "../ids.ts";

/**
 * A watch is starting until Airtable has a webhook that is known to work, then active. It fails when trying again will
 * not help soon (a scope is missing, the base was taken away), is tried again all the same, and is active once more when
 * that works.
 */
export type WatchState =
  | { readonly kind: "starting" }
  | { readonly kind: "active" }
  | { readonly kind: "failing"; readonly code: ErrorCode; readonly message: string };

/** A base whose changes somebody in a tenant wants to hear of. */
export interface Watch {
  readonly id: WatchId;
  readonly tenantId: TenantId;
  readonly baseId: BaseId;
  readonly state: WatchState["kind"];
  readonly webhook: WatchedWebhook | null;
  /** Rounds that failed in a row. */
  readonly failures: number;
  /** Whether somebody listens; "lately" keeps the webhook, so that a client that comes back has missed nothing. */
  readonly wanted: "now" | "lately" | "no longer";
}

/** Our webhook at Airtable. */
export interface WatchedWebhook {
  readonly id: WebhookId;
  readonly sealedSecret: string;
  /** Null when it notifies nobody, and its payloads are polled for. */
  readonly notificationUrl: string | null;
  /** Number of the payload to be read next. */
  readonly cursor: number;
  /** When Airtable was last asked how it is. */
  readonly checkedAt: Date;
}
