import { asc, eq, inArray, lte } from "drizzle-orm";
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
