import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { insertExternalSignIn } from "../store/external-sign-ins.ts";
import { deriveProofs } from "./derive-proofs.ts";
import type { ExternalSignInParts } from "./external-sign-in-parts.ts";

const lifeMs = 10 * 60_000;

export interface ExternalSignInStart {
  readonly authorizationUrl: string;
  readonly state: string;
  readonly binding: string;
  readonly expiresAt: Date;
}

/**
 * Begins to sign somebody in with an external account, or to add one to the account of who is signed in. What comes
 * back is good once, for ten minutes, together with the binding.
 * @param personId who is signed in, if anybody
 * @throws AirgraphError BAD_USER_INPUT for a provider that is not configured, and for a redirect URI that is not
 * permitted; UPSTREAM_UNAVAILABLE
 */
export async function startExternalSignIn(
  { db, clock, identityProviders, redirectUris }: ExternalSignInParts,
  personId: UserId | undefined,
  given: { provider: string; redirectUri?: string | null | undefined },
): Promise<ExternalSignInStart> {
  const provider = identityProviders.find(({ name }) => name === given.provider);
  if (provider === undefined)
    throw new AirgraphError("BAD_USER_INPUT", "provider must be the name of one of signInProviders.", {
      field: "provider",
    });
  const redirectUri = redirectUris.find((uri) => given.redirectUri === uri || given.redirectUri == null);
  if (redirectUri === undefined)
    throw new AirgraphError("BAD_USER_INPUT", "redirectUri must be one of those that the operator permits.", {
      field: "redirectUri",
    });
  const [state, binding] = [generateSecretText(), generateSecretText()];
  // Before anything is stored: nothing comes of it while the provider is down.
  const authorizationUrl = await provider.authorizationUrl({
    redirectUri,
    state,
    ...deriveProofs({ binding, state }),
  });
  const createdAt = new Date(clock.now());
  const expiresAt = new Date(createdAt.getTime() + lifeMs);
  await insertExternalSignIn(db, {
    stateHash: hashSecretText(state),
    bindingHash: hashSecretText(binding),
    provider: provider.name,
    redirectUri,
    personId: personId ?? null,
    createdAt,
    expiresAt,
  });
  return { authorizationUrl, state, binding, expiresAt };
}
