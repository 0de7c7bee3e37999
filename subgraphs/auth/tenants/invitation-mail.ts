import type { Mail } from "../mail/mailer.ts";

/**
 * The mail that invites somebody. Whoever names a tenant or themself chooses words of a mail that we send to a stranger:
 * they get no link, no line of their own and little room.
 */
export function invitationMail(about: {
  to: string;
  tenantName: string;
  inviterName: string | undefined;
  appUrl: string;
  token: string;
  days: number;
}): Mail {
  const tenant = plainWords(about.tenantName);
  const who = about.inviterName === undefined ? "You are invited" : `${plainWords(about.inviterName)} invites you`;
  return {
    to: about.to,
    subject: `Invitation to join "${tenant}"`,
    text: [
      `${who} to join "${tenant}".`,
      `Follow this link and sign in with this address, or register it first:`,
      `${about.appUrl}/accept-invitation?token=${about.token}`,
      `The link is good for ${about.days} days. If you did not expect it, do nothing.`,
    ].join("\n\n"),
  };
}

const longest = 60;

/** A name without what mail programs make links of, or quotes of. */
export function plainWords(name: string): string {
  const words = name
    .normalize("NFKC")
    // Whatever joins the parts of an address; in other scripts than Latin too.
    .replaceAll(/[\p{C}\p{Z}"<>@:/\\.\u3002\uff0e\uff61\u2024]+/gu, " ")
    .trim();
  return words.length <= longest ? words : `${words.slice(0, longest).trimEnd()}…`;
}
