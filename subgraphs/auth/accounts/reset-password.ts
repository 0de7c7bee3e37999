import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { UserModel } from "../models.ts";
import { hashSecretText } from "../secret-text.ts";
import { setPassword } from "../store/account-changes.ts";
import { findMailToken, takeMailToken } from "../store/mail-tokens.ts";
import { findPerson } from "../store/people.ts";
import { endSessions } from "../store/sessions.ts";
import type { AccountParts } from "./account-parts.ts";
import { checkPassword } from "./check-password.ts";
import { badLink } from "./mail-link.ts";
import { hashPassword, newPassword } from "./passwords.ts";
import { voidLinks } from "./void-links.ts";

const input = z.object({ token: z.string(), newPassword });

/**
 * Sets a new password by a token from a mail, and ends all sessions. A second factor stays: who has the mailbox has not
 * got the authenticator. It signs nobody in, so that the second factor is asked for.
 * @throws AirgraphError BAD_USER_INPUT for a password that is not acceptable, which leaves the token good, and for a
 *   token that is unknown, expired or used; RATE_LIMITED
 */
export async function resetPassword(
  { db, clock, limits, outbox, isBreached, source, audit }: AccountParts,
  given: { token: string; newPassword: string },
): Promise<{ user: UserModel }> {
  await limits.take("resetPassword", { source });
  const { token, newPassword: password } = parseInput(input, given);
  const key = { hash: hashSecretText(token), purpose: "reset_password" } as const;
  const found = await findMailToken(db, key, new Date(clock.now()));
  const person = found?.personId ? await findPerson(db, found.personId) : undefined;
  if (person === undefined) throw badLink();
  const { username, email } = person;
  await checkPassword(password, { username, email, isBreached, field: "newPassword" });
  const passwordHash = await hashPassword(password);
  const now = new Date(clock.now());
  await db.transaction(async (transaction) => {
    const taken = await takeMailToken(transaction, key, now);
    // A mail to an address that is not the person's any more proves nothing.
    if (taken === undefined || !(await setPassword(transaction, person.id, { passwordHash, email: taken.email })))
      throw badLink();
    await voidLinks(transaction, person.id);
    await endSessions(transaction, { personId: person.id }, "password reset", now);
    await outbox.put(transaction, { kind: "password_changed", to: email, username });
    await tellOwnTenants(transaction, audit, person.id, "password.reset");
  });
  outbox.wake();
  // Whoever is slowed down by somebody else's guessing gets in from here.
  for (const account of [username, email]) await limits.trust("signIn", { source, account });
  return { user: person };
}
