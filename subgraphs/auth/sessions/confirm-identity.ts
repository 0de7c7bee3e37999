import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import type { Account, Person } from "../../../kernel/identity/caller.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import type { Limits } from "../abuse/limits.ts";
import { checkNothing, passwordMatches } from "../accounts/passwords.ts";
import type { SignedInModel } from "../models.ts";
import { type SecondFactorParts, verifySecondFactor } from "../second-factor/verify-second-factor.ts";
import { findPasswordHash } from "../store/people.ts";
import { findWithSecondFactor } from "../store/second-factors.ts";
import { changeSession } from "../store/sessions.ts";
import { ownSession } from "./continue-session.ts";
import type { SessionParts } from "./session-parts.ts";
import { tellSignedIn } from "./tell-signed-in.ts";

/**
 * Proves again who one is, by the password, or by a code where there is a second factor: a password alone would let
 * anybody through who only knows that.
 * @returns the same session with a fresh access token; the refresh token stays as it is
 * @throws AirgraphError BAD_USER_INPUT when there is neither, both, or the wrong one of the two; FORBIDDEN when it is
 * wrong; RATE_LIMITED
 */
export async function confirmIdentity(
  parts: SessionParts & SecondFactorParts & { readonly limits: Limits },
  caller: Person | Account,
  given: Proof,
): Promise<SignedInModel> {
  const { db, clock, audit, limits, source } = parts;
  const attempt = { source, account: caller.userId };
  await limits.take("confirmIdentity", attempt);
  const session = await ownSession(parts, caller);
  const proven = await proves(parts, caller.userId, given);
  const now = new Date(clock.now());
  await db.transaction(async (transaction) => {
    if (proven && (await changeSession(transaction, session.id, { confirmedAt: now }, now)) === undefined)
      throw new AirgraphError("UNAUTHENTICATED", "The session has ended; sign in again.");
    await audit(transaction, session.tenantId, {
      action: "session.confirmed",
      target: { kind: "session", id: session.id },
      result: proven ? "SUCCEEDED" : "DENIED",
    });
  });
  if (!proven) throw new AirgraphError("FORBIDDEN", "The password or code is wrong.");
  await limits.giveBack("confirmIdentity", attempt);
  return tellSignedIn(parts, { ...session, confirmedAt: now });
}

interface Proof {
  readonly password?: string | null | undefined;
  readonly code?: string | null | undefined;
}

async function proves(
  parts: SessionParts & SecondFactorParts,
  userId: UserId,
  { password, code }: Proof,
): Promise<boolean> {
  const hasPassword = password !== null && password !== undefined;
  const hasCode = code !== null && code !== undefined;
  if (hasPassword === hasCode)
    throw new AirgraphError("BAD_USER_INPUT", "Give either the password or a code of the second factor.");
  const { db } = parts;
  const isSetUp = (await findWithSecondFactor(db, [userId])).has(userId);
  if (hasCode) {
    if (!isSetUp)
      throw new AirgraphError("BAD_USER_INPUT", "There is no second factor; give the password.", { field: "code" });
    return (await verifySecondFactor(parts, userId, code)) !== undefined;
  }
  if (isSetUp)
    throw new AirgraphError("BAD_USER_INPUT", "A password alone does not do: give a code of the second factor.", {
      field: "code",
    });
  if (!hasPassword) return false;
  const hash = await findPasswordHash(db, userId);
  if (hash !== null) return passwordMatches(hash, password);
  await checkNothing(password);
  return false;
}
