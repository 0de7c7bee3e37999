import { setting, text } from "../config/settings.ts";

/** Shared by every part that writes or verifies the audit log. */
export const auditSettings = {
  auditKey: setting("AUDIT_KEY", text.key256, {
    description:
      "Signs the entries of the audit log, so that who can only write to the database can't change it unnoticed (32 bytes, base64).",
    secret: true,
  }),
  formerAuditKeys: setting("AUDIT_KEYS_FORMER", text.keys256, {
    description: "Other values of AUDIT_KEY, comma separated: they verify what they signed, for as long as it is kept.",
    default: "",
    secret: true,
  }),
};
