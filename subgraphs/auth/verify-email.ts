import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import type { SignInModel } from "./models.ts";
import { continueSignIn } from "./second-factor/continue-sign-in.ts";
import { hashSecretText } from "./secret-text.ts";
import type { SessionParts } from "./sessions/session-parts.ts";
import { takeMailToken } from "./store/mail-tokens.ts";
import { markVerified } from "./store/people.ts";
import type { SessionStore } from "./store/sessions.ts";

/**
 * Proves by a token from a mail that the address is the person's, and signs them in as far as
 * that goes without their second factor.
 * @throws AirgraphError BAD_USER_INPUT for a token that is unknown, expired or used
 */
export async function verifyEmail(
  parts: SessionParts,
  { token, store }: { token: string; store: SessionStore },
): Promise<SignInModel> {
  const now = new Date(parts.clock.now());
  const taken = await parts.db.transaction(async (transaction) => {
    const found = await takeMailToken(transaction, { hash: hashSecretText(token), purpose: "verify_email" }, now);
    if (found?.personId) await markVerified(transaction, { id: found.personId, email: found.email }, now);
    return found;
  });
  if (!taken?.personId)
    throw new AirgraphError("BAD_USER_INPUT", "The link is unknown, has expired or was used before.", {
      field: "token",
    });
  return continueSignIn(parts, { userId: taken.personId, store });
}
