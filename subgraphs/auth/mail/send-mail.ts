import type { Clock } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database/database.ts";
import type { Mailer } from "../../../kernel/mail/mailer.ts";
import { generateSecretText, hashSecretText } from "../secret-text.ts";
import { insertMailToken } from "../store/mail-tokens.ts";
import { composeMail } from "./compose-mail.ts";
import type { MailOrder } from "./mail-order.ts";
import { settleOrder } from "./settle-order.ts";

/**
 * Sends one mail. The token of its link comes into being now and is stored as a hash, so that it is nowhere but in the
 * mail; trying again makes another one.
 * @param mail.id in the outbox; nothing is sent when it is not there any more
 * @param appUrl root of the pages that links lead to: a setting, never what a request says of itself
 * @returns false when there is no mail to be sent: what it would be about is gone, or never was
 */
export async function sendMail(
  { db, clock, mailer, appUrl }: { db: Database; clock: Clock; mailer: Mailer; appUrl: string },
  { id, order }: { id: string; order: MailOrder },
): Promise<boolean> {
  const now = new Date(clock.now());
  const root = appUrl.replace(/\/+$/, "");
  const settled = await settleOrder(db, order, now);
  if (settled === undefined) return false;
  if (settled.link === undefined) {
    await mailer.send({ to: order.to, ...composeMail(settled.message, { link: "", appUrl: root }) });
    return true;
  }
  const { page, ...about } = settled.link;
  const token = generateSecretText();
  const row = { ...about, hash: hashSecretText(token), email: order.to, createdAt: now };
  const stored = await insertMailToken(db, row, { mailId: id });
  if (!stored) return false;
  const link = `${root}/${page}?token=${token}`;
  await mailer.send({ to: order.to, ...composeMail(settled.message, { link, appUrl: root }) });
  return true;
}
