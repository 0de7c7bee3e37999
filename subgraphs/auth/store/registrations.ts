import { and, asc, desc, eq, gt, lte } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { registrations } from "./tables.ts";

/** A sign-up whose address is not verified. */
export type Registration = typeof registrations.$inferSelect;

export async function insertRegistration(transaction: Database, registration: Registration): Promise<void> {
  await transaction.insert(registrations).values(registration);
}

export async function findRegistration(db: Database, id: string, now: Date): Promise<Registration | undefined> {
  const [row] = await db
    .select()
    .from(registrations)
    .where(and(eq(registrations.id, id), gt(registrations.expiresAt, now)));
  return row;
}

/** The latest one of this address. */
export async function findNewestRegistration(
  db: Database,
  email: string,
  now: Date,
): Promise<Registration | undefined> {
  const [row] = await db
    .select()
    .from(registrations)
    .where(and(eq(registrations.email, email.toLowerCase()), gt(registrations.expiresAt, now)))
    .orderBy(desc(registrations.createdAt), desc(registrations.id))
    .limit(1);
  return row;
}

/** Deletes all registrations of an address, with the tokens mailed for them. @returns those that had not expired */
export async function takeRegistrations(transaction: Database, email: string, now: Date): Promise<Registration[]> {
  // In one order, so that two links of one address, followed at once, do not wait for each other for ever.
  await transaction
    .select({ id: registrations.id })
    .from(registrations)
    .where(eq(registrations.email, email))
    .orderBy(asc(registrations.id))
    .for("update");
  const rows = await transaction.delete(registrations).where(eq(registrations.email, email)).returning();
  return rows.filter(({ expiresAt }) => expiresAt > now);
}

export async function deleteExpiredRegistrations(db: Database, now: Date): Promise<void> {
  await db.delete(registrations).where(lte(registrations.expiresAt, now));
}
