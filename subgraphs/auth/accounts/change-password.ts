import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { UserModel } from "../models.ts";
import { findPasswordHash, setPassword } from "../store/account-changes.ts";
import { findPerson } from "../store/people.ts";
import { endSessions } from "../store/sessions.ts";
import type { AccountParts } from "./account-parts.ts";
import { checkPassword } from "./check-password.ts";
import { hashPassword, newPassword, passwordMatches } from "./passwords.ts";
import { accountGone, type SignedInHere } from "./signed-in-here.ts";
import { voidLinks } from "./void-links.ts";

const input = z.object({ newPassword });

/**
 * Changes the password of whoever is signed in, and ends all their other sessions.
 * @throws AirgraphError BAD_USER_INPUT when the current password is wrong or the new one not acceptable; CONFLICT when
 *   the account has no password (`requestPasswordReset` sets one), or it was changed at the same moment; RATE_LIMITED
 */
export async function changePassword(
  { db, clock, limits, outbox, isBreached, source, audit }: AccountParts,
  { userId, sessionId }: SignedInHere,
  given: { currentPassword: string; newPassword: string },
): Promise<{ user: UserModel }> {
  const { newPassword: password } = parseInput(input, { newPassword: given.newPassword });
  const attempt = { source, account: userId };
  await limits.take("changePassword", attempt);
  const person = await findPerson(db, userId);
  if (person === undefined) throw accountGone();
  const former = await findPasswordHash(db, userId);
  if (former === undefined)
    throw new AirgraphError("CONFLICT", "This account has no password: requestPasswordReset leads to one.");
  if (!(await passwordMatches(former, given.currentPassword)))
    throw new AirgraphError("BAD_USER_INPUT", "currentPassword is wrong.", { field: "currentPassword" });
  await limits.giveBack("changePassword", attempt);
  const { username, email } = person;
  await checkPassword(password, { username, email, isBreached, field: "newPassword" });
  const passwordHash = await hashPassword(password);
  const now = new Date(clock.now());
  await db.transaction(async (transaction) => {
    if (!(await setPassword(transaction, userId, { passwordHash, former })))
      throw new AirgraphError("CONFLICT", "The password was changed at the same moment: sign in with the new one.");
    await voidLinks(transaction, userId);
    await endSessions(transaction, { personId: userId, except: sessionId }, "password changed", now);
    await outbox.put(transaction, { kind: "password_changed", to: email, username });
    await tellOwnTenants(transaction, audit, userId, "password.changed");
  });
  outbox.wake();
  return { user: person };
}
