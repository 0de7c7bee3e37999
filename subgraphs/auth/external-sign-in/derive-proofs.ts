import { hkdfSync } from "node:crypto";

/** What an answer of a provider has to fit. */
export interface Proofs {
  /** PKCE's (RFC 7636, 4.1). */
  readonly verifier: string;
  /** Comes back in the ID token. */
  readonly nonce: string;
}

/**
 * Both come from the binding, which only the client that began has, and from the state: so the database holds nothing
 * that a sign-in could be finished with, and nothing has to be sealed for somebody who is nobody yet.
 */
export function deriveProofs({ binding, state }: { binding: string; state: string }): Proofs {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", binding, state, `airgraph external sign-in: ${purpose}`, 32)).toString("base64url");
  return { verifier: derive("verifier"), nonce: derive("nonce") };
}
