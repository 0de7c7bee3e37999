import { z } from "zod";
import { auditSettings } from "../../kernel/audit-log/settings.ts";
import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings, redisSettings } from "../../kernel/database/settings.ts";
import { secretsSettings } from "../../kernel/secrets/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";
import { providers, redirectUris } from "./external-sign-in/provider-settings.ts";

const onOrOff = z.enum(["on", "off"], "must be on or off").transform((value) => value === "on");

const smtpUrl = text.optionalUrl.refine(
  (url) => url === undefined || /^smtps?:$/.test(new URL(url).protocol),
  "must begin with smtp:// or smtps://",
);

const mailFrom = z
  .string()
  .regex(/^[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>$|^[^<>@\s]+@[^<>@\s]+$/, "must be `Name <address>`");

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  ...secretsSettings,
  ...redisSettings,
  ...auditSettings,
  accessTokenMinutes: setting("ACCESS_TOKEN_MINUTES", text.positiveInteger, {
    description: "How long an access token is good for.",
    default: "10",
  }),
  accessTokenKeyDays: setting("ACCESS_TOKEN_KEY_DAYS", text.positiveInteger, {
    description: "After how long the key that signs access tokens is replaced by a new one; nobody notices.",
    default: "30",
  }),
  sessionDays: setting("SESSION_DAYS", text.positiveInteger, {
    description: "How long a session lasts that is not used.",
    default: "30",
  }),
  sessionMaxDays: setting("SESSION_MAX_DAYS", text.positiveInteger, {
    description: "How long a session lasts at most, however much it is used.",
    default: "365",
  }),
  rateLimits: setting("RATE_LIMITS", onOrOff, {
    description: 'Whether attempts to sign in, sign up and the like are limited (README, "Signing up, signing in").',
    default: "on",
  }),
  appUrl: setting("APP_URL", text.url, {
    description: "Root of the pages of your frontend that links in mails lead to, for example /verify-email.",
    default: "http://localhost:8000",
  }),
  identityProviders: setting("OIDC_PROVIDERS", providers, {
    description:
      'OpenID providers that people can sign in with, as JSON: `[{"name":"google","label":"Google","issuer":"https://accounts.google.com","clientId":"…","clientSecret":"…"}]`; `scopes` are openid and email unless given. Empty: none.',
    default: "",
    secret: true,
  }),
  redirectUris: setting("OIDC_REDIRECT_URIS", redirectUris, {
    description:
      "Pages of your frontend that providers may send people back to, comma separated, letter by letter as the providers have them. Clients can choose one of them and nothing else.",
    default: "http://localhost:8000/external-sign-in",
  }),
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
  accountGraceDays: setting("ACCOUNT_GRACE_DAYS", text.wholeNumber, {
    description: "How many days a deleted account can be taken back.",
    default: "14",
  }),
  breachedPasswordsUrl: setting("BREACHED_PASSWORDS_URL", text.optionalUrl, {
    description:
      "List of passwords that became known, asked with five characters of a hash, as https://api.pwnedpasswords.com. Empty: none is asked.",
    default: "",
  }),
};
