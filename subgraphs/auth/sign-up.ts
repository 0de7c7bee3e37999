import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import type { Database } from "../../kernel/database/database.ts";
import { AirgraphError } from "../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../kernel/errors/parse-input.ts";
import { tenantId, userId } from "../../kernel/identity/ids.ts";
import { hashPassword } from "./passwords.ts";
import { insertFirstMember, type Member } from "./store/people.ts";

const input = z.object({
  email: z.email("must be an email address").max(254, "must have at most 254 characters"),
  username: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{2,39}$/, "must be 3 to 40 letters, digits, dots, dashes or underscores"),
  password: z.string().min(12, "must have at least 12 characters").max(200, "must have at most 200 characters"),
  tenantName: plainText.trim().min(1, "must not be empty").max(100, "must have at most 100 characters"),
});

/**
 * Creates a person and a tenant that the person owns.
 * @throws AirgraphError BAD_USER_INPUT naming the field; CONFLICT when the email address or the username is taken
 */
export async function signUp(
  { db, clock }: { db: Database; clock: Clock },
  given: { email: string; username: string; password: string; tenantName: string },
): Promise<Member> {
  const { email, username, password, tenantName } = parseInput(input, given);
  const member: Member = {
    id: userId.parse(randomUUID()),
    username,
    email: email.toLowerCase(),
    createdAt: new Date(clock.now()),
    role: "owner",
    tenant: { id: tenantId.parse(randomUUID()), name: tenantName },
  };
  const stored = await insertFirstMember(db, { ...member, passwordHash: await hashPassword(password) });
  if (!stored) throw new AirgraphError("CONFLICT", "This email address or username is taken.");
  return member;
}
