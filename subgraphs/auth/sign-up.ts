import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../kernel/errors/parse-input.ts";
import { tenantId, userId } from "../../kernel/identity/ids.ts";
import type { Mailer } from "./mail/mailer.ts";
import { hashPassword } from "./passwords.ts";
import { generateSecretText, hashSecretText } from "./secret-text.ts";
import { insertMailToken } from "./store/mail-tokens.ts";
import { insertPerson } from "./store/people.ts";

const verificationHours = 48;

const input = z.object({
  email: z.email("must be an email address").max(254, "must have at most 254 characters"),
  username: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{2,39}$/, "must be 3 to 40 letters, digits, dots, dashes or underscores"),
  password: z.string().min(12, "must have at least 12 characters").max(200, "must have at most 200 characters"),
  tenantName: plainText.trim().min(1, "must not be empty").max(100, "must have at most 100 characters").nullish(),
});

/**
 * Registers a person, who can sign in once they followed the link in the mail.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the username is taken
 */
export async function signUp(
  { db, clock, mailer, appUrl }: { db: Database; clock: Clock; mailer: Mailer; appUrl: string },
  given: { email: string; username: string; password: string; tenantName?: string | null | undefined },
): Promise<{ email: string }> {
  const { email, username, password, tenantName } = parseInput(input, given);
  const now = new Date(clock.now());
  const person = {
    id: userId.parse(randomUUID()),
    username,
    email: email.toLowerCase(),
    createdAt: now,
    passwordHash: await hashPassword(password),
  };
  const tenant = tenantName ? { id: tenantId.parse(randomUUID()), name: tenantName } : undefined;
  const token = generateSecretText();
  const outcome = await db.transaction(async (transaction) => {
    const inserted = await insertPerson(transaction, person, tenant);
    if (inserted !== "stored") return inserted;
    await insertMailToken(transaction, {
      hash: hashSecretText(token),
      purpose: "verify_email",
      email: person.email,
      personId: person.id,
      tenantId: null,
      invitationId: null,
      createdAt: now,
      expiresAt: new Date(now.getTime() + verificationHours * 3_600_000),
    });
    return inserted;
  });
  if (outcome === "username taken")
    throw new AirgraphError("CONFLICT", "This username is taken.", { field: "username" });
  if (outcome === "stored")
    await mailer.send({
      to: person.email,
      subject: "Verify your address",
      text: `Follow this link to verify your address:\n\n${appUrl}/verify-email?token=${token}`,
    });
  return { email: person.email };
}
