import { and, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Database } from "../../../kernel/database/database.ts";
import type { UserId } from "../../../kernel/identity/ids.ts";
import { recoveryCodes, totps } from "./tables.ts";

/** A person's authenticator. */
export interface StoredTotp {
  readonly sealedSecret: string;
  readonly createdAt: Date;
  /** Null until a first code was right: it is no second factor before. */
  readonly confirmedAt: Date | null;
}

/** Who of these people has a second factor. One that was only begun to be set up is none. */
export async function findWithSecondFactor(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .select({ personId: totps.personId })
    .from(totps)
    .where(and(inArray(totps.personId, [...ids]), isNotNull(totps.confirmedAt)));
  return new Set(rows.map(({ personId }) => personId));
}

export async function findTotp(db: Database, personId: UserId): Promise<StoredTotp | undefined> {
  const [row] = await db
    .select({ sealedSecret: totps.sealedSecret, createdAt: totps.createdAt, confirmedAt: totps.confirmedAt })
    .from(totps)
    .where(eq(totps.personId, personId));
  return row;
}

/**
 * Stores an authenticator that has yet to be confirmed, in the place of another such.
 * @returns whether there was no confirmed one, which stays as it is
 */
export async function putUnconfirmedTotp(
  db: Database,
  totp: { readonly personId: UserId; readonly sealedSecret: string; readonly createdAt: Date },
): Promise<boolean> {
  const { sealedSecret, createdAt } = totp;
  const put = await db
    .insert(totps)
    .values(totp)
    .onConflictDoUpdate({
      target: totps.personId,
      set: { sealedSecret, createdAt },
      setWhere: isNull(totps.confirmedAt),
    })
    .returning({ personId: totps.personId });
  return put.length > 0;
}

/** @returns whether it was still the unconfirmed one with this secret */
export async function confirmTotpRow(
  transaction: Database,
  { personId, sealedSecret, counter }: { personId: UserId; sealedSecret: string; counter: number },
  now: Date,
): Promise<boolean> {
  const confirmed = await transaction
    .update(totps)
    .set({ confirmedAt: now, lastCounter: counter })
    .where(and(eq(totps.personId, personId), eq(totps.sealedSecret, sealedSecret), isNull(totps.confirmedAt)))
    .returning({ personId: totps.personId });
  return confirmed.length > 0;
}

/**
 * Notes that the code of a time step was used.
 * @returns whether neither it nor a later one had been: of two that use one code at once, one is told so
 */
export async function takeCounter(
  db: Database,
  { personId, sealedSecret, counter }: { personId: UserId; sealedSecret: string; counter: number },
): Promise<boolean> {
  const taken = await db
    .update(totps)
    .set({ lastCounter: counter })
    .where(
      and(
        eq(totps.personId, personId),
        eq(totps.sealedSecret, sealedSecret),
        isNotNull(totps.confirmedAt),
        or(isNull(totps.lastCounter), lt(totps.lastCounter, counter)),
      ),
    )
    .returning({ personId: totps.personId });
  return taken.length > 0;
}

/** @returns whether there is a second factor, which nobody else changes until the transaction ends */
export async function lockSecondFactor(transaction: Database, personId: UserId): Promise<boolean> {
  const rows = await transaction
    .select({ personId: totps.personId })
    .from(totps)
    .where(and(eq(totps.personId, personId), isNotNull(totps.confirmedAt)))
    .for("update");
  return rows.length > 0;
}

/** Deletes an authenticator, confirmed or not, and all recovery codes. @returns whether there was a second factor */
export async function deleteSecondFactor(transaction: Database, personId: UserId): Promise<boolean> {
  const deleted = await transaction
    .delete(totps)
    .where(eq(totps.personId, personId))
    .returning({ confirmedAt: totps.confirmedAt });
  await transaction.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  return deleted.some(({ confirmedAt }) => confirmedAt !== null);
}

/** @param transaction one that holds the person's authenticator, so that no codes of others are left */
export async function replaceRecoveryCodes(
  transaction: Database,
  personId: UserId,
  hashes: readonly string[],
): Promise<void> {
  await transaction.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  await transaction.insert(recoveryCodes).values(hashes.map((hash) => ({ personId, hash })));
}

/** Uses a recovery code up. @returns whether it was one that nobody had used */
export async function takeRecoveryCode(
  db: Database,
  { personId, hash }: { personId: UserId; hash: string },
  now: Date,
): Promise<boolean> {
  const taken = await db
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.personId, personId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
    .returning({ hash: recoveryCodes.hash });
  return taken.length > 0;
}
