import { and, eq, gt, lt, lte, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { type TenantId, tenantId, type UserId, userId } from "../../../kernel/identity/ids.ts";
import { signInChallenges } from "./tables.ts";

export interface SignInChallenge {
  readonly hash: string;
  readonly personId: UserId;
  /** The tenant to act in; null for the one that a session begins in by itself. */
  readonly tenantId: TenantId | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Stores a challenge, and drops those that nobody can answer any more. */
export async function insertChallenge(db: Database, challenge: SignInChallenge): Promise<void> {
  await db.delete(signInChallenges).where(lte(signInChallenges.expiresAt, challenge.createdAt));
  await db.insert(signInChallenges).values(challenge);
}

/**
 * Counts an answer to a challenge before it is looked at, so that those that come at once can't be more than `most`.
 * @returns whose sign-in it is; undefined for a challenge that is unknown, has expired or was answered too often
 */
export async function countAnswer(
  db: Database,
  { hash, most }: { hash: string; most: number },
  now: Date,
): Promise<Pick<SignInChallenge, "personId" | "tenantId"> | undefined> {
  const [row] = await db
    .update(signInChallenges)
    .set({ answers: sql`${signInChallenges.answers} + 1` })
    .where(
      and(eq(signInChallenges.hash, hash), gt(signInChallenges.expiresAt, now), lt(signInChallenges.answers, most)),
    )
    .returning({ personId: signInChallenges.personId, tenantId: signInChallenges.tenantId });
  if (row === undefined) return undefined;
  return {
    personId: userId.parse(row.personId),
    tenantId: row.tenantId === null ? null : tenantId.parse(row.tenantId),
  };
}

/** @returns whether nobody else had taken it */
export async function takeChallenge(db: Database, hash: string): Promise<boolean> {
  const taken = await db
    .delete(signInChallenges)
    .where(eq(signInChallenges.hash, hash))
    .returning({ hash: signInChallenges.hash });
  return taken.length > 0;
}

/** Ends all sign-ins of a person that wait for a code. */
export async function deleteChallengesOf(db: Database, personId: UserId): Promise<void> {
  await db.delete(signInChallenges).where(eq(signInChallenges.personId, personId));
}
