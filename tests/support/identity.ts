import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import type { Caller } from "../../kernel/identity/caller.ts";
import { createIdentitySigner } from "../../kernel/identity/signed-identity.ts";
import { generateSigningKey, privateKey, publicKey } from "../../kernel/identity/signing-key.ts";
import type { Source } from "../../kernel/identity/source.ts";

/** Keys of a router of its own, and what subgraphs need to believe it. */
export function createTestRouter(clock: Clock = systemClock) {
  const keys = generateSigningKey();
  const secret = randomBytes(32);
  const identityKey = publicKey.parse(keys.publicKey);
  const sign = createIdentitySigner({ issuer: "router", key: privateKey.parse(keys.privateKey), secret, clock });
  return {
    /** As a subgraph reads them from its environment. */
    settings: { IDENTITY_PUBLIC_KEY: keys.publicKey, IDENTITY_SECRET: secret.toString("base64") },
    /** As `createSubgraphExecutor` takes them. */
    identityKey,
    identitySecret: secret,
    /** A caller's identity for one request. */
    sign: async (caller: Caller, audience: string, source?: Source) =>
      sign({ caller, ...(source === undefined ? {} : { source }) }, audience),
  };
}
