import { z } from "zod";
import { setting, text } from "../config/settings.ts";

const smtpUrl = text.optionalUrl.refine(
  (url) => url === undefined || /^smtps?:$/.test(new URL(url).protocol),
  "must begin with smtp:// or smtps://",
);

const mailFrom = z
  .string()
  .regex(/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, "must be `Name <address>`");

/** Shared by every part that sends mails. */
export const mailSettings = {
  mailSmtpUrl: setting("MAIL_SMTP_URL", smtpUrl, {
    description:
      "Mail server, as smtps://user:password@host:465, or smtp://… with `?requireTLS=true` to insist on TLS. Empty: mails go to MAIL_FOLDER.",
    default: "",
    secret: true,
  }),
  mailFrom: setting("MAIL_FROM", mailFrom, {
    description: "Sender of mails, as `Name <address>`; the mail server has to permit it.",
    default: "Airgraph <no-reply@localhost>",
  }),
  mailFolder: setting("MAIL_FOLDER", text.string, {
    description:
      "For development: folder that mails are written to when there is no MAIL_SMTP_URL; they are logged too, links included. With neither, no mail is sent, and the log says so at the start.",
    default: "",
  }),
};
