import { z } from "zod";
import { parseInput } from "../../../kernel/errors/parse-input.ts";
import type { AccountParts } from "./account-parts.ts";
import { emailAddress } from "./email-address.ts";

const input = z.object({ email: emailAddress });

/**
 * Sends the mail with the link that verifies an address once more, if somebody signed up with it. Whether is looked up
 * when the mail is sent, so that answer and time are the same for all addresses.
 * @throws AirgraphError BAD_USER_INPUT; RATE_LIMITED
 */
export async function resendVerification(
  { db, limits, outbox, source }: AccountParts,
  given: { email: string },
): Promise<{ email: string }> {
  const { email } = parseInput(input, given);
  await limits.take("resendVerification", { source, account: email });
  await outbox.put(db, { kind: "resend_verification", to: email });
  outbox.wake();
  return { email };
}
