import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import { createFolderMailer } from "./folder-mailer.ts";
import type { Mailer } from "./mailer.ts";
import { createSmtpMailer } from "./smtp-mailer.ts";

/**
 * A mail server when there is one, else a folder when there is one. With neither there is no mailer: mails may hold links
 * that sign people in, so they reach no log that nobody asked to hold them.
 * @param options.withoutIt what comes of having none, for the log
 */
export function chooseMailer(options: {
  smtpUrl: string | undefined;
  from: string;
  folder: string;
  withoutIt: string;
  clock: Clock;
  logger: Logger;
}): Mailer | undefined {
  const { smtpUrl, from, folder, withoutIt, clock, logger } = options;
  if (smtpUrl !== undefined) return createSmtpMailer({ url: smtpUrl, from });
  if (folder !== "") {
    logger.warn(
      { folder },
      "mails are written to a folder and to this log, with the links in them: for development only",
    );
    return createFolderMailer({ folder, clock, logger });
  }
  logger.error(`NO MAIL IS SENT: set MAIL_SMTP_URL. Until then ${withoutIt}`);
  return undefined;
}
