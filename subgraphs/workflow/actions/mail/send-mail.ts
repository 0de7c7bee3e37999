import { createHash } from "node:crypto";
import { z } from "zod";
import { AirgraphError } from "../../../../kernel/errors/airgraph-error.ts";
import { parseInput, plainText } from "../../../../kernel/errors/parse-input.ts";
import { type Mailer, RecipientRefusedError } from "../../../../kernel/mail/mailer.ts";
import type { Action, ActionScope } from "../action.ts";
import type { TakeMails } from "./mail-rate.ts";
import type { FindForbidden } from "./recipients.ts";

const mostRecipients = 100;

const address = z
  .email("must be an email address")
  .max(254, "must have at most 254 characters")
  .transform((given) => given.toLowerCase());

const settingsShape = z.object({
  to: z.preprocess(
    (given) => (typeof given === "string" ? [given] : given),
    z
      .array(address, "must be an address, or a list of them")
      .min(1, "must name somebody")
      .max(mostRecipients, `must have at most ${mostRecipients} addresses`),
  ),
  subject: plainText.min(1, "must not be empty").max(200, "must have at most 200 characters"),
  text: z
    .string("must be a text")
    .max(100_000, "must have at most 100000 characters")
    .regex(/^[^\0\p{Cs}]*$/u, "must hold no NUL and no halves of characters"),
});

/**
 * Sends a mail of plain text to each recipient, who sees none of the others. Sent again, a mail has the same Message-ID, so
 * that mailboxes can drop it.
 * @param parts.mailer undefined where no mail is sent
 */
export function createSendMail(parts: {
  readonly mailer: Mailer | undefined;
  readonly findForbidden: FindForbidden;
  readonly takeMails: TakeMails;
}): Action<"sendMail"> {
  const { mailer, findForbidden, takeMails } = parts;
  return async (settings, scope) => {
    const { to, subject, text } = parseInput(settingsShape, settings);
    if (mailer === undefined)
      throw new AirgraphError("FORBIDDEN", "No mail is sent here: whoever runs Airgraph has to set MAIL_SMTP_URL.");
    const recipients = [...new Set(to)];
    const [forbidden] = await findForbidden(scope, recipients);
    if (forbidden !== undefined)
      throw new AirgraphError(
        "FORBIDDEN",
        `to: ${forbidden} is neither the address of a member that you may see, nor of a domain in WORKFLOW_MAIL_ALLOW.`,
        { field: "to" },
      );
    await takeMails(scope.tenantId, recipients.length);

    const refused: string[] = [];
    for (const recipient of recipients) {
      if (scope.signal.aborted) throw new AirgraphError("TIMEOUT", "The step's time is up.", { outcome: "unknown" });
      const isTaken = await send(mailer, scope, { to: recipient, subject, text });
      if (!isTaken) refused.push(recipient);
    }
    if (refused.length > 0)
      throw new AirgraphError("UPSTREAM_REJECTED", `The mail server refuses ${refused.join(", ")}.`, { field: "to" });
    return { recipients: recipients.length };
  };
}

/** @returns whether the server took it; false when it never will */
async function send(
  mailer: Mailer,
  { effectKey }: ActionScope,
  mail: { to: string; subject: string; text: string },
): Promise<boolean> {
  const messageKey = createHash("sha256").update(`${effectKey}\n${mail.to}`).digest("hex").slice(0, 40);
  try {
    await mailer.send({ ...mail, messageKey });
    return true;
  } catch (cause) {
    if (cause instanceof RecipientRefusedError) return false;
    throw new AirgraphError(
      "UPSTREAM_UNAVAILABLE",
      "The mail server did not take the mail.",
      { outcome: "unknown" },
      { cause },
    );
  }
}
