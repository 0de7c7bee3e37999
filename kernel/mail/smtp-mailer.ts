import { createTransport } from "nodemailer";
import { type Mailer, RecipientRefusedError } from "./mailer.ts";

/** Nobody waits for a mail, but a server that hangs must not hold up the others for long. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/**
 * Sends over SMTP, one connection a mail.
 * @param url `smtps://user:password@host:465`, or `smtp://…`, which uses TLS when the server offers it;
 *   `?requireTLS=true` insists on it
 * @param from as `Name <address>`
 */
export function createSmtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const domain = /@([^@\s<>]+)>?$/.exec(from)?.[1] ?? "localhost";
  const transport = createTransport({ url, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ to, subject, text, messageKey }) {
      try {
        // As an object an address is one recipient, whatever characters it has.
        await transport.sendMail({
          from,
          to: { name: "", address: to },
          subject,
          text,
          ...(messageKey === undefined ? {} : { messageId: `<${messageKey}@${domain}>` }),
        });
      } catch (error) {
        if (refusedForGood(error)) throw new RecipientRefusedError({ cause: error });
        throw error;
      }
    },
  };
}

/** A wrong password for the mail server or a full queue of it is no reason to throw mails away; a wrong recipient is. */
function refusedForGood(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, command, responseCode } = error as { code?: unknown; command?: unknown; responseCode?: unknown };
  return code === "EENVELOPE" && command === "RCPT TO" && typeof responseCode === "number" && responseCode >= 500;
}
