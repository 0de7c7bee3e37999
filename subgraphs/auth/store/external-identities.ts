import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type UserId, userId } from "../../../kernel/identity/ids.ts";
import type { ExternalIdentityModel } from "../models.ts";
import { externalIdentities, people } from "./tables.ts";

export interface NewExternalIdentity extends ExternalIdentityModel {
  readonly personId: UserId;
  readonly subject: string;
}

const columns = {
  id: externalIdentities.id,
  provider: externalIdentities.provider,
  email: externalIdentities.email,
  createdAt: externalIdentities.createdAt,
};

/** A person's, oldest first. */
export async function listExternalIdentities(db: Database, personId: UserId): Promise<ExternalIdentityModel[]> {
  return db
    .select(columns)
    .from(externalIdentities)
    .where(eq(externalIdentities.personId, personId))
    .orderBy(asc(externalIdentities.createdAt), asc(externalIdentities.id));
}

/** Whose an external account is, with the address noted that the provider told now. */
export async function meetExternalIdentity(
  db: Database,
  { provider, subject, email }: { provider: string; subject: string; email: string | null },
): Promise<UserId | undefined> {
  const [row] = await db
    .update(externalIdentities)
    .set({ email })
    .where(and(eq(externalIdentities.provider, provider), eq(externalIdentities.subject, subject)))
    .returning({ personId: externalIdentities.personId });
  return row === undefined ? undefined : userId.parse(row.personId);
}

/** @returns whether nobody, this person neither, had it already */
export async function insertExternalIdentity(db: Database, identity: NewExternalIdentity): Promise<boolean> {
  const inserted = await db
    .insert(externalIdentities)
    .values(identity)
    .onConflictDoNothing()
    .returning({ id: externalIdentities.id });
  return inserted.length > 0;
}

/**
 * What a person can sign in with, which nobody else changes until the transaction ends.
 * @returns undefined when there is no such person any more
 */
export async function lockWaysToSignIn(
  transaction: Database,
  personId: UserId,
): Promise<{ hasPassword: boolean; externalIdentityIds: string[] } | undefined> {
  const [person] = await transaction
    .select({ passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, personId))
    .for("update");
  if (person === undefined) return undefined;
  const rows = await transaction
    .select({ id: externalIdentities.id })
    .from(externalIdentities)
    .where(eq(externalIdentities.personId, personId));
  return { hasPassword: person.passwordHash !== null, externalIdentityIds: rows.map(({ id }) => id) };
}

export async function deleteExternalIdentity(
  transaction: Database,
  { personId, id }: { personId: UserId; id: string },
): Promise<{ provider: string } | undefined> {
  const [row] = await transaction
    .delete(externalIdentities)
    .where(and(eq(externalIdentities.personId, personId), eq(externalIdentities.id, id)))
    .returning({ provider: externalIdentities.provider });
  return row;
}

/**
 * Stores a person whom an external provider vouches for: without a password, with an address that is verified.
 * @returns what is taken, with nothing stored
 */
export async function insertVouchedPerson(
  transaction: Database,
  person: { id: UserId; email: string; username: string },
  now: Date,
): Promise<"stored" | "email taken" | "username taken"> {
  const inserted = await transaction
    .insert(people)
    .values({ ...person, usernameKey: person.username.toLowerCase(), emailVerifiedAt: now, createdAt: now })
    .onConflictDoNothing()
    .returning({ id: people.id });
  if (inserted.length > 0) return "stored";
  const [same] = await transaction.select({ id: people.id }).from(people).where(eq(people.email, person.email));
  return same === undefined ? "username taken" : "email taken";
}

/** Deletes who registered with an address and never proved that it is theirs. */
export async function deleteUnverifiedPerson(transaction: Database, email: string): Promise<void> {
  await transaction.delete(people).where(and(eq(people.email, email), isNull(people.emailVerifiedAt)));
}
