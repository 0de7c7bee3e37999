import type { Logger } from "pino";
import { Agent, request } from "undici";
import type { Clock } from "../clock.ts";
import { formatIsoInstant } from "../dates/iso-date.ts";
import type { Base } from "../store/model.ts";
import type { Timers } from "../timers.ts";
import { macOf } from "./mac.ts";
import type { Webhook } from "./webhook.ts";

/** How long a receiver may take, ms (reference 7). */
const patienceMs = 25_000;
const mostRetries = 13;
const firstRetryMs = 10_000;

/** How a ping ended. Times are ms since 1970-01-01 UTC. */
export interface Ping {
  readonly baseId: string;
  readonly webhookId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** 0 for the first attempt. */
  readonly retryNumber: number;
  /** Null when it was delivered. */
  readonly problem: string | null;
}

/** What goes on for a ping that is owed. */
type Delivery =
  | { readonly phase: "waiting"; readonly cancel: () => void }
  | { readonly phase: "sending"; readonly abort: AbortController };

interface Parts {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Told how a ping ended before the webhook shows it. */
  readonly onEnded?: (ping: Ping) => void;
  readonly logger?: Logger | undefined;
}

/**
 * Sends the pings of webhooks (reference 7): one at a time to each, news meanwhile is told by one further ping. A ping
 * that fails is sent again after 10 s, 20 s, 40 s …; after 13 retries the webhook's notifications are switched off.
 *
 * What is owed stands in the webhook; here is only what goes on about it.
 */
export class Notifier {
  readonly #clock: Clock;
  readonly #timers: Timers;
  readonly #onEnded: (ping: Ping) => void;
  readonly #logger: Logger | undefined;
  // No redirects: undici follows none unless told to.
  readonly #agent = new Agent({ keepAliveTimeout: 1000 });
  /** By webhook id. */
  readonly #deliveries = new Map<string, Delivery>();
  readonly #underWay = new Set<Promise<void>>();
  /** Whether pings are only noted, not sent. */
  #held = false;

  constructor({ clock, timers, onEnded, logger }: Parts) {
    this.#clock = clock;
    this.#timers = timers;
    this.#onEnded = onEnded ?? (() => {});
    this.#logger = logger;
  }

  /** Tells a webhook's receiver that there are payloads, now or with the ping that is due anyway. */
  notify(baseId: string, webhook: Webhook, now: number): void {
    if (webhook.notificationUrl === null || !webhook.areNotificationsEnabled) return;
    const due = webhook.dueNotification;
    if (due === null) this.#owe(baseId, webhook, now, 0);
    else if (due.at <= now) webhook.dueNotification = { ...due, moreToTell: true };
  }

  /** From here on nothing is sent: what an earlier run sent follows. */
  hold(): void {
    this.#held = true;
  }

  /** Sends what the earlier run still owed. */
  release(bases: Iterable<Base>): void {
    this.#held = false;
    for (const base of bases) {
      for (const webhook of base.webhooks.byId.values()) this.#wait(base.id, webhook);
    }
  }

  /** Puts down in a webhook how a ping to it ended, and what follows from that. */
  end(webhook: Webhook, ping: Ping): void {
    const { baseId, startedAt, endedAt, retryNumber, problem } = ping;
    const isNews = webhook.dueNotification?.moreToTell ?? false;
    const willBeRetried = problem !== null && retryNumber < mostRetries;
    webhook.dueNotification = null;
    webhook.lastNotificationResult = {
      ...(problem === null
        ? { success: true as const }
        : { success: false as const, error: { message: problem }, willBeRetried }),
      completionTimestamp: formatIsoInstant(endedAt),
      durationMs: endedAt - startedAt,
      retryNumber,
    };
    if (problem === null) {
      webhook.lastSuccessfulNotificationTime = endedAt;
      if (isNews) this.#owe(baseId, webhook, endedAt, 0);
    } else if (willBeRetried) this.#owe(baseId, webhook, endedAt + firstRetryMs * 2 ** retryNumber, retryNumber + 1);
    else webhook.areNotificationsEnabled = false;
  }

  /** Drops what is owed to a webhook. */
  forget(webhook: Webhook): void {
    webhook.dueNotification = null;
    this.#drop(webhook.id);
  }

  /** Ends all that goes on; resolves when nothing is left. */
  async stop(): Promise<void> {
    for (const webhookId of this.#deliveries.keys()) this.#drop(webhookId);
    await Promise.all(this.#underWay);
    await this.#agent.destroy();
  }

  #owe(baseId: string, webhook: Webhook, at: number, retryNumber: number): void {
    webhook.dueNotification = { at, retryNumber, moreToTell: false };
    if (!this.#held) this.#wait(baseId, webhook);
  }

  #wait(baseId: string, webhook: Webhook): void {
    const due = webhook.dueNotification;
    if (due === null) return;
    const cancel = this.#timers.runAt(due.at, () => this.#start(baseId, webhook, due.retryNumber));
    this.#deliveries.set(webhook.id, { phase: "waiting", cancel });
  }

  #drop(webhookId: string): void {
    const delivery = this.#deliveries.get(webhookId);
    this.#deliveries.delete(webhookId);
    if (delivery?.phase === "waiting") delivery.cancel();
    else delivery?.abort.abort();
  }

  #start(baseId: string, webhook: Webhook, retryNumber: number): void {
    const sending = this.#send(baseId, webhook, retryNumber)
      .catch((error: unknown) => this.#logger?.error({ err: error, webhookId: webhook.id }, "a ping failed"))
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async #send(baseId: string, webhook: Webhook, retryNumber: number): Promise<void> {
    const delivery: Delivery = { phase: "sending", abort: new AbortController() };
    this.#deliveries.set(webhook.id, delivery);
    const startedAt = this.#clock.now();
    const problem = await this.#post(baseId, webhook, delivery.abort);
    // Forgotten meanwhile: whatever came back is nobody's business any more.
    if (this.#deliveries.get(webhook.id) !== delivery) return;
    this.#deliveries.delete(webhook.id);
    const ping = { baseId, webhookId: webhook.id, startedAt, endedAt: this.#clock.now(), retryNumber, problem };
    this.#onEnded(ping);
    this.end(webhook, ping);
  }

  /** @returns what went wrong; null when the receiver took it */
  async #post(baseId: string, webhook: Webhook, abort: AbortController): Promise<string | null> {
    const body = JSON.stringify({
      base: { id: baseId },
      webhook: { id: webhook.id },
      timestamp: formatIsoInstant(this.#clock.now()),
    });
    const giveUp = this.#timers.runAt(this.#clock.now() + patienceMs, () => abort.abort());
    try {
      const response = await request(webhook.notificationUrl ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-airtable-content-mac": `hmac-sha256=${macOf(webhook.macSecretBase64, body)}`,
        },
        body,
        signal: abort.signal,
        dispatcher: this.#agent,
      });
      const { statusCode } = response;
      await response.body.dump();
      if (statusCode === 200 || statusCode === 204) return null;
      return `The HTTP request returned a ${statusCode} status code instead of 200 or 204`;
    } catch (error) {
      if (abort.signal.aborted) return "The HTTP request timed out";
      return `The HTTP request failed: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      giveUp();
    }
  }
}
