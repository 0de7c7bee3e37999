import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { SignInModel } from "../models.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import type { SessionParts } from "../sessions/session-parts.ts";
import { type Proof, startSession } from "../sessions/start-session.ts";
import { holdPerson } from "../store/people.ts";
import { findWithSecondFactor } from "../store/second-factors.ts";
import type { SessionStore } from "../store/sessions.ts";
import { insertChallenge } from "../store/sign-in-challenges.ts";

const lifeMs = 5 * 60_000;

/**
 * What follows when somebody has proved who they are by one factor: a password, a link in a mail, an external account.
 * A session if it is all that is asked of them, or a challenge that `completeSignIn` answers with a code.
 * @param person.tenantId to act in; see `startSession`
 * @param person.proof see `Proof`
 * @throws AirgraphError FORBIDDEN when the person is no member of that tenant; told after the second factor
 */
export async function continueSignIn(
  parts: SessionParts,
  person: { userId: UserId; store: SessionStore; tenantId?: TenantId | undefined; proof?: Proof | undefined },
): Promise<SignInModel> {
  const { db, clock } = parts;
  const withSecondFactor = await findWithSecondFactor(db, [person.userId]);
  if (!withSecondFactor.has(person.userId)) return startSession(parts, { ...person, secondFactor: false });
  const challenge = generateSecretText();
  const createdAt = new Date(clock.now());
  const expiresAt = new Date(createdAt.getTime() + lifeMs);
  await db.transaction(async (transaction) => {
    await holdPerson(transaction, person.userId);
    await person.proof?.(transaction);
    await insertChallenge(transaction, {
      hash: hashSecretText(challenge),
      personId: person.userId,
      tenantId: person.tenantId ?? null,
      createdAt,
      expiresAt,
    });
  });
  return { kind: "second factor required", challenge, expiresAt };
}
