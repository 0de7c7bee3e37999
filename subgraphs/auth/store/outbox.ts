import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { outbox } from "./tables.ts";

/** A mail that was claimed to be sent. */
export interface ClaimedMail {
  readonly id: string;
  /** Not parsed yet. */
  readonly mail: unknown;
  readonly createdAt: Date;
  /** This one too. */
  readonly attempts: number;
}

export async function insertMails(
  transaction: Database,
  mails: readonly { readonly id: string; readonly mail: object }[],
  now: Date,
): Promise<void> {
  if (mails.length === 0) return;
  await transaction.insert(outbox).values(mails.map((row) => ({ ...row, createdAt: now, dueAt: now })));
}

/** Takes mails that are due, which nobody else gets until `until`: whoever dies meanwhile has given them back by then. */
export async function claimMails(
  db: Database,
  { now, until, most }: { now: Date; until: Date; most: number },
): Promise<ClaimedMail[]> {
  return db.transaction(async (transaction) => {
    const due = await transaction
      .select({ id: outbox.id, attempts: outbox.attempts })
      .from(outbox)
      .where(lte(outbox.dueAt, now))
      .orderBy(asc(outbox.dueAt), asc(outbox.id))
      .limit(most)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const ids = due.map(({ id }) => id);
    await transaction.update(outbox).set({ dueAt: until }).where(inArray(outbox.id, ids));
    const { id, mail, createdAt, attempts } = outbox;
    const claimed = await transaction
      .select({ id, mail, createdAt, attempts })
      .from(outbox)
      .where(inArray(outbox.id, ids));
    return claimed.map((row) => ({ ...row, attempts: row.attempts + 1 }));
  });
}

export async function deleteMail(db: Database, id: string): Promise<void> {
  await db.delete(outbox).where(eq(outbox.id, id));
}

/** Gives a claimed mail back, to be tried again. */
export async function postponeMail(
  db: Database,
  { id, attempts }: Pick<ClaimedMail, "id" | "attempts">,
  dueAt: Date,
): Promise<void> {
  await db.update(outbox).set({ attempts, dueAt }).where(eq(outbox.id, id));
}

/**
 * Takes back all changes of a person's address that wait to be mailed. One that has its link stored at this moment is
 * waited for.
 */
export async function deleteEmailChanges(transaction: Database, personId: string): Promise<void> {
  await transaction
    .delete(outbox)
    .where(and(sql`${outbox.mail}->>'kind' = 'change_email'`, sql`${outbox.mail}->>'personId' = ${personId}`));
}

/** @returns whether it is still to be sent, which nobody takes back until the transaction ends */
export async function holdMail(transaction: Database, id: string): Promise<boolean> {
  const rows = await transaction.select({ id: outbox.id }).from(outbox).where(eq(outbox.id, id)).for("key share");
  return rows.length > 0;
}
