import { and, eq, gt, inArray, isNull, lte } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type UserId, userId } from "../../../kernel/identity/ids.ts";
import { holdMail } from "./outbox.ts";
import { type mailTokenPurposes, mailTokens } from "./tables.ts";
import { violates } from "./violates.ts";

export type MailTokenPurpose = (typeof mailTokenPurposes)[number];

/** What a link in a mail proves. */
export interface MailToken {
  readonly purpose: MailTokenPurpose;
  readonly email: string;
  readonly personId: UserId | null;
  readonly registrationId: string | null;
  readonly tenantId: string | null;
  readonly invitationId: string | null;
}

/**
 * Stores the token of a mail while that waits in the outbox: whoever takes mails back finds either the mail or its token.
 * @returns false, with nothing stored, when what the token is about does not exist any more, or the mail was taken back
 */
export async function insertMailToken(
  db: Database,
  token: typeof mailTokens.$inferInsert,
  { mailId }: { mailId: string },
): Promise<boolean> {
  try {
    return await db.transaction(async (transaction) => {
      if (!(await holdMail(transaction, mailId))) return false;
      await transaction.insert(mailTokens).values(token);
      return true;
    });
  } catch (error) {
    if (violates(error, "foreign key")) return false;
    throw error;
  }
}

/** What a token that is good would prove. */
export async function findMailToken(
  db: Database,
  { hash, purpose }: { hash: string; purpose: MailTokenPurpose },
  now: Date,
): Promise<MailToken | undefined> {
  const [row] = await db.select().from(mailTokens).where(isGood({ hash, purpose }, now));
  return row && toMailToken(row);
}

/** Takes a token that is good, so that it never is again. */
export async function takeMailToken(
  db: Database,
  { hash, purpose }: { hash: string; purpose: MailTokenPurpose },
  now: Date,
): Promise<MailToken | undefined> {
  const [row] = await db.update(mailTokens).set({ usedAt: now }).where(isGood({ hash, purpose }, now)).returning();
  return row && toMailToken(row);
}

/** Makes a person's tokens of these purposes worthless. */
export async function deleteMailTokens(
  db: Database,
  personId: UserId,
  purposes: readonly MailTokenPurpose[],
): Promise<void> {
  await db.delete(mailTokens).where(and(eq(mailTokens.personId, personId), inArray(mailTokens.purpose, [...purposes])));
}

/** Deletes tokens that nobody can use any more. */
export async function deleteExpiredMailTokens(db: Database, now: Date): Promise<void> {
  await db.delete(mailTokens).where(lte(mailTokens.expiresAt, now));
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
  const { purpose, email, personId, registrationId, tenantId, invitationId } = row;
  return {
    purpose,
    email,
    personId: personId === null ? null : userId.parse(personId),
    registrationId,
    tenantId,
    invitationId,
  };
}
