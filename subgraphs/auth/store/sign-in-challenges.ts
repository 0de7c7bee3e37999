import { lt } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
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
  await db.delete(signInChallenges).where(lt(signInChallenges.expiresAt, challenge.createdAt));
  await db.insert(signInChallenges).values(challenge);
}
