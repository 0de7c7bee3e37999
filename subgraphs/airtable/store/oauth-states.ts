import { and, eq, gt, lte } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import { oauthStates } from "./tables.ts";

/** A connection by OAuth that has been begun. */
export interface StoredState {
  readonly stateHash: string;
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly sealedVerifier: string;
  readonly expiresAt: Date;
}

/** Stores a state, and forgets those of anybody that nobody finished in time. */
export async function insertState(db: Database, state: StoredState, now: Date): Promise<void> {
  await db.delete(oauthStates).where(lte(oauthStates.expiresAt, now));
  await db.insert(oauthStates).values(state);
}

/**
 * Uses a state up.
 * @returns its sealed verifier; undefined when it has expired or been used, or somebody else began: then it stays theirs
 */
export async function takeState(
  db: Database,
  { stateHash, tenantId, userId }: Pick<StoredState, "stateHash" | "tenantId" | "userId">,
  now: Date,
): Promise<string | undefined> {
  const [row] = await db
    .delete(oauthStates)
    .where(
      and(
        eq(oauthStates.stateHash, stateHash),
        eq(oauthStates.tenantId, tenantId),
        eq(oauthStates.userId, userId),
        gt(oauthStates.expiresAt, now),
      ),
    )
    .returning({ sealedVerifier: oauthStates.sealedVerifier });
  return row?.sealedVerifier;
}
