import { auditSettings } from "../../kernel/audit-log/settings.ts";
import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings, redisSettings } from "../../kernel/database/settings.ts";
import { secretsSettings } from "../../kernel/secrets/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";

/** As `new URL` prints it, since it has to be the same text wherever it is sent. */
const redirectUri = text.optionalUrl.refine((url) => {
  if (url === undefined) return true;
  const { href, search, hash } = new URL(url);
  return href === url && search === "" && hash === "";
}, "must be a URL with a path, without a query");

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  ...redisSettings,
  ...secretsSettings,
  ...auditSettings,
  airtableUrl: setting("AIRTABLE_API_URL", text.url, {
    description: "Root of Airtable's Web API, or of the emulator.",
    default: "https://api.airtable.com",
  }),
  airtableContentUrl: setting("AIRTABLE_CONTENT_URL", text.optionalUrl, {
    description:
      "Root of the host that takes uploads. Empty: https://content.airtable.com for Airtable itself, AIRTABLE_API_URL for anything else.",
    default: "",
  }),
  airtableOAuthUrl: setting("AIRTABLE_OAUTH_URL", text.url, {
    description: "Where Airtable's OAuth is, `/authorize` and `/token`; of the emulator it is `/oauth2/v1`.",
    default: "https://airtable.com/oauth2/v1",
  }),
  airtableOAuthClientId: setting("AIRTABLE_OAUTH_CLIENT_ID", text.string, {
    description: "Airgraph's id as an OAuth integration at Airtable. Empty: tenants connect by token only.",
    default: "",
  }),
  airtableOAuthClientSecret: setting("AIRTABLE_OAUTH_CLIENT_SECRET", text.string, {
    description: "The integration's secret, if Airtable gave it one.",
    default: "",
    secret: true,
  }),
  airtableOAuthRedirectUri: setting("AIRTABLE_OAUTH_REDIRECT_URI", redirectUri, {
    description:
      "The page of your frontend to which Airtable sends people back, letter by letter as the integration has it.",
    default: "",
  }),
  airtableTimeoutMs: setting("AIRTABLE_TIMEOUT_MS", text.positiveInteger, {
    description: "How long one call to Airtable may take.",
    default: "30000",
  }),
  airtableCallsPerBase: setting("AIRTABLE_CALLS_PER_BASE", text.wholeNumber, {
    description:
      "Calls a second that Airtable takes for one base. Another number only when Airtable has agreed to it; 0 for none, as with an emulator that has no limits.",
    default: "5",
  }),
  airtableCallsPerOwner: setting("AIRTABLE_CALLS_PER_OWNER", text.wholeNumber, {
    description: "Calls a second that Airtable takes with all tokens of one person. The same holds.",
    default: "50",
  }),
  airtableMaxWaitMs: setting("AIRTABLE_MAX_WAIT_MS", text.positiveInteger, {
    description:
      "How long a call may wait for its turn under Airtable's limits. One that would wait longer is refused with RATE_LIMITED.",
    default: "30000",
  }),
  airtableMaxBulkWaitMs: setting("AIRTABLE_MAX_BULK_WAIT_MS", text.positiveInteger, {
    description: "The same for calls of workflows and of background work.",
    default: "120000",
  }),
  airtableMaxQueue: setting("AIRTABLE_MAX_QUEUE", text.positiveInteger, {
    description: "Calls that may wait for one base, in all processes together. One more is refused with RATE_LIMITED.",
    default: "1000",
  }),
  webhookUrl: setting("AIRTABLE_WEBHOOK_URL", text.optionalUrl, {
    description: "Public root of the router (https://…), where Airtable tells of changes. Empty: they are polled for.",
    default: "",
  }),
  pollMs: setting("AIRTABLE_POLL_MS", text.positiveInteger, {
    description:
      "How often the bases of typed graphs in use are looked at, and watched ones are polled for changes while AIRTABLE_WEBHOOK_URL is empty.",
    default: "3000",
  }),
};
