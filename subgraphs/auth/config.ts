import { auditSettings } from "../../kernel/audit-log/settings.ts";
import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings } from "../../kernel/database/settings.ts";
import { secretsSettings } from "../../kernel/secrets/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";
import { providers, redirectUris } from "./external-sign-in/provider-settings.ts";

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  ...secretsSettings,
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
  mailFolder: setting("MAIL_FOLDER", text.string, {
    description: "Folder that mails are written to, where no mail server is.",
    default: ".airgraph/mail",
  }),
};
