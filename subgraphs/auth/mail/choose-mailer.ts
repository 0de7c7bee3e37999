import type { Clock } from "../../../kernel/clock.ts";
import type { Logger } from "../../../kernel/logger.ts";
import { createFolderMailer } from "./folder-mailer.ts";
import type { Mailer } from "./mailer.ts";
import { createSmtpMailer } from "./smtp-mailer.ts";

/**
 * A mail server when there is one, else a folder when there is one. With neither, mails wait in the outbox until there
 * is: their links sign people in, so they reach no log that nobody asked to hold them.
 */
export function chooseMailer(options: {
  smtpUrl: string | undefined;
  from: string;
  folder: string;
  clock: Clock;
  logger: Logger;
}): Mailer | undefined {
  const { smtpUrl, from, folder, clock, logger } = options;
  if (smtpUrl !== undefined) return createSmtpMailer({ url: smtpUrl, from });
  if (folder !== "") {
    logger.warn(
      { folder },
      "mails are written to a folder and to this log, with links that sign people in: for development only",
    );
    return createFolderMailer({ folder, clock, logger });
  }
  logger.error(
    "NO MAIL IS SENT: set MAIL_SMTP_URL. Until then nobody can sign up or reset a password; mails wait for up to 3 days",
  );
  return undefined;
}
