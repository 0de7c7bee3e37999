import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { chooseMailer } from "../../../kernel/mail/choose-mailer.ts";
import { createOutbox, type Outbox } from "./outbox.ts";
import { startOutboxSender } from "./send-outbox.ts";

/** Mail as a process has it: what takes orders, and what sends them. */
export interface OpenMail {
  readonly outbox: Outbox;
  stop(): Promise<void>;
}

export function openMail(options: {
  db: Database;
  clock: Clock;
  logger: Logger;
  smtpUrl: string | undefined;
  from: string;
  folder: string;
  appUrl: string;
}): OpenMail {
  const { clock } = options;
  const withoutIt = "nobody can sign up or reset a password; mails wait for up to 3 days";
  const mailer = chooseMailer({ ...options, withoutIt });
  if (mailer === undefined) return { outbox: createOutbox({ clock, wake: () => {} }), stop: async () => {} };
  const sender = startOutboxSender({ ...options, mailer });
  return { outbox: createOutbox({ clock, wake: () => sender.wake() }), stop: async () => sender.stop() };
}
