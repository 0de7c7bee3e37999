import type { MailOrder } from "./mail-order.ts";

/** How long links are good for, from when their mail is sent. */
export const linkHours = { verify_email: 48, reset_password: 1, choose_password: 24, change_email: 24 } as const;

/** Orders that say no more than what they are asked for in; what becomes of them is one of the other messages. */
type Undecided = "sign_up" | "resend_verification" | "password_reset" | "change_email" | "choose_password";

/** What a mail says. */
export type Message =
  | Exclude<MailOrder, { kind: Undecided }>
  | {
      readonly kind: "verify_email" | "address_taken" | "reset_password" | "choose_password" | "change_email";
      readonly username: string;
    };

const notYou = "If this was not you, somebody else knows your password: set a new one, and look at your sessions.";

/**
 * The text of a mail. Names in it were chosen by people, possibly to deceive who reads it: see `harmless`.
 * @param pages where the mail leads to, with its token, and the root of pages that need none
 */
export function composeMail(
  message: Message,
  pages: { readonly link: string; readonly appUrl: string },
): { subject: string; text: string } {
  const { subject, lines } = texts(message, pages);
  return { subject, text: `${lines.join("\n\n")}\n` };
}

function texts(
  message: Message,
  { link, appUrl }: { readonly link: string; readonly appUrl: string },
): { subject: string; lines: string[] } {
  switch (message.kind) {
    case "verify_email":
      return {
        subject: "Verify your address",
        lines: [
          `Welcome to Airgraph. Somebody, you we hope, has signed up with this address and the username ${harmless(message.username)}.`,
          `Follow this link to verify the address and sign in. It is good for ${linkHours.verify_email} hours.`,
          link,
          "If you did not sign up, or not with this username, do not follow the link: nothing comes of it then.",
        ],
      };
    case "address_taken":
      return {
        subject: "You have an account already",
        lines: [
          `Somebody, you we hope, has tried to sign up with this address. It belongs to your account ${harmless(message.username)}; nothing has changed.`,
          `Sign in here:\n${appUrl}/sign-in`,
          `If you forgot your password, set a new one here:\n${appUrl}/forgot-password`,
          "If it was not you, there is nothing to do.",
        ],
      };
    case "choose_password":
      return {
        subject: "Choose your password",
        lines: [
          "Your address is verified. Because it was signed up with more than once, maybe not only by you, none of the passwords given then is good.",
          `Follow this link to choose one. It is good for ${linkHours.choose_password} hours.`,
          link,
        ],
      };
    case "reset_password":
      return {
        subject: "Set a new password",
        lines: [
          `Somebody, you we hope, has asked to set a new password for your account ${harmless(message.username)}.`,
          `Follow this link to set it. It is good for an hour.`,
          link,
          "If you did not ask, there is nothing to do: your password stays as it is.",
        ],
      };
    case "password_changed":
      return {
        subject: "Your password was changed",
        lines: [
          `The password of your account ${harmless(message.username)} was changed, and other sessions were ended.`,
          `If this was not you, set a new one at once:\n${appUrl}/forgot-password`,
        ],
      };
    case "change_email":
      return {
        subject: "Verify your new address",
        lines: [
          `The account ${harmless(message.username)} is to be reached at this address from now on.`,
          `Follow this link to make it so. It is good for ${linkHours.change_email} hours.`,
          link,
          "If you did not ask for this, do not follow the link: nothing comes of it then.",
        ],
      };
    case "email_change_asked":
      return {
        subject: "Your address is to be changed",
        lines: [
          `Somebody, you we hope, has asked to reach your account ${harmless(message.username)} at ${harmless(message.newEmail)} instead of here. It changes once the link in the mail to that address is followed.`,
          notYou,
        ],
      };
    case "email_changed":
      return {
        subject: "Your address was changed",
        lines: [
          `Your account ${harmless(message.username)} is reached at ${harmless(message.newEmail)} from now on, not here any more.`,
          "If this was not you, ask whoever runs this Airgraph for help.",
        ],
      };
    case "deletion_asked":
      return {
        subject: "Your account will be deleted",
        lines: [
          `Your account ${harmless(message.username)} will be deleted on ${day(message.dueAt)}, with the tenants that have no other member.`,
          `Until then you can sign in and take it back:\n${appUrl}/sign-in`,
          notYou,
        ],
      };
    case "deletion_cancelled":
      return {
        subject: "Your account stays",
        lines: [`The deletion of your account ${harmless(message.username)} was taken back.`, notYou],
      };
    case "deletion_refused":
      return {
        subject: "Your account could not be deleted",
        lines: [
          `Your account ${harmless(message.username)} was to be deleted today, but you have become the last owner of tenants with other members: ${message.tenants.map(harmless).join(", ")}.`,
          "So it was not. Make another member the owner, or remove the others, and ask for the deletion again.",
        ],
      };
    case "account_deleted":
      return {
        subject: "Your account was deleted",
        lines: [
          `Your account ${harmless(message.username)} was deleted, as you asked. Thank you for having been here.`,
        ],
      };
    case "accept_invitation":
      return {
        subject: `You are invited to ${harmless(message.tenantName)}`,
        lines: [
          `${message.invitedBy === undefined ? "You are invited" : `${harmless(message.invitedBy)} invites you`} to the tenant ${harmless(message.tenantName)}.`,
          `Sign in or sign up with this address, then follow this link until ${day(message.expiresAt)}.`,
          link,
          "If you do not know what this is about, there is nothing to do.",
        ],
      };
  }
}

const longestName = 60;

/**
 * A name as mails hold it: on one line, short, and never a link, because whoever signs up with another's address
 * chooses what that other person reads.
 */
export function harmless(name: string): string {
  const line = name
    .normalize("NFKC")
    .replaceAll(/[\p{C}\p{Z}<>"]+/gu, " ")
    // Whatever joins the parts of an address, in other scripts than Latin too.
    .replaceAll(/([.:/@\\\u3002\uff0e\uff61\u2024])(?=\S)/gu, "$1 ")
    .trim();
  const characters = Array.from(line);
  return characters.length > longestName ? `${characters.slice(0, longestName - 1).join("")}…` : line;
}

function day(instant: string): string {
  return new Date(instant).toISOString().slice(0, 10);
}
