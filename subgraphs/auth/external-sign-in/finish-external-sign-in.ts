import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import type { SignInModel } from "../models.ts";
import { continueSignIn } from "../second-factor/continue-sign-in.ts";
import { hashSecretText } from "../secret-text.ts";
import { continueSession } from "../sessions/continue-session.ts";
import type { SessionParts } from "../sessions/session-parts.ts";
import { takeExternalSignIn } from "../store/external-sign-ins.ts";
import type { SessionStore } from "../store/sessions.ts";
import { addExternalIdentity } from "./add-external-identity.ts";
import { deriveProofs } from "./derive-proofs.ts";
import type { ExternalSignInParts } from "./external-sign-in-parts.ts";
import { personOfExternalAccount } from "./person-of-external-account.ts";

/** Longer is no query string that a provider sent. */
const longest = 8_000;

/**
 * Ends what `startExternalSignIn` began. Only the client that began can: the binding proves it, so nobody is signed in
 * with, or gets added, an account that somebody else chose (RFC 6749, 10.12).
 * @param caller who is signed in, if anybody: who adds an account has to be who began
 * @throws AirgraphError BAD_USER_INPUT when what came back is unknown, used or expired, or belongs to another client or
 * person; those of `IdentityProvider.redeem`, `personOfExternalAccount`, `addExternalIdentity` and `continueSignIn`
 */
export async function finishExternalSignIn(
  parts: SessionParts & ExternalSignInParts,
  caller: Person | Account | undefined,
  { callback: query, binding, store }: { callback: string; binding: string; store: SessionStore },
): Promise<SignInModel> {
  const unknown = () =>
    new AirgraphError(
      "BAD_USER_INPUT",
      "callback and binding belong to nothing that was begun here in the last ten minutes: begin anew.",
      { field: "callback" },
    );
  if (query.length > longest || binding.length > longest) throw unknown();
  const callback = new URLSearchParams(query);
  const state = callback.get("state") ?? "";
  const begun = await takeExternalSignIn(
    parts.db,
    { stateHash: hashSecretText(state), bindingHash: hashSecretText(binding), caller: caller?.userId },
    new Date(parts.clock.now()),
  );
  // The provider is the one that this was begun with, whatever the answer says (RFC 9700, 4.4).
  const provider = parts.identityProviders.find(({ name }) => name === begun?.provider);
  if (begun === undefined || provider === undefined) throw unknown();
  const account = await provider.redeem({
    redirectUri: begun.redirectUri,
    callback,
    state,
    ...deriveProofs({ binding, state }),
  });
  if (begun.personId !== null && caller !== undefined) {
    await addExternalIdentity(parts, begun.personId, { provider, account });
    return continueSession(parts, caller);
  }
  const userId = await personOfExternalAccount(parts, { provider, account });
  return continueSignIn(parts, { userId, store });
}
