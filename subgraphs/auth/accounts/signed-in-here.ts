import { type CallerContext, signedInOf } from "../../../kernel/authorization/rules.ts";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { SessionId, UserId } from "../../../kernel/identity/ids.ts";
import { sessionOf } from "../sessions/session-of.ts";

/** Somebody signed in themself, and by which session. */
export interface SignedInHere {
  readonly userId: UserId;
  readonly sessionId: SessionId;
}

/**
 * Who asks, for what only people do with their own account: a workflow run that acts for somebody must not.
 * @throws AirgraphError UNAUTHENTICATED, FORBIDDEN
 */
export function signedInHere(context: CallerContext): SignedInHere {
  const caller = signedInOf(context);
  return { userId: caller.userId, sessionId: sessionOf(caller).sessionId };
}

/** For an account that was deleted while it was asked about. */
export function accountGone(): AirgraphError {
  return new AirgraphError("UNAUTHENTICATED", "The account does not exist any more.");
}
