import { asc, gt, isNull, or, sql } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import { signingKeys } from "./tables.ts";

export interface StoredSigningKey {
  /** The `kid`. */
  readonly id: string;
  readonly sealedPrivateKey: string;
  /** SPKI, base64 DER. */
  readonly publicKey: string;
  readonly createdAt: Date;
  readonly activeFrom: Date;
  readonly retiresAt: Date | null;
}

/** Any constant does, as long as nothing else in this database takes the same advisory lock. */
const rotationLock = 7_203_141_563;

/** Whoever else would make a key waits until this transaction has ended. */
export async function lockRotation(transaction: Database): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(${rotationLock})`);
}

/** Keys whose tokens may still be good, the one that signs last at the end. */
export async function listSigningKeys(db: Database, now: Date): Promise<StoredSigningKey[]> {
  return db
    .select()
    .from(signingKeys)
    .where(or(isNull(signingKeys.retiresAt), gt(signingKeys.retiresAt, now)))
    .orderBy(asc(signingKeys.activeFrom), asc(signingKeys.id));
}

/** Stores a key that follows on all others. @param formerRetireAt when what they signed has expired */
export async function insertSigningKey(
  transaction: Database,
  key: StoredSigningKey,
  formerRetireAt: Date,
): Promise<void> {
  await transaction
    .update(signingKeys)
    .set({ retiresAt: formerRetireAt })
    .where(or(isNull(signingKeys.retiresAt), gt(signingKeys.retiresAt, formerRetireAt)));
  await transaction.insert(signingKeys).values(key);
}
