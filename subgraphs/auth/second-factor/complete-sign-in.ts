import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Limits } from "../abuse/limits.ts";
import { tellFailedSignIn } from "../audit/tell-failed-sign-in.ts";
import type { Background } from "../background.ts";
import type { SignedInModel } from "../models.ts";
import { hashSecretText } from "../secret-text.ts";
import type { SessionParts } from "../sessions/session-parts.ts";
import { startSession } from "../sessions/start-session.ts";
import type { SessionStore } from "../store/sessions.ts";
import { countAnswer, takeChallenge } from "../store/sign-in-challenges.ts";
import { type SecondFactorParts, verifySecondFactor } from "./verify-second-factor.ts";

const mostAnswers = 5;

/**
 * Ends a sign-in that waits for a second factor. A challenge is good for one session, and for five codes at most.
 * @throws AirgraphError UNAUTHENTICATED for a wrong or used code, with `reason` WRONG_CODE; and for a challenge that is
 * unknown, used, expired or was answered too often, with `reason` CHALLENGE_ENDED; RATE_LIMITED; those of `startSession`
 */
export async function completeSignIn(
  parts: SessionParts & SecondFactorParts & { readonly limits: Limits; readonly background: Background },
  given: { challenge: string; code: string; store: SessionStore },
): Promise<SignedInModel> {
  const { db, clock } = parts;
  const ended = () =>
    new AirgraphError("UNAUTHENTICATED", "This sign-in has ended: begin anew.", { reason: "CHALLENGE_ENDED" });
  const hash = hashSecretText(given.challenge);
  const challenge = await countAnswer(db, { hash, most: mostAnswers }, new Date(clock.now()));
  if (challenge === undefined) throw ended();
  const { personId, tenantId } = challenge;
  // Who knows the password can have any number of challenges.
  const attempt = { source: parts.source, account: personId };
  await parts.limits.take("completeSignIn", attempt);
  const verified = await verifySecondFactor(parts, personId, given.code);
  if (verified === undefined) {
    tellFailedSignIn(parts, personId, { factor: "second factor" });
    throw new AirgraphError("UNAUTHENTICATED", "The code is wrong, or was used before.", { reason: "WRONG_CODE" });
  }
  const signedIn = await startSession(parts, {
    userId: personId,
    store: given.store,
    secondFactor: true,
    tenantId: tenantId ?? undefined,
    proof: async (transaction) => {
      if (!(await takeChallenge(transaction, hash))) throw ended();
    },
  });
  await parts.limits.giveBack("completeSignIn", attempt);
  return signedIn;
}
