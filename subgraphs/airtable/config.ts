import { setting, text } from "../../kernel/config/settings.ts";
import { databaseSettings } from "../../kernel/database/settings.ts";
import { subgraphSettings } from "../../kernel/subgraph/settings.ts";

export const settings = {
  ...subgraphSettings,
  ...databaseSettings,
  encryptionKey: setting("ENCRYPTION_KEY", text.key256, {
    description:
      "Encrypts Airtable tokens in the database (32 bytes, base64). When it is lost or changed, tenants must connect again.",
    secret: true,
  }),
  airtableUrl: setting("AIRTABLE_API_URL", text.url, {
    description: "Root of Airtable's Web API, or of the emulator.",
    default: "https://api.airtable.com",
  }),
  airtableContentUrl: setting("AIRTABLE_CONTENT_URL", text.optionalUrl, {
    description:
      "Root of the host that takes uploads. Empty: https://content.airtable.com for Airtable itself, AIRTABLE_API_URL for anything else.",
    default: "",
  }),
  airtableTimeoutMs: setting("AIRTABLE_TIMEOUT_MS", text.positiveInteger, {
    description: "How long one call to Airtable may take.",
    default: "30000",
  }),
  airtableMaxWaitMs: setting("AIRTABLE_MAX_WAIT_MS", text.positiveInteger, {
    description:
      "How long a call may wait for its turn under Airtable's limits before it is refused with RATE_LIMITED.",
    default: "30000",
  }),
};
