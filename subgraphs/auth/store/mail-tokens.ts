import { and, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type UserId, userId } from "../../../kernel/identity/ids.ts";
import { type mailTokenPurposes, mailTokens } from "./tables.ts";

export type MailTokenPurpose = (typeof mailTokenPurposes)[number];

/** What a link in a mail proves. */
export interface MailToken {
  readonly purpose: MailTokenPurpose;
  readonly email: string;
  readonly personId: UserId | null;
  readonly tenantId: string | null;
  readonly invitationId: string | null;
}

export async function insertMailToken(
  db: Database,
  token: MailToken & { readonly hash: string; readonly createdAt: Date; readonly expiresAt: Date },
): Promise<void> {
  await db.insert(mailTokens).values(token);
}

/** A token that is good, and still is afterwards. */
export async function findMailToken(
  db: Database,
  { hash, purpose }: { hash: string; purpose: MailTokenPurpose },
  now: Date,
): Promise<MailToken | undefined> {
  const [row] = await db.select().from(mailTokens).where(isGood({ hash, purpose }, now));
  return row === undefined ? undefined : toMailToken(row);
}

/** Takes a token that is good, so that it never is again. */
export async function takeMailToken(
  db: Database,
  { hash, purpose }: { hash: string; purpose: MailTokenPurpose },
  now: Date,
): Promise<MailToken | undefined> {
  const [row] = await db.update(mailTokens).set({ usedAt: now }).where(isGood({ hash, purpose }, now)).returning();
  return row === undefined ? undefined : toMailToken(row);
}

function isGood({ hash, purpose }: { hash: string; purpose: MailTokenPurpose }, now: Date) {
  return and(
    eq(mailTokens.hash, hash),
    eq(mailTokens.purpose, purpose),
    isNull(mailTokens.usedAt),
    gt(mailTokens.expiresAt, now),
  );
}

function toMailToken(row: typeof mailTokens.$inferSelect): MailToken {
  const { purpose, email, personId, tenantId, invitationId } = row;
  return { purpose, email, personId: personId === null ? null : userId.parse(personId), tenantId, invitationId };
}
