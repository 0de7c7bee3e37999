import { and, eq, gt, lte } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { TenantId, UserId } from "../../../kernel/identity/ids.ts";
import type { SealedSecret } from "../../../kernel/secrets/seal.ts";
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

/** Of all tenants, to be sealed anew. */
export async function listSealedVerifiers(db: Database): Promise<SealedSecret[]> {
  return db
    .select({ tenantId: oauthStates.tenantId, holder: oauthStates.stateHash, sealed: oauthStates.sealedVerifier })
    .from(oauthStates);
}

/** Puts the same verifier sealed anew in the place of `former`. @returns false when the state has been used up */
export async function replaceSealedVerifier(
  db: Database,
  { holder, sealed: former }: SealedSecret,
  sealedVerifier: string,
): Promise<boolean> {
  const rows = await db
    .update(oauthStates)
    .set({ sealedVerifier })
    .where(and(eq(oauthStates.stateHash, holder), eq(oauthStates.sealedVerifier, former)))
    .returning({ stateHash: oauthStates.stateHash });
  return rows.length > 0;
}
