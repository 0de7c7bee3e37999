import { setting, text } from "../config/settings.ts";
import { publicKey } from "../identity/signing-key.ts";

/** Shared by all subgraphs. */
export const subgraphSettings = {
  identityKey: setting("IDENTITY_PUBLIC_KEY", publicKey, {
    description: "Verifies the identities that the router signs for subgraphs.",
    secret: true,
  }),
  identitySecret: setting("IDENTITY_SECRET", text.key256, {
    description:
      "Shared by the router and all subgraphs: makes each signed identity good for one use (32 bytes, base64).",
    secret: true,
  }),
};
