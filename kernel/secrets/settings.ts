import { setting, text } from "../config/settings.ts";

/** Shared by every part that stores secrets (seal.ts). */
export const secretsSettings = {
  encryptionKey: setting("ENCRYPTION_KEY", text.key256, {
    description:
      "Encrypts the keys of all secrets in the database: Airtable tokens, for one (32 bytes, base64). When it is lost, so are they.",
    secret: true,
  }),
  formerEncryptionKeys: setting("ENCRYPTION_KEYS_FORMER", text.keys256, {
    description:
      "Other values of ENCRYPTION_KEY, comma separated: they open what they encrypted. `npm run rotate-keys` says when they can go.",
    default: "",
    secret: true,
  }),
};
