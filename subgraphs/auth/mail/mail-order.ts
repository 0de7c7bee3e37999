import { z } from "zod";
import { tenantId, userId } from "../../../kernel/identity/ids.ts";

const to = z.string();
const username = z.string();
/** As JSON has it. */
const instant = z.iso.datetime();

/**
 * What is asked of the outbox. Whether an address has an account is looked up when the mail is sent, not when it is
 * asked for: so neither the answer nor its time can tell.
 */
export const mailOrder = z.discriminatedUnion("kind", [
  /** To whoever signed up; or to whom the address belongs already, that somebody tried. */
  z.object({ kind: z.literal("sign_up"), to, registrationId: z.uuid() }),
  /** If there is a registration that waits. */
  z.object({ kind: z.literal("resend_verification"), to }),
  /** If there is an account. */
  z.object({ kind: z.literal("password_reset"), to }),
  /** If no account has the address. */
  z.object({ kind: z.literal("change_email"), to, username, personId: userId }),
  z.object({ kind: z.literal("choose_password"), to, personId: userId }),
  z.object({ kind: z.literal("password_changed"), to, username }),
  z.object({ kind: z.literal("email_change_asked"), to, username, newEmail: z.string() }),
  z.object({ kind: z.literal("email_changed"), to, username, newEmail: z.string() }),
  z.object({ kind: z.literal("deletion_asked"), to, username, dueAt: instant }),
  z.object({ kind: z.literal("deletion_cancelled"), to, username }),
  z.object({ kind: z.literal("deletion_refused"), to, username, tenants: z.array(z.string()) }),
  z.object({ kind: z.literal("account_deleted"), to, username }),
  z.object({
    kind: z.literal("accept_invitation"),
    to,
    tenantId,
    tenantName: z.string(),
    invitationId: z.uuid(),
    /** Absent when they have left. */
    invitedBy: username.exactOptional(),
    expiresAt: instant,
  }),
]);

export type MailOrder = z.infer<typeof mailOrder>;
