import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { type Mailer, RecipientRefusedError } from "../../../kernel/mail/mailer.ts";
import { type ClaimedMail, claimMails, deleteMail, postponeMail } from "../store/outbox.ts";
import { mailOrder } from "./mail-order.ts";
import { sendMail } from "./send-mail.ts";

const mostAtOnce = 5;
/** Longer than the slowest mail server is waited for. */
const leaseMs = 120_000;
const firstRetryMs = 5_000;
const longestRetryMs = 3_600_000;
const givenUpAfterMs = 3 * 86_400_000;
/** What other processes ordered, or what is due again, waits this long at most. */
const pollMs = 2_000;
/** How long the end of the process waits for mails that are being sent. */
const partingMs = 3_000;

export interface OutboxSender {
  /** Looks for mails at once. */
  wake(): void;
  /** Resolves when what is being sent has been, or after a few seconds: the rest is sent by the next process. */
  stop(): Promise<void>;
}

/**
 * Sends what waits in the outbox, in every auth process: each mail is claimed by one of them. A mail leaves the outbox
 * after the mail server has taken it, so it survives servers and processes that die; a process that dies in between
 * makes it arrive twice, never not at all.
 */
export function startOutboxSender(options: {
  db: Database;
  clock: Clock;
  mailer: Mailer;
  appUrl: string;
  logger: Logger;
}): OutboxSender {
  const { db, clock, logger } = options;
  const stopping = new AbortController();
  let woken = false;
  let rest = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      const sent = await sendDue().catch((err: unknown) => {
        logger.warn({ err }, "the outbox could not be read");
        return 0;
      });
      if (sent === 0 && !woken && !stopping.signal.aborted) {
        rest = new AbortController();
        await delay(pollMs, undefined, { signal: rest.signal, ref: false }).catch(() => {});
      }
    }
  }

  async function sendDue(): Promise<number> {
    const now = new Date(clock.now());
    const claimed = await claimMails(db, { now, until: new Date(now.getTime() + leaseMs), most: mostAtOnce });
    await Promise.all(claimed.map(sendOne));
    return claimed.length;
  }

  /** Addresses and texts stay out of the log: the mail's id finds what it was about. */
  async function sendOne(claimed: ClaimedMail): Promise<void> {
    const { id, attempts, createdAt } = claimed;
    const order = mailOrder.safeParse(claimed.mail);
    const about = { mailId: id, kind: order.data?.kind, attempts };
    if (!order.success) {
      logger.error(about, "a mail was given up: this version does not know its kind");
      await deleteMail(db, id);
      return;
    }
    try {
      const sent = await sendMail(options, { id, order: order.data });
      logger.info(about, sent ? "mail sent" : "mail dropped: what it was about is gone");
    } catch (err) {
      if (!(err instanceof RecipientRefusedError) && clock.now() - createdAt.getTime() < givenUpAfterMs) {
        const waitMs = Math.min(firstRetryMs * 2 ** (attempts - 1), longestRetryMs);
        logger.warn(
          { ...about, waitMs, err: withoutAddress(err) },
          "a mail could not be sent, and will be tried again",
        );
        await postponeMail(db, claimed, new Date(clock.now() + waitMs));
        return;
      }
      logger.error({ ...about, err: withoutAddress(err) }, "a mail was given up");
    }
    await deleteMail(db, id);
  }

  const running = run();
  return {
    wake() {
      woken = true;
      rest.abort();
    },
    async stop() {
      stopping.abort();
      rest.abort();
      await Promise.race([running, delay(partingMs, undefined, { ref: false })]);
    },
  };
}

/** What a mail server says may repeat the address, and what a library says may hold the whole mail. */
function withoutAddress(error: unknown): Record<string, unknown> {
  const root = error instanceof RecipientRefusedError ? error.cause : error;
  if (!(root instanceof Error)) return { type: typeof root };
  const { code, command, responseCode } = root as { code?: unknown; command?: unknown; responseCode?: unknown };
  return { type: root.name, code, command, responseCode };
}
