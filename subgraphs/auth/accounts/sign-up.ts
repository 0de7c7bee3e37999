import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../kernel/errors/parse-input.ts";
import { isUsernameTaken } from "../store/people.ts";
import { insertRegistration } from "../store/registrations.ts";
import type { AccountParts } from "./account-parts.ts";
import { checkPassword } from "./check-password.ts";
import { emailAddress } from "./email-address.ts";
import { hashPassword, newPassword } from "./passwords.ts";

/** After this one has to sign up anew. The mail may take its time, and its link is good for 48 hours from then. */
const registrationHours = 96;

const input = z.object({
  email: emailAddress,
  // ASCII only: letters of other scripts that look alike would let one person pass for another.
  username: z
    .string()
    .regex(
      /^[a-zA-Z0-9][a-zA-Z0-9._-]{2,39}$/,
      "must be 3 to 40 of the letters a to z, digits, dots, dashes or underscores, with a letter or digit first",
    ),
  password: newPassword,
  tenantName: plainText.trim().min(1, "must not be empty").max(100, "must have at most 100 characters").nullish(),
});

/**
 * Registers a person, who comes into being once they follow the link in the mail. For an address that has an account
 * everything is the same, answer and work, except for what the mail says.
 *
 * Anybody can sign up with anybody's address. So sign-ups of one address stand side by side, each with a mail of its
 * own, until the owner of the address follows a link (`verifyEmail` tells what becomes of the others), and a username
 * is nobody's before.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the username is taken; RATE_LIMITED
 */
export async function signUp(
  { db, clock, limits, outbox, isBreached, source }: AccountParts,
  given: { email: string; username: string; password: string; tenantName?: string | null | undefined },
): Promise<{ email: string }> {
  const { email, username, password, tenantName } = parseInput(input, given);
  await limits.take("signUp", { source, account: email });
  if (await isUsernameTaken(db, username)) throw usernameTaken();
  await checkPassword(password, { username, email, isBreached, field: "password" });
  const passwordHash = await hashPassword(password);
  const createdAt = new Date(clock.now());
  const registration = {
    id: randomUUID(),
    email,
    username,
    passwordHash,
    tenantName: tenantName ?? null,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + registrationHours * 3_600_000),
  };
  await db.transaction(async (transaction) => {
    await insertRegistration(transaction, registration);
    await outbox.put(transaction, { kind: "sign_up", to: email, registrationId: registration.id });
  });
  outbox.wake();
  return { email };
}

export function usernameTaken(): AirgraphError {
  return new AirgraphError("CONFLICT", "This username is taken: choose another one.", { field: "username" });
}
