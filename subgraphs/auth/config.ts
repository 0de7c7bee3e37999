import { z } from "zod";
import { auditSettings } from "../../kernel/audit-log/settings.ts";
import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings, redisSettings } from "../../kernel/database/settings.ts";
import { mailSettings } from "../../kernel/mail/settings.ts";
import { secretsSettings } from "../../kernel/secrets/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";
import { providers, redirectUris } from "./external-sign-in/provider-settings.ts";

const onOrOff = z.enum(["on", "off"], "must be on or off").transform((value) => value === "on");

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  ...secretsSettings,
  ...redisSettings,
  ...auditSettings,
  ...mailSettings,
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
