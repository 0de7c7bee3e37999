import { setting } from "../config/settings.ts";
import { publicKey } from "../identity/signing-key.ts";

/** Shared by all subgraphs. */
export const subgraphSettings = {
  identityKey: setting("IDENTITY_PUBLIC_KEY", publicKey, {
    description: "Verifies the identities that the router signs for subgraphs.",
    secret: true,
  }),
};
