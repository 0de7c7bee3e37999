import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import { tellOwnTenants } from "../audit/tell-tenants-of.ts";
import type { UserModel } from "../models.ts";
import { hashSecretText } from "../secret-text.ts";
import { setEmail } from "../store/account-changes.ts";
import { takeMailToken } from "../store/mail-tokens.ts";
import { findPerson } from "../store/people.ts";
import { takeRegistrations } from "../store/registrations.ts";
import type { AccountParts } from "./account-parts.ts";
import { badLink } from "./mail-link.ts";
import { voidLinks } from "./void-links.ts";

const input = z.object({ token: z.string() });

/**
 * Changes the address by a token from the mail to the new one. Links that were mailed to the old one are worthless from
 * now on, and it is told.
 * @throws AirgraphError BAD_USER_INPUT for a token that is unknown, expired or used, or when the address has got an
 *   account meanwhile; RATE_LIMITED
 */
export async function confirmEmailChange(
  { db, clock, limits, outbox, source, audit }: AccountParts,
  given: { token: string },
): Promise<{ user: UserModel }> {
  await limits.take("confirmEmailChange", { source });
  const { token } = parseInput(input, given);
  const now = new Date(clock.now());
  const user = await db.transaction(async (transaction) => {
    const taken = await takeMailToken(transaction, { hash: hashSecretText(token), purpose: "change_email" }, now);
    const person = taken?.personId ? await findPerson(transaction, taken.personId) : undefined;
    if (taken === undefined || person === undefined) throw badLink();
    if (!(await setEmail(transaction, person, taken.email, now))) throw badLink();
    await takeRegistrations(transaction, taken.email, now);
    await voidLinks(transaction, person.id);
    const { username, email: former } = person;
    await outbox.put(transaction, { kind: "email_changed", to: former, username, newEmail: taken.email });
    await tellOwnTenants(transaction, audit, person.id, "email.changed");
    return { ...person, email: taken.email };
  });
  outbox.wake();
  return { user };
}
