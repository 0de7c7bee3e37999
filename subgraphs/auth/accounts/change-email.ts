import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import { lockPerson } from "../store/account-changes.ts";
import { findPerson } from "../store/people.ts";
import { findSession } from "../store/sessions.ts";
import type { AccountParts } from "./account-parts.ts";
import { emailAddress } from "./email-address.ts";
import { accountGone, type SignedInHere } from "./signed-in-here.ts";

const input = z.object({ email: emailAddress });

/**
 * Asks to change the address: the new one gets a mail with a link, the old one is told. If the new one has an account
 * already it gets no mail, and nothing else is different.
 * @throws AirgraphError BAD_USER_INPUT for what is no address, or is the account's own; RATE_LIMITED
 */
export async function changeEmail(
  { db, clock, limits, outbox, source, audit }: AccountParts,
  { userId, sessionId }: SignedInHere,
  given: { email: string },
): Promise<{ email: string }> {
  const { email } = parseInput(input, given);
  // By who asks, and by whose mailbox it fills.
  await limits.take("changeEmail", { source, account: userId });
  await limits.take("changeEmail", { source, account: email });
  const person = await findPerson(db, userId);
  if (person === undefined) throw accountGone();
  if (email === person.email)
    throw new AirgraphError("BAD_USER_INPUT", "email is the account's address already.", { field: "email" });
  const { username } = person;
  await db.transaction(async (transaction) => {
    // Behind the lock: a new password, which ends the session, takes back what it has asked for, and nothing may come after.
    await lockPerson(transaction, userId);
    if ((await findSession(transaction, sessionId, new Date(clock.now()))) === undefined)
      throw new AirgraphError("UNAUTHENTICATED", "The session has ended; sign in again.");
    await outbox.put(
      transaction,
      { kind: "change_email", to: email, username, personId: userId },
      { kind: "email_change_asked", to: person.email, username, newEmail: email },
    );
    await tellOwnTenants(transaction, audit, userId, "email.change_requested");
  });
  outbox.wake();
  return { email };
}
