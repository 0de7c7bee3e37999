import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { AccountParts } from "./account-parts.ts";
import { emailAddress } from "./email-address.ts";

const input = z.object({ email: emailAddress });

/**
 * Sends a mail with a link that sets a new password, if the address has an account. Whether is looked up when the mail
 * is sent, so that answer and time are the same for all addresses.
 * @throws AirgraphError BAD_USER_INPUT; RATE_LIMITED
 */
export async function requestPasswordReset(
  { db, limits, outbox, source }: AccountParts,
  given: { email: string },
): Promise<{ email: string }> {
  const { email } = parseInput(input, given);
  await limits.take("requestPasswordReset", { source, account: email });
  await outbox.put(db, { kind: "password_reset", to: email });
  outbox.wake();
  return { email };
}
